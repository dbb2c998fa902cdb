"""Offers once made: recognised by their headers, told from order lines, read with what became of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from analysis.errors import UnknownColumns

from .conftest import Taker

RUSSIAN = (
    "№ КП;Дата КП;Заказчик;Сумма КП;Расчётная себестоимость;Вид исполнения;Наценка, %;Кол-во;Результат;Причина отказа;№ заказа\n"
    "КП-001;05.02.2024;ООО «Альфа»;150 000,00;100 000,00;модификация;50;12;Выиграно;;З-17\n"
    "КП-002;06.02.2024;НПО «Бета»;90 000,00;60 000,00;серийное;50;100;Отказ;цена;\n"
    "КП-003;07.02.2024;НПО «Бета»;80 000,00;;;;1;Заморожено;;\n"
    "КП-004;08.02.2024;ЗАО «Гамма»;70 000,00;50 000,00;спецзаказ;40;1;В работе;;\n"
)
ENGLISH = (
    "Quote No,Quote Date,Customer,Quoted Price,Estimated cost,Markup,Result,Loss reason,Order No\n"
    "Q-1,2024-02-05,Alpha,1500.00,1000.00,0.5,Closed Won,,S-1\n"
    "Q-2,2024-02-06,Beta,1300.00,1000.00,0.3,Lost,price,\n"
    "Q-3,2024-02-07,Beta,1200.00,1000.00,0.2,No response,,\n"
)


def test_a_russian_list_of_offers(taking: Taker) -> None:
    taken = taking.text(RUSSIAN)
    assert taken.report.table == "quotes"
    assert taken.report.unused == ()
    first = taken.rows[0]
    assert (first["quote_id"], first["client_name"], first["quoted_on"], first["order_id"]) == (
        "КП-001",
        "ООО «Альфа»",
        date(2024, 2, 5),
        "З-17",
    )
    assert (first["amount"], first["cost_estimate"], first["markup"], first["quantity"]) == (
        Decimal(150_000),
        Decimal(100_000),
        Decimal("0.5"),
        Decimal(12),
    )
    assert [r["result"] for r in taken.rows] == ["won", "lost", "no decision", "open"]
    assert [r["kind"] for r in taken.rows] == ["modified", "serial", None, "unique"]
    assert [r["markup"] for r in taken.rows][2] is None, "unknown, not zero"
    assert taken.rows[1]["reason"] == "цена"
    assert taken.report.revenue_accepted is None or taken.refused == []


def test_an_english_list_of_offers(taking: Taker) -> None:
    taken = taking.text(ENGLISH, name="export.csv")
    assert taken.report.table == "quotes"
    assert [r["markup"] for r in taken.rows] == [Decimal("0.5"), Decimal("0.3"), Decimal("0.2")]
    assert [r["result"] for r in taken.rows] == ["won", "lost", "no decision"]


@pytest.mark.parametrize(
    ("header", "cells", "shares"),
    [
        ("Наценка, %", ("50", "35,5", "110"), ("0.5", "0.355", "1.1")),
        ("Наценка", ("50%", "35,5 %", "110%"), ("0.5", "0.355", "1.1")),
        ("Наценка", ("50", "35,5", "110"), ("0.5", "0.355", "1.1")),
        ("Наценка", ("0,5", "0,355", "1,1"), ("0.5", "0.355", "1.1")),
        ("Наценка, %", ("0,5", "0,355", "0,9"), ("0.5", "0.355", "0.9")),  # Excel's own per cent
        ("% наценки", ("-5", "0", "20"), ("-0.05", "0", "0.2")),
    ],
)
def test_a_markup_is_a_share_of_the_cost(
    taking: Taker, header: str, cells: tuple[str, ...], shares: tuple[str, ...]
) -> None:
    lines = "".join(f"КП-{n};{cell};выиграно\n" for n, cell in enumerate(cells))
    taken = taking.text(f"№ КП;{header};Результат\n{lines}")
    assert [r["markup"] for r in taken.rows] == [Decimal(s) for s in shares]


def test_amount_and_cost_tell_what_small_markups_are(taking: Taker) -> None:
    """A trader's 0.9 per cent beside its own arithmetic is no share of 90 per cent."""
    taken = taking.text(
        "№ КП;Сумма КП;Себестоимость;Наценка\n1;1050;1000;5\n2;1090;1000;9\n3;1005;1000;0,5\n"
    )
    assert [r["markup"] for r in taken.rows] == [Decimal("0.05"), Decimal("0.09"), Decimal("0.005")]


