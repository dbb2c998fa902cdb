"""Grouped reports: what their headers, titles and totals say of the amounts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..reports import ROMASHKA, TOTAL, Row, csv
from .case import Case

ORDERS = ["ТД00-000001 10", "ТД00-000001 20", "ТД00-000002 5", "ТД00-000003 7"]
THOUSANDS = ["ТД00-000001 10000", "ТД00-000001 20000", "ТД00-000002 5000", "ТД00-000003 7000"]
Column = Callable[[int, int, int], object]


def quantity(pieces: int, revenue: int, cost: int) -> int:
    return pieces


def revenue(pieces: int, revenue: int, cost: int) -> int:
    return revenue


def cost(pieces: int, revenue: int, cost: int) -> int:
    return cost


def other(pieces: int, revenue: int, cost: int) -> float:
    """Such as a plan, or last year's revenue."""
    return revenue * 1.5


def tax(pieces: int, revenue: int, cost: int) -> float:
    return round(revenue * 0.2, 2)


def with_tax(pieces: int, revenue: int, cost: int) -> float:
    return round(revenue * 1.2, 2)


def share(pieces: int, revenue: int, cost: int) -> float:
    return 66.7


def report(
    header: Sequence[Sequence[object]], *columns: Column, rows: Sequence[Row] = (*ROMASHKA, TOTAL)
) -> str:
    """The tests' report under this header, with these amounts, its levels by leading spaces."""
    shown = [(level, [cells[0], *(c(*cells[1:4]) for c in columns)]) for level, cells in rows]  # type: ignore[arg-type]
    return csv([cells or [""] for cells in header], shown)


def stacked(first: Sequence[object], second: Sequence[object]) -> list[list[object]]:
    """A header of amounts in two rows beside client, order and product."""
    return [["Контрагент", *first], ["Заказ клиента", *second], ["Номенклатура"]]


def _under(*names: object) -> list[list[object]]:
    return stacked(["Количество", "Выручка", *[None] * (len(names) - 1)], [None, *names])


PLAIN: list[list[object]] = stacked(["Количество", "Выручка", "Себестоимость"], [])
BOTH_YEARS = ["Количество", "Выручка", "Количество", "Выручка"]

