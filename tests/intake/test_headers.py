"""Which column a header means, and which table a file is."""

from __future__ import annotations

import pytest

from analysis.errors import UnknownColumns, UnreadableFile
from analysis.intake.columns.amounts import other_costs
from analysis.intake.columns.header_row import stem_table
from analysis.intake.columns.header_words.aliases import ALIASES
from analysis.intake.columns.header_words.headers import match
from analysis.intake.columns.header_words.meanings import meanings
from analysis.intake.columns.header_words.spelling import plain
from analysis.intake.columns.layout import Layout
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.contract import TABLES

from .conftest import Taker


@pytest.mark.parametrize(
    ("table", "header", "column"),
    [
        ("order_lines", "Контрагент", "client_name"),
        ("order_lines", "ЗАКАЗЧИК", "client_name"),
        ("order_lines", "Выручка без НДС", "revenue"),
        ("order_lines", "Сумма (без НДС), руб.", "revenue"),
        ("order_lines", "Сумма, ₽", "revenue"),
        ("order_lines", "Себестоимость", "direct_cost"),
        ("order_lines", "Номенклатура", "product_name"),
        ("order_lines", "Дата заказа", "order_date"),
        ("order_lines", "Срок поставки", "promised_on"),
        ("order_lines", "Срок поставки, дн.", "lead_time_days"),
        ("order_lines", "Срок по договору", "promised_on"),
        ("order_lines", "Отгружено", "shipped_on"),
        ("order_lines", "№ заказа", "order_id"),
        ("order_lines", "Заказ №", "order_id"),
        ("order_lines", "Order #", "order_id"),
        ("order_lines", "Кол-во, шт", "quantity"),
        ("order_lines", "Цена,\nруб.", "unit_price"),
        ("order_lines", "SalesOrderLineNumber", "line_no"),
        ("order_lines", "DueDate", "promised_on"),
        ("order_lines", "OrderQuantity", "quantity"),
        ("order_lines", "TotalProductCost", "direct_cost"),
        ("order_lines", "Unit Price (USD)", "unit_price"),
        ("order_lines", "Вид исполнения", "kind"),
        ("order_lines", "Общезаводские  затраты", "book_overhead"),
        ("order_lines", "Срок изготовления, дн", "lead_time_days"),
        ("clients", "EnglishCountryRegionName", "region"),
        ("clients", "NumberEmployees", "employees"),
        ("usage", "Трудозатраты, ч", "quantity"),
        ("usage", "Подразделение", "pool"),
        ("usage", "Часы", "quantity"),
        ("pools", "Ед. изм.", "unit"),
        ("pools", "Практическая мощность", "capacity"),
        ("contacts", "Контактное лицо", "name"),
    ],
)
def test_headers(table: str, header: str, column: str) -> None:
    assert column in {c for c, _ in meanings(header, TABLES[table])}


@pytest.mark.parametrize(
    "header",
    [
        "Сумма НДС",
        "НДС",
        "Ставка НДС, %",
        "Чистая прибыль",
        "Прибыль до налогов",
        "",
        "Сумма, %",
        "Freight",
        "Country",
        "x" * 500,
    ],
)
def test_headers_that_mean_no_column(header: str) -> None:
    assert not meanings(header, TABLES["order_lines"])


def test_every_column_is_known_by_its_own_name() -> None:
    for table in TABLES.values():
        assert match(table.names, table).columns == {name: i for i, name in enumerate(table.names)}
        assert set(ALIASES[table.name]) == set(table.names)


def test_every_alias_is_written_as_headers_are_left() -> None:
    for columns in ALIASES.values():
        for aliases in columns.values():
            for alias in aliases:
                assert plain(alias.removesuffix(" days")).words == alias.removesuffix(" days"), (
                    alias
                )


def test_amounts_without_vat_win(taking: Taker) -> None:
    text = "Номер заказа;Контрагент;Дата;Сумма с НДС;Сумма без НДС\n1;А;05.01.2025;120;100\n"
    taken = taking.text(text)
    assert (str(taken.rows[0]["revenue"]), taken.report.unused) == ("100.0000", ("Сумма с НДС",))
    with pytest.raises(UnreadableFile) as refused:
        taking.text(text.replace(";Сумма без НДС", ";Примечание"))
    assert refused.value.code == "vat_unknown", "a profit on top of VAT would be a false one"


