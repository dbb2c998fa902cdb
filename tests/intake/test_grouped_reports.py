"""Grouped reports become order lines: each way of showing levels, each nesting; nothing counts twice."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from analysis.intake import reasons

from .conftest import Taken, Taker, take
from .reports import LINES, ROMASHKA, STACKED, TOTAL, Row, csv, ods, xls, xlsx

COLUMNS = (
    "order_id",
    "client_name",
    "order_date",
    "product_name",
    "quantity",
    "revenue",
    "direct_cost",
)


def lines(taken: Taken, columns: tuple[str, ...] = COLUMNS) -> list[tuple[Any, ...]]:
    return [
        tuple(str(v) if c == "order_date" else v for c, v in ((c, r[c]) for c in columns))
        for r in taken.rows
    ]


def adds_up(taken: Taken) -> None:
    assert taken.refused == []
    assert [w.code for w in taken.report.warnings if w.code != "exact_duplicates"] == []


@pytest.mark.parametrize("by", ["outline", "indent", "spaces", "columns"])
@pytest.mark.parametrize("write", [xlsx, xls])
def test_levels_by_whatever_shows_them(write: Any, by: str, tmp_path: Path) -> None:
    header: list[list[object]] = (
        [["Контрагент", "", "", *STACKED[0][1:]], *STACKED[1:]] if by == "columns" else STACKED
    )
    taken = take(write(tmp_path / "отчёт", header, [*ROMASHKA, TOTAL], by))
    assert lines(taken) == LINES
    adds_up(taken)
    assert taken.report.formats["levels_by"] == by
    assert taken.report.formats["shape"] == "Контрагент → Заказ → Номенклатура"
    assert {
        k: taken.report.formats[k] for k in ("lines", "groups", "total_revenue", "total_quantity")
    } == {
        "lines": "4",
        "groups": "5",
        "total_revenue": "42",
        "total_quantity": "6",
    }
    assert [r["source_row"] for r in taken.rows] == [6, 7, 9, 12]


@pytest.mark.parametrize("by", ["outline", "indent", "spaces"])
def test_levels_in_open_document(by: str, tmp_path: Path) -> None:
    taken = take(ods(tmp_path / "отчёт.ods", STACKED, [*ROMASHKA, TOTAL], by))
    assert lines(taken) == LINES
    assert taken.report.formats["levels_by"] == by


def test_levels_in_text(taking: Taker) -> None:
    taken = taking.text(csv(STACKED, [*ROMASHKA, TOTAL]), encoding="cp1251")
    assert lines(taken) == LINES
    assert (taken.report.formats["encoding"], taken.report.formats["delimiter"]) == ("cp1251", ";")


def test_text_that_lost_its_spaces_is_read_by_documents_and_sums(taking: Taker) -> None:
    taken = taking.text(csv(STACKED, [*ROMASHKA, TOTAL], by="nothing"))
    assert lines(taken) == LINES
    assert taken.report.formats["levels_by"] == "documents"


@pytest.mark.parametrize("edge", [" / ", ", ", " → "])
def test_levels_named_in_one_cell(edge: str, tmp_path: Path) -> None:
    header: list[list[object]] = [
        [
            edge.join(["Контрагент", "Заказ", "Номенклатура"]),
            "Количество",
            "Выручка",
            "Себестоимость",
        ]
    ]
    assert lines(take(xlsx(tmp_path / "r.xlsx", header, [*ROMASHKA, TOTAL]))) == LINES


def test_amounts_under_a_second_row_of_headers(tmp_path: Path) -> None:
    header: list[list[object]] = [
        ["Контрагент", "Выручка", None, "Себестоимость"],
        ["Заказ", "Количество", "Сумма", "Сумма"],
        ["Номенклатура", None, None, None],
    ]
    taken = take(xlsx(tmp_path / "r.xlsx", header, [*ROMASHKA, TOTAL]))
    assert lines(taken) == LINES
    adds_up(taken)


def test_title_parameters_repeated_headers_and_a_signature(tmp_path: Path) -> None:
    top: list[list[object]] = [
        ["Анализ продаж"],
        [],
        ["Параметры:", "Период: 01.01.2013 - 31.01.2013"],
        [None, "Организация: Завод"],
        [],
    ]
    again: list[Row] = [(0, cells) for cells in STACKED]
    rows: list[Row] = [
        *ROMASHKA[:6],
        *again,
        *ROMASHKA[6:],
        TOTAL,
        (0, [""]),
        (0, ["Ответственный: Иванова И. И."]),
    ]
    taken = take(xlsx(tmp_path / "r.xlsx", [*top, *STACKED], rows))
    assert lines(taken) == LINES
    assert taken.report.rows_read == 5, (
        "the signature is neither a line nor a group, and is said to be refused"
    )
    assert taken.reasons == [(23, None, None, reasons.NEITHER)]


def test_what_stands_on_the_order_goes_to_its_lines(tmp_path: Path) -> None:
    header: list[list[object]] = [[*STACKED[0], "Отгружено", "Менеджер"], *STACKED[1:]]
    rows = [
        (level, [*cells, "09.01.2013", "Котова"] if level == 1 else cells)
        for level, cells in ROMASHKA
    ]
    taken = take(xlsx(tmp_path / "r.xlsx", header, rows))
    assert {(str(r["shipped_on"]), r["manager"]) for r in taken.rows} == {("2013-01-09", "Котова")}
    assert lines(taken) == LINES


def test_levels_above_are_taken_where_the_contract_has_them(tmp_path: Path) -> None:
    header: list[list[object]] = [
        ["Менеджер", *STACKED[0][1:]],
        ["Подразделение"],
        ["Контрагент"],
        ["Заказ"],
        ["Номенклатура"],
    ]
    rows: list[Row] = [
        (0, ["Котова", 6, 42, 25]),
        (1, ["Отдел 1", 6, 42, 25]),
        *((n + 2, cells) for n, cells in ROMASHKA),
        TOTAL,
    ]
    taken = take(xlsx(tmp_path / "r.xlsx", header, rows))
    assert lines(taken) == LINES
    assert {r["manager"] for r in taken.rows} == {"Котова"}
    assert taken.report.formats["levels_left_out"] == "Подразделение"


def test_product_over_client_over_order(tmp_path: Path) -> None:
    header: list[list[object]] = [["Номенклатура", "Сумма"], ["Покупатель"], ["Регистратор"]]
    rows: list[Row] = [
        (0, ["Датчик", 15]),
        (1, ["ООО Ромашка", 15]),
        (2, ["Реализация товаров и услуг 0000-000007 от 05.01.2013 10:00:00", 10]),
        (2, ["Реализация товаров и услуг 0000-000009 от 06.01.13", 5]),
        (0, ["Муфта", 7]),
        (1, ["ООО Ромашка", 7]),
        (2, ["Реализация товаров и услуг 0000-000007 от 05.01.2013 10:00:00", 7]),
        (0, ["Итого", 22]),
    ]
    taken = take(xlsx(tmp_path / "r.xlsx", header, rows, "indent"))
    assert lines(taken, ("order_id", "client_name", "order_date", "product_name", "revenue")) == [
        ("0000-000007", "ООО Ромашка", "2013-01-05", "Датчик", 10),
        ("0000-000009", "ООО Ромашка", "2013-01-06", "Датчик", 5),
        ("0000-000007", "ООО Ромашка", "2013-01-05", "Муфта", 7),
    ]


def test_order_over_product_with_the_client_in_a_column(tmp_path: Path) -> None:
    header: list[list[object]] = [
        ["Заказ покупателя", "Контрагент", "Количество", "Сумма"],
        ["Товар"],
    ]
    rows: list[Row] = [
        (0, ["Заказ покупателя № 12 от 05.01.13", "ООО Ромашка", 3, 30]),
        (1, ["Датчик", None, 1, 10]),
        (1, ["Кабель", None, 2, 20]),
    ]
    taken = take(xlsx(tmp_path / "r.xlsx", header, rows))
    assert lines(taken, ("order_id", "client_name", "product_name", "revenue")) == [
        ("12", "ООО Ромашка", "Датчик", 10),
        ("12", "ООО Ромашка", "Кабель", 20),
    ]


def test_dates_as_a_level_of_their_own_and_months_left_out(tmp_path: Path) -> None:
    header: list[list[object]] = [["Месяц", "Сумма"], ["Дата"], ["Контрагент"], ["Заказ"]]
    rows: list[Row] = [
        (0, ["Март 2013", 30]),
        (1, ["05.03.2013", 10]),
        (2, ["А", 10]),
        (3, [1037, 10]),
        (1, ["06.03.2013", 20]),
        (2, ["Б", 20]),
        (3, ["1038", 20]),
    ]
    taken = take(xlsx(tmp_path / "r.xlsx", header, rows))
    assert lines(taken, ("order_id", "client_name", "order_date", "revenue")) == [
        ("1037", "А", "2013-03-05", 10),
        ("1038", "Б", "2013-03-06", 20),
    ]
    assert taken.report.formats["levels_left_out"] == "Месяц"


def test_levels_beside_each_other_in_one_row_of_headers(tmp_path: Path) -> None:
    header: list[list[object]] = [
        ["Контрагент", "Заказ", "Номенклатура", "Количество", "Выручка", "Себестоимость"]
    ]
    taken = take(xlsx(tmp_path / "r.xlsx", header, [*ROMASHKA, TOTAL], "columns"))
    assert lines(taken) == LINES
    adds_up(taken)


def test_a_pivot_that_names_each_level_once(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "pivot.xlsx")) as book:
        sheet = book.add_worksheet()
        for r, row in enumerate(
            [
                ["Контрагент", "Заказ", "Номенклатура", "Выручка"],
                ["ООО Ромашка", "Заказ 1 от 05.01.2013", "Датчик", 10],
                [None, None, "Кабель", 20],
                [None, "Заказ 1 от 05.01.2013 Итог", None, 30],
                [None, "Заказ 2 от 06.01.2013", "Датчик", 5],
                [None, "Заказ 2 от 06.01.2013 Итог", None, 5],
                ["ООО Ромашка Итог", None, None, 35],
                ["Общий итог", None, None, 35],
            ]
        ):
            sheet.write_row(r, 0, row)
    taken = take(tmp_path / "pivot.xlsx")
    assert lines(taken, ("order_id", "client_name", "product_name", "revenue")) == [
        ("1", "ООО Ромашка", "Датчик", 10),
        ("1", "ООО Ромашка", "Кабель", 20),
        ("2", "ООО Ромашка", "Датчик", 5),
    ]
    adds_up(taken)


QUICKBOOKS = """Sales by Customer Detail,,,,,,
January 2013,,,,,,
,Type,Date,Num,Item,Qty,Amount
Acme Inc,,,,,,
,Invoice,01/15/2013,1037,Sensor,2,"1,200.00"
,Invoice,01/15/2013,1037,Cable,1,50.50
Total Acme Inc,,,,,3,"1,250.50"
Total Quality Ltd,,,,,,
,Invoice,01/16/2013,1038,Sensor,1,600.00
Total Total Quality Ltd,,,,,1,600.00
TOTAL,,,,,4,"1,850.50"
"""


def test_quickbooks_groups_with_total_rows(taking: Taker) -> None:
    taken = taking.text(QUICKBOOKS)
    assert lines(
        taken, ("order_id", "client_name", "order_date", "product_name", "quantity", "revenue")
    ) == [
        ("1037", "Acme Inc", "2013-01-15", "Sensor", 2, 1200),
        ("1037", "Acme Inc", "2013-01-15", "Cable", 1, Decimal("50.5")),
        ("1038", "Total Quality Ltd", "2013-01-16", "Sensor", 1, 600),
    ]
    adds_up(taken)
    assert taken.report.formats["total_revenue"] == "1850.50"


def test_quickbooks_jobs_inside_customers(taking: Taker) -> None:
    rows = """Sales,,,,,