CASES = {
    "grouped: what was planned stands before what was": Case(
        report(_under("План", "Факт", "Выполнение, %"), quantity, other, revenue, share),
        ORDERS,
    ),
    "grouped: two years under one amount": Case(
        report(_under("2024 год", "2025 год", "Прирост, %"), quantity, other, revenue, share),
        error="grouped_columns_repeat",
    ),
    "grouped: with VAT before without": Case(
        report(_under("с НДС", "НДС", "без НДС"), quantity, with_tax, tax, revenue),
        ORDERS,
    ),
    "grouped: with VAT and the VAT": Case(
        report(_under("с НДС", "НДС"), quantity, with_tax, tax), ORDERS
    ),
    "grouped: shares beside the amounts": Case(
        report(
            stacked(
                ["Количество", "Выручка", None, "Себестоимость", None],
                [None, "Сумма без НДС", "Доля, %", "Всего", "Доля, %"],
            ),
            quantity,
            revenue,
            share,
            cost,
            share,
        ),
        [
            "ТД00-000001 Датчик 10 6",
            "ТД00-000001 Кабель 20 12",
            "ТД00-000002 Датчик 5 3",
            "ТД00-000003 Муфта 7 4",
        ],
        columns=("order_id", "product_name", "revenue", "direct_cost"),
    ),
    "grouped: years as numbers above the amounts": Case(
        report(
            [["", 2024, None, 2025], *stacked(BOTH_YEARS, [])], quantity, other, quantity, revenue
        ),
        error="grouped_columns_repeat",
    ),
    "grouped: periods above the amounts": Case(
        report(
            [
                ["", "01.01.2024 - 31.03.2024", None, "01.01.2025 - 31.03.2025"],
                *stacked(BOTH_YEARS, []),
            ],
            quantity,
            other,
            quantity,
            revenue,
        ),
        error="grouped_columns_repeat",
    ),
    "grouped: the client's name beside the years": Case(
        report(stacked([2024, None, 2025], BOTH_YEARS), quantity, other, quantity, revenue),
        error="grouped_columns_repeat",
    ),
    "grouped: a mapping says which of two years": Case(
        report(
            stacked(["2024 год", None, "2025 год"], BOTH_YEARS), quantity, other, quantity, revenue
        ),
        ORDERS,
        mapping='[columns]\nrevenue = "2025 год: Выручка (5)"\nquantity = "2025 год: Количество (4)"\n',
    ),
    "grouped: returns beside the sales are not left out": Case(
        report(
            stacked(
                ["Продажи", None, "Возвраты", None], ["Количество", "Сумма", "Количество", "Сумма"]
            ),
            quantity,
            revenue,
            quantity,
            cost,
        ),
        error="grouped_columns_repeat",
    ),
    "grouped: a row of units": Case(
        report([*PLAIN, [None, "шт.", "тыс. руб.", "тыс. руб."]], quantity, revenue, cost),
        THOUSANDS,
        notices=["thousands"],
    ),
    "grouped: thousands above the amounts": Case(
        report(
            stacked(
                ["Количество", "Показатели, тыс. руб.", None], [None, "Выручка", "Себестоимость"]
            ),
            quantity,
            revenue,
            cost,
        ),
        THOUSANDS,
        notices=["thousands"],
    ),
    "grouped: thousands in the title": Case(
        report(
            [
                ["Валовая прибыль предприятия, тыс. руб."],
                ["Период: 01.01.2013 - 31.03.2013"],
                [],
                *PLAIN,
            ],
            quantity,
            revenue,
            cost,
        ),
        THOUSANDS,
        notices=["thousands"],
        mapping='[columns]\nrevenue = "Выручка"\n',
    ),
    "grouped: thousands of the pieces don't": Case(
        report([["Единица измерения: тыс. руб."], [], *PLAIN], quantity, revenue, cost),
        ["ТД00-000001 1 10000", "ТД00-000001 2 20000", "ТД00-000002 1 5000", "ТД00-000003 2 7000"],
        columns=("order_id", "quantity", "revenue"),
        notices=["thousands"],
    ),
    "grouped: VAT in the title": Case(
        report([["Суммы указаны с учетом НДС"], [], *PLAIN], quantity, revenue, cost),
        error="vat_unknown",
    ),
    "grouped: a filter's words are no remark": Case(
        report([["Отбор: Сумма с НДС больше 100"], [], *PLAIN], quantity, revenue, cost),
        ORDERS,
    ),
    "grouped: a currency in the title": Case(
        report([["Валюта отчета: USD"], [], *PLAIN], quantity, revenue, cost),
        settings='currency = "RUB"\n',
        error="currency_without_rate",
    ),
    "grouped: a header broken by a hyphen": Case(
        {
            "TDSheet": [
                ["Контрагент / Заказ / Номенклатура", "Коли-\nчество", "Вы-\nручка"],
                ["Альфа", 3, 30],
                ["  Заказ 1 от 05.01.2013", 3, 30],
                ["    Датчик", 1, 10],
                ["    Кабель", 2, 20],
            ]
        },
        ["1 10", "1 20"],
    ),
    "grouped: amounts under names that only a mapping knows": Case(
        report(stacked(["Штук", "Поступило от продажи"], []), quantity, revenue),
        ORDERS,
        mapping='[columns]\nrevenue = "Поступило от продажи"\nquantity = "Штук"\n',
    ),
    "clients over orders, told by what adds up alone": Case(
        "Контрагент;Количество;Выручка\nЗаказ клиента;;\nООО Альфа;15;150000\n"
        "Заказ клиента ТД00-000001 от 13.01.2025;10;100000\nЗаказ клиента ТД00-000002 от 20.01.2025;5;50000\n"
        "АО Бета;-2;-20000\nЗаказ клиента ТД00-000003 от 21.01.2025;-2;-20000\nИтого;13;130000\n",
        [
            "ТД00-000001 ООО Альфа 2025-01-13 100000",
            "ТД00-000002 ООО Альфа 2025-01-20 50000",
            "ТД00-000003 АО Бета 2025-01-21 -20000",
        ],
        ("order_id", "client_name", "order_date", "revenue"),
    ),
    "clients over orders that don't add up to them": Case(
        "Контрагент;Количество;Выручка\nЗаказ клиента;;\nООО Альфа;15;160000\n"
        "Заказ клиента ТД00-000001 от 13.01.2025;10;100000\nЗаказ клиента ТД00-000002 от 20.01.2025;5;50000\n"
        "АО Бета;4;20000\nЗаказ клиента ТД00-000003 от 21.01.2025;4;20000\n",
        error="grouped_levels_unclear",
    ),
}