def test_of_two_headers_for_a_column_the_likelier_is_used(taking: Taker) -> None:
    taken = taking.text("Номер заказа;Компания;Контрагент;Дата;Выручка\n1;Мы;Они;05.01.2025;100\n")
    assert (taken.rows[0]["client_name"], taken.report.unused) == ("Они", ("Компания",))


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("order_lines.csv", "order_lines"),
        ("zakazy_2025.csv", "order_lines"),
        ("Заказы за 2025.xlsx", "order_lines"),
        ("clients.xlsx", "clients"),
        ("klienty.csv", "clients"),
        ("Контрагенты.csv", "clients"),
        ("usage-2025.csv", "usage"),
        ("tabel_2025.xlsx", "usage"),
        ("Табель март.xlsx", "usage"),
        ("resursy.csv", "pools"),
        ("kontakty.csv", "contacts"),
        ("export.csv", None),
        ("ordinary.csv", None),
    ],
)
def test_the_table_by_the_name_of_the_file(name: str, table: str | None) -> None:
    assert stem_table(name) == table


def test_hours_are_not_taken_for_orders(taking: Taker) -> None:
    taken = taking.text(
        "Дата;Сотрудник;Подразделение;Заказ;Контрагент;Часы;Вид работ;Этап\n05.01.2025;Я;ОТК;З-1;А;8;Контроль;КД\n"
    )
    assert taken.report.table == "usage"
    assert (taken.rows[0]["pool"], taken.rows[0]["order_id"], str(taken.rows[0]["quantity"])) == (
        "ОТК",
        "З-1",
        "8.000000",
    )


def test_the_headers_outweigh_a_misleading_name(taking: Taker) -> None:
    taken = taking.text(
        "order_id,client_name,order_date,revenue\n1,A,2025-01-05,5\n", name="tabel.csv"
    )
    assert taken.report.table == "order_lines"


def test_sales_without_a_date_are_not_a_list_of_clients(taking: Taker) -> None:
    with pytest.raises(UnknownColumns, match="lacks order_date"):
        taking.text("Номер заказа;Контрагент;Выручка;Количество\n1;А;5;1\n")
    with pytest.raises(UnknownColumns):
        taking.text("Контрагент;Выручка\nА;5\n")


def test_a_table_that_is_told(taking: Taker) -> None:
    assert taking.text("Контрагент;Выручка\nА;5\n", table="clients").rows[0]["client_name"] == "А"
    with pytest.raises(
        UnknownColumns,
        match="lacks pool or person and quantity or ended_at and started_at for usage",
    ):
        taking.text("Контрагент;Выручка\nА;5\n", table="usage")


def test_clients_keep_their_further_columns(taking: Taker) -> None:
    mapping = taking.mapping('[columns]\nregion = "Край"')
    taken = taking.text(
        "Контрагент;Край;Region;Свой цех;свой ЦЕХ;\nА;Урал;Ural;да;нет;\n", mapping=mapping
    )
    row = taken.rows[0]
    assert (row["region"], row["Region (2)"]) == ("Урал", "Ural"), (
        "no two columns of one name, whatever the case"
    )
    assert (row["Свой цех"], row["свой ЦЕХ (2)"]) == ("да", "нет")
    assert taken.report.unused == ()


def test_a_header_is_not_its_own_hint(taking: Taker) -> None:
    with pytest.raises(UnknownColumns) as refused:
        taking.text("Номер заказа;Контрагент;Дата;Сумма, мин\n1;А;05.01.2025;5\n")
    assert "did you mean" not in str(refused.value)


JOURNAL = "Дата;Номер;Сумма;Валюта;Контрагент;Договор;Ответственный\n09.01.2025 10:00:00;ТД00-000001;100,00;RUB;А;Договор №5;Иванов\n"


def test_the_number_of_a_document_is_the_order(taking: Taker) -> None:
    assert taking.text(JOURNAL).rows[0]["order_id"] == "ТД00-000001"
    assert (
        taking.text(JOURNAL.replace("Договор;", "Заказ клиента;")).rows[0]["order_id"]
        == "Договор №5"
    )
    assert taking.text(JOURNAL.replace("Номер;", "№;")).rows[0]["order_id"] == "Договор №5", (
        "«№» counts the rows"
    )
    without_date = JOURNAL.replace("Дата;", "Дата заказа;")
    assert taking.text(without_date).rows[0]["order_id"] == "Договор №5"