@pytest.mark.parametrize(
    "header", ["Маржа, %", "Рентабельность", "Наценка, руб.", "Коэффициент наценки", "Margin %"]
)
def test_a_margin_or_money_is_no_markup(taking: Taker, header: str) -> None:
    taken = taking.text(f"№ КП;Сумма КП;{header}\n1;150;33\n")
    assert taken.rows[0]["markup"] is None
    assert taken.report.unused == (header,)


RESULTS = {
    "won": "выиграно|Выигран|выиграли|победа|ПРИНЯТО|заказ|Заказ получен|договор подписан|успешно реализовано|won|Closed Won"
    "|closedwon|accepted|Win|Ordered",
    "lost": "проиграно|Проиграли|отказ|Отказ клиента|отклонено|не выиграно|закрыто и не реализовано|ушли к конкуренту"
    "|выбрали другого поставщика|дорого|lost|Closed Lost|rejected|Declined|not accepted",
    "no decision": "нет решения|без решения|решение не принято|заморожено|Проект заморожен|отложено|перенесено|нет ответа"
    "|закупка отменена|не актуально|no decision|No response|on hold|cancelled|expired|проект приостановлен",
    "open": "в работе|Открыто|на рассмотрении|ожидание|отправлено|на согласовании|черновик|open|Pending|sent|draft|under review",
}


def test_words_for_what_became_of_an_offer(taking: Taker) -> None:
    asked = [(word, value) for value, words in RESULTS.items() for word in words.split("|")]
    lines = "".join(f"КП-{n};{word}\n" for n, (word, _) in enumerate(asked))
    taken = taking.text(f"№ КП;Результат\n{lines}")
    assert {w: r["result"] for (w, _), r in zip(asked, taken.rows, strict=True)} == dict(asked)


def test_what_does_not_say_it_is_unknown_never_lost(taking: Taker) -> None:
    words = ["закрыто", "нет", "принят в работу", "см. почту", "", "выиграно/проиграно", "7"]
    lines = "".join(f"КП-{n};{word}\n" for n, word in enumerate(words))
    taken = taking.text(f"№ КП;Результат\n{lines}")
    assert [r["result"] for r in taken.rows] == [None] * len(words)
    [notice] = taken.report.warnings
    assert (notice.code, notice.details["rows"]) == ("unknown_values", 6)


@pytest.mark.parametrize(
    ("text", "name", "table"),
    [
        # an order may name the offer that it came of
        (
            "№ заказа;Дата;Клиент;№ КП;Изделие;Количество;Сумма\n1;05.01.2025;А;КП-1;Д;5;100\n",
            "export.csv",
            "order_lines",
        ),
        (
            "№ заказа;Дата;Клиент;№ КП;Статус;Наценка;Сумма\n1;05.01.2025;А;КП-1;отгружен;5;100\n",
            "export.csv",
            "order_lines",
        ),
        (
            "Номер;Дата;Контрагент;Сумма;Статус\n1;05.01.2025;А;100;Закрыт\n",
            "export.csv",
            "order_lines",
        ),
        (
            "ID сделки;Дата создания;Компания;Сумма;Результат сделки\n1;05.01.2025;А;100;выиграна\n",
            "deals.csv",
            "order_lines",
        ),
        (
            "№ заказа;Дата;Клиент;КП;Сумма;Результат\n1;05.01.2025;А;12;100;120\n",
            "export.csv",
            "order_lines",
        ),
        (
            "КП;Заказ;Дата;Клиент;Сумма;Результат\n12;1;05.01.2025;А;100;120\n",
            "Заказы за год.csv",
            "order_lines",
        ),
        # an offer may name the order that came of it
        (
            "№ КП;Дата;Клиент;Сумма;Результат;№ заказа\n1;05.01.2025;А;100;выиграно;З-1\n",
            "export.csv",
            "quotes",
        ),
        (
            "Номер;Дата;Контрагент;Сумма;Статус\n1;05.01.2025;А;100;выиграно\n",
            "КП_2023-2026.csv",
            "quotes",
        ),
        (
            "Номер;Дата;Контрагент;Сумма;Результат;Причина отказа\n1;05.01.2025;А;100;отказ;цена\n",
            "Реестр КП.csv",
            "quotes",
        ),
        ("Предложение;Дата;Клиент;Итого\n1;05.01.2025;А;100\n", "export.csv", "quotes"),
        (
            "quote_id,client_id,quoted_on,amount,result\n1,A,2025-01-05,5,won\n",
            "export.csv",
            "quotes",
        ),
    ],
)
def test_offers_and_orders_are_told_apart(taking: Taker, text: str, name: str, table: str) -> None:
    assert taking.text(text, name=name).report.table == table