Customer,Date,Num,Item,Qty,Amount
Acme Inc,,,,,
Bridge,,,,,
,01/15/2013,1037,Sensor,2,200.00
Total Bridge,,,,2,200.00
,01/17/2013,1040,Sensor,1,100.00
Total Acme Inc,,,,3,300.00
"""
    taken = taking.text(rows, mapping=taking.mapping('[columns]\nclient_name = "level 1"'))
    assert lines(taken, ("order_id", "client_name", "revenue")) == [
        ("1037", "Acme Inc", 200),
        ("1040", "Acme Inc", 100),
    ]


def test_a_folded_order_is_a_line_without_product(tmp_path: Path) -> None:
    rows = [*ROMASHKA, (1, ["Заказ клиента ТД00-000004 от 08.01.2013 9:00:00", 9, 90, 50])]
    taken = take(xlsx(tmp_path / "r.xlsx", STACKED, rows))
    assert lines(taken)[-1] == ("ТД00-000004", "АО Василёк", "2013-01-08", None, 9, 90, 50)


def test_a_report_folded_to_its_orders(tmp_path: Path) -> None:
    taken = take(xlsx(tmp_path / "r.xlsx", STACKED, [r for r in ROMASHKA if r[0] < 2]))
    assert lines(taken, ("order_id", "client_name", "product_name", "revenue")) == [
        ("ТД00-000001", "ООО Ромашка", None, 30),
        ("ТД00-000002", "ООО Ромашка", None, 5),
        ("ТД00-000003", "АО Василёк", None, 7),
    ]


def test_folders_above_the_clients(tmp_path: Path) -> None:
    rows = [
        (0, ["Покупатели Москвы", 6, 42, 25]),
        *((n + 1, cells) for n, cells in ROMASHKA),
        TOTAL,
    ]
    taken = take(xlsx(tmp_path / "r.xlsx", STACKED, rows))
    assert lines(taken) == LINES
    assert taken.report.formats["levels_left_out"] == "level 1"


def test_a_return_and_a_second_document_of_one_number_are_other_orders(tmp_path: Path) -> None:
    header: list[list[object]] = [["Контрагент", "Сумма"], ["Документ"]]
    rows: list[Row] = [
        (0, ["А", 12]),
        (1, ["Заказ клиента 5 от 05.01.2013", 10]),
        (1, ["Реализация товаров и услуг 5 от 06.01.2013", 4]),
        (1, ["Возврат товаров от клиента 5 от 07.01.2013", -2]),
    ]
    taken = take(xlsx(tmp_path / "r.xlsx", header, rows))
    assert [(r["order_id"], r["revenue"]) for r in taken.rows] == [
        ("5", 10),
        ("5 (реализация товаров и услуг 2013-01-06)", 4),
        ("5 (возврат товаров от клиента)", -2),
    ]
    assert [w.code for w in taken.report.warnings] == ["document_numbers_repeat"]


def test_orders_whose_numbers_begin_anew_each_year_are_kept_apart(tmp_path: Path) -> None:
    header: list[list[object]] = [["Контрагент", "Сумма"], ["Заказ"]]
    rows: list[Row] = [
        (0, ["А", 10]),
        (1, ["Заказ клиента 000017 от 05.12.2013", 10]),
        (0, ["Б", 7]),
        (1, ["Заказ клиента 000017 от 07.01.2014", 7]),
    ]
    taken = take(xlsx(tmp_path / "r.xlsx", header, rows))
    assert [(r["order_id"], r["client_name"], r["revenue"]) for r in taken.rows] == [
        ("000017", "А", 10),
        ("000017 (заказ клиента 2014-01-07)", "Б", 7),
    ]
    assert [w.code for w in taken.report.warnings] == ["document_numbers_repeat"]


def test_a_product_and_its_characteristic_are_one_level(tmp_path: Path) -> None:
    header = [*STACKED[:2], ["Номенклатура, Характеристика", None, None, None]]
    taken = take(xlsx(tmp_path / "r.xlsx", header, [*ROMASHKA, TOTAL]))
    assert lines(taken) == LINES


def test_a_table_folded_by_its_owner_is_a_table(taking: Taker) -> None:
    path = taking.folder / "folded.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for r, row in enumerate(
            [["Заказ", "Контрагент", "Дата", "Выручка"], *[["1", "А", "2025-01-01", 5]] * 8]
        ):
            sheet.write_row(r, 0, row)
            if r % 2:
                sheet.set_row(r, None, None, {"level": 1})
    taken = take(path)
    assert (taken.report.rows_accepted, taken.report.revenue_read) == (8, Decimal(40))


def test_sums_among_complete_rows_do_not_count_twice(tmp_path: Path) -> None:
    header: list[list[object]] = [["Заказ", "Контрагент", "Дата", "Номенклатура", "Выручка"]]
    rows: list[Row] = [
        (0, ["1", "А", "2025-01-01", None, 30]),
        (1, ["1", "А", "2025-01-01", "Датчик", 10]),
        (1, ["1", "А", "2025-01-01", "Кабель", 20]),
        (0, ["2", "Б", "2025-01-02", None, 12]),
        (1, ["2", "Б", "2025-01-02", "Датчик", 5]),
        (1, ["2", "Б", "2025-01-02", "Муфта", 7]),
    ]
    taken = take(xlsx(tmp_path / "r.xlsx", header, rows))
    assert [(r["order_id"], r["product_name"], r["revenue"]) for r in taken.rows] == [
        ("1", "Датчик", 10),
        ("1", "Кабель", 20),
        ("2", "Датчик", 5),
        ("2", "Муфта", 7),
    ]


def test_a_mapping_names_a_level(tmp_path: Path, taking: Taker) -> None:
    header: list[list[object]] = [
        ["Подразделение", *STACKED[0][1:]],
        ["Контрагент"],
        ["Заказ"],
        ["Номенклатура"],
    ]
    rows: list[Row] = [(0, ["Отдел 1", 6, 42, 25]), *((n + 1, cells) for n, cells in ROMASHKA)]
    mapping = taking.mapping('[columns]\nmanager = "Подразделение"')
    taken = take(xlsx(tmp_path / "r.xlsx", header, rows), mapping=mapping)
    assert {r["manager"] for r in taken.rows} == {"Отдел 1"}
    assert lines(taken) == LINES