def test_all_columns_of_orders_outweigh_the_name_of_the_file(taking: Taker) -> None:
    text = "Номер заказа;Контрагент;Дата заказа;Количество;Сумма\nA-1;А;05.01.2025;1;5\n"
    for name in ("Клиенты и заказы.csv", "sales_clients.csv"):
        assert taking.text(text, name=name).report.table == "order_lines", name
    assert (
        taking.text(
            "Контрагент;Регион;Отрасль\nА;Урал;Химия\n", name="Клиенты и заказы.csv"
        ).report.table
        == "clients"
    )


@pytest.mark.parametrize("blank", ["", " ", "\t", "\u00a0", "\u00a0? ", "\x1f"])
def test_a_question_with_any_blank_behind_it_is_a_question(taking: Taker, blank: str) -> None:
    """An unbreakable space behind «?» sent the reading of headers round in circles."""
    taken = taking.text(
        f"Номер заказа,Контрагент,Дата,Выручка,Проведён?{blank}\n1,А,05.01.2025,100,да\n"
    )
    assert [row["is_posted"] for row in taken.rows] == [True]


def test_headers_of_nul_bytes_are_columns_without_a_name(taking: Taker) -> None:
    """They sent names of no length, and the same name twice, to the database (found by the fuzz)."""
    taken = taking.text(
        "Номер заказа,Контрагент,Дата,Выручка,\x00,Склад,Склад\x00\n1,А,05.01.2025,100,x,y,z\n"
    )
    assert taken.report.rows_accepted == 1
    assert taken.report.headers[4:] == ("(column 5)", "Склад", "Склад (2)")
    extra = taking.text(
        "Наименование,\x00,Склад,Склад\x00\nА,x,y,z\n", name="clients.csv", table="clients"
    )
    assert [row["Склад"] + row["Склад (2)"] for row in extra.rows] == ["yz"]


@pytest.mark.parametrize(
    ("headers", "hint"),
    [
        ("Order Id,Customer,Order State,Sales date,Net amount", "'Sales date' for order_date"),
        (
            "Order Id,Customer,Order State,order date of the deal,Net amount",
            "'order date of the deal' for order_date",
        ),
        (
            "Номер заказа;Контрагент;Состояние склада;Дата заказов;Сумма",
            "'Дата заказов' for order_date",
        ),
        ("Номер заказа;Контрагент;Дата заказа;Выручка нетто", "'Выручка нетто' for revenue"),
    ],
)
def test_the_hint_is_the_closest_header_by_whole_words(
    taking: Taker, headers: str, hint: str
) -> None:
    sign = ";" if ";" in headers else ","
    with pytest.raises(UnknownColumns) as caught:
        taking.text(headers + "\n" + sign.join("12345") + "\n")
    assert hint in str(caught.value)


PACKAGING = """Затраты на упаковку|Затраты на упаковку, руб.|Затраты на упаковку (руб.)|Затраты на упаковку, тыс. руб.
Расходы на упаковку|Расходы на упаковку без НДС|Издержки на упаковку|Материалы на упаковку|Работы на упаковку
Затраты на  упаковку|ЗАТРАТЫ НА УПАКОВКУ|Стоимость упаковки|Упаковка, руб.|Packaging cost|Packaging costs, USD|Packing"""


@pytest.mark.parametrize("header", PACKAGING.replace("\n", "|").split("|"))
def test_what_packaging_cost_is_a_cost_beside_the_others(header: str) -> None:
    headers = ("Материалы", "Зарплата", header)
    found = Layout(
        file="x.csv",
        container="text",
        table=TABLES["order_lines"],
        headers=headers,
        columns=match(headers, TABLES["order_lines"]).columns,
        header_row=0,
        skip=0,
        mapping=FileMapping(),
        sample=(),
    )
    assert other_costs.with_other_costs(found).columns == {
        "material_cost": 0,
        "labour_cost": 1,
        "other_direct_cost": 2,
    }


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Цена за упаковку", "unit_price"),
        ("Цена на упаковку", "unit_price"),
        ("Себестоимость на упаковку", "unit_cost"),
        ("Затраты за упаковку", "unit_cost"),
        ("Затраты на упак.", "unit_cost"),
        ("Затраты на единицу", "unit_cost"),
        ("Затраты на изделие", "unit_cost"),
        ("Затраты на 1 шт.", "unit_cost"),
        ("Материалы на ед.", "material_cost"),
    ],
)
def test_amounts_for_one_pack_or_piece(header: str, column: str) -> None:
    assert match([header], TABLES["order_lines"]).columns == {column: 0}
    assert plain(header).piece