def test_amounts_are_without_vat_and_in_the_units_of_the_header(taking: Taker) -> None:
    taken = taking.text("№ КП;Сумма КП с НДС 20%, тыс. руб.;Результат\n1;120;выиграно\n")
    assert taken.rows[0]["amount"] == Decimal(100_000)
    by_column = taking.text("№ КП;Сумма КП с НДС;НДС;Результат\n1;120;20;выиграно\n")
    assert by_column.rows[0]["amount"] == Decimal(100)


def test_rows_that_can_not_be_taken(taking: Taker) -> None:
    taken = taking.text(
        "№ КП;Дата КП;Сумма КП;Кол-во;Результат\n"
        "1;05.01.2025;100;5;выиграно\n"
        ";06.01.2025;100;5;выиграно\n"
        "3;32.01.2025;100;5;выиграно\n"
        "4;07.01.2025;сто;5;выиграно\n"
        "5;07.01.2025;100;пять;выиграно\n"
        "Итого;;300;;\n"
        "№ КП;Дата КП;Сумма КП;Кол-во;Результат\n"
    )
    assert [r["quote_id"] for r in taken.rows] == ["1", "5"]
    assert taken.rows[1]["quantity"] is None
    assert [(row, column) for row, column, _, _ in taken.reasons] == [
        (3, "№ КП"),
        (4, "Дата КП"),
        (5, "Сумма КП"),
        (7, None),
        (8, None),
    ]


def test_a_list_without_numbers_is_told_what_it_lacks(taking: Taker) -> None:
    with pytest.raises(UnknownColumns, match="lacks quote_id for quotes"):
        taking.text(
            "Дата;Клиент;Сумма;Результат;Причина отказа\n05.01.2025;А;100;выиграно;\n",
            name="y.csv",
        )


def test_orders_are_called_by_their_numbers(taking: Taker) -> None:
    """As order lines and time sheets that call an order as 1C does have its number."""
    taken = taking.text(
        "№ КП;Результат;Заказ\n1;выиграно;Заказ клиента ТД00-000123 от 05.01.2025 10:00:00\n"
    )
    assert taken.rows[0]["order_id"] == "ТД00-000123"


def test_a_register_as_plants_keep_it_in_excel(taking: Taker) -> None:
    """A title, the row's number before the offer's, a total below; the file's name says what it is."""
    taken = taking.sheet(
        [
            ["Реестр коммерческих предложений за 2025 год"],
            [],
            ["№ п/п", "Номер", "Дата", "Контрагент", "Сумма", "Себестоимость", "Наценка", "Статус"],
            [1, 101, "05.01.2025", "А", 150000, 100000, 0.5, "Выиграно"],
            [2, 102, "06.01.2025", "Б", 220000, 100000, 1.2, "Отложено"],
            ["", "", "", "Итого", 370000, "", "", ""],
        ],
        name="Реестр КП 2025.xlsx",
    )
    assert taken.report.table == "quotes"
    assert [(r["quote_id"], r["markup"], r["result"]) for r in taken.rows] == [
        ("101", Decimal("0.5"), "won"),
        ("102", Decimal("1.2"), "no decision"),
    ]
    assert [row for row, _, _, _ in taken.reasons] == [6]


def _documents(header: str, *statuses: str) -> str:
    """A list of documents of whatever kind: what stands in their status is all that tells them."""
    rows = "".join(f"{n};1{n}.01.2025;А;{n}00;{status}\n" for n, status in enumerate(statuses, 1))
    return f"{header}\n{rows}"


LISTS_OF_OFFERS = [
    ("Номер;Дата;Контрагент;Сумма;Статус", ("Выиграно", "Проиграно", "В работе")),
    ("Номер;Дата;Контрагент;Сумма;Статус", ("Отказ", "Заказ", "На рассмотрении")),
    ("Номер;Дата;Контрагент;Сумма;Статус", ("Отказ клиента", "Переведено в заказ", "Отправлено")),
    ("Номер;Дата;Контрагент;Сумма;Статус", ("Переговоры", "Отказ", "Договор подписан")),
    ("№ п/п;Дата;Заказчик;Сумма без НДС;Состояние", ("выиграли", "проиграли", "нет ответа")),
    ("№;Дата;Клиент;Сумма, тыс. руб.;Результат", ("победа", "проиграли: дорого", "отложено")),
    ("Документ;Дата;Клиент;Сумма;Стадия", ("Выигран", "Отказ", "Черновик")),
    ("Номер тендера;Дата;Заказчик;Сумма;Статус", ("Победа", "Выбрали конкурента", "Подготовка")),
    ("No;Date;Customer;Amount;Status", ("Won", "Lost", "Pending")),
    ("Number;Date;Customer;Total;Stage", ("Closed Won", "Closed Lost", "Negotiation")),
    ("ID;Created;Customer;Total;Status", ("Ordered", "Rejected", "Sent")),
    ("Исх. №;Дата;Контрагент;Цена предложения;Решение", ("Принято", "Отказ", "На рассмотрении")),
    ("Номер;Дата КП;Контрагент;Сумма;Итог", ("Выиграно", "Отклонено", "Ожидание")),
    ("RFQ;Date;Client;Value;State", ("accepted", "declined", "submitted")),
]


@pytest.mark.parametrize(("header", "statuses"), LISTS_OF_OFFERS)
def test_a_list_that_is_won_or_lost_is_one_of_offers(
    taking: Taker, header: str, statuses: tuple[str, ...]
) -> None:
    taken = taking.text(_documents(header, *statuses), name="export.csv")
    assert taken.report.table == "quotes"
    assert taken.rows[0]["result"] in ("won", "lost", "open")
    assert None not in [r["result"] for r in taken.rows]


@pytest.mark.parametrize(
    ("header", "statuses"),
    [
        ("Номер;Дата;Контрагент;Сумма;Статус", ("Закрыт", "Отменён", "В работе")),
        ("Номер;Дата;Контрагент;Сумма;Статус", ("Отгружен", "Отказ", "В работе")),
        ("Номер;Дата;Контрагент;Сумма;Статус", ("Принят", "Отклонён", "Выполнен")),
        ("Номер;Дата;Контрагент;Сумма;Статус", ("Новый", "Принят", "Отказ")),
        ("Номер заказа;Дата;Контрагент;Сумма;Статус", ("Сделка выиграна", "Проиграна", "Новый")),
        ("ID сделки;Дата создания;Компания;Сумма;Статус сделки", ("выиграна", "проиграна")),
        ("Number;Date;Customer;Amount;Status", ("Shipped", "Rejected", "Pending")),
        ("Number;Date;Customer;Amount;Status", ("Delivered", "Cancelled", "Sent")),
    ],
)
def test_orders_that_are_shipped_and_refused_are_no_offers(
    taking: Taker, header: str, statuses: tuple[str, ...]
) -> None:
    taken = taking.text(_documents(header, *statuses), name="export.csv")
    assert taken.report.table == "order_lines"
