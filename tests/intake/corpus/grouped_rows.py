"""Grouped reports: rows that are no lines though they look like some, lines that look like totals, and what groups say of lines."""

from __future__ import annotations

from collections.abc import Callable

from xlsxwriter.workbook import Workbook

from analysis.intake import reasons

from ..reports import ROMASHKA, STACKED, TOTAL, Row, csv
from .case import Case, fill
from .grouped import ORDERS

NAMES = ("client_name", "product_name", "revenue")
LINES = [
    "ООО Ромашка Датчик 10",
    "ООО Ромашка Кабель 20",
    "ООО Ромашка Датчик 5",
    "АО Василёк Муфта 7",
]
LINES_ONLY: list[Row] = [
    (level, [cells[0], *(cells[1:] if level == 2 else [])]) for level, cells in ROMASHKA
]


def _with(at: int, *rows: Row) -> list[Row]:
    return [*ROMASHKA[:at], *rows, *ROMASHKA[at:], TOTAL]


def _renamed(was: str, name: str) -> list[Row]:
    return [
        (level, [name if cells[0] == was else cells[0], *cells[1:]])
        for level, cells in [*ROMASHKA, TOTAL]
    ]


def _beside(header: list[list[object]], *texts: str) -> str:
    """One more column after the first: a text for each of the report's rows."""
    rows = [
        (level, [cells[0], text, *cells[1:]])
        for (level, cells), text in zip(ROMASHKA, texts, strict=True)
    ]
    return csv(header, rows)


def _batches(name: str) -> str:
    rows: list[Row] = []
    for n, (level, cells) in enumerate(ROMASHKA):
        rows.append((level, cells))
        if level == 2:
            rows.append(
                (3, [f"Поступление товаров 00-00050{n} от 01.12.2012 12:00:00", *cells[1:]])
            )
    return csv([*STACKED, [name, None, None, None]], rows)


ORDER_2 = str(ROMASHKA[4][1][0])
MONEY: list[list[object]] = [
    ["Контрагент", "Валюта", "Количество", "Выручка", "Себестоимость"],
    ["Заказ"],
    ["Номенклатура"],
]
RATED: list[list[object]] = [
    ["Контрагент", "Ставка НДС", "Количество", "Сумма с НДС"],
    ["Заказ"],
    ["Номенклатура"],
]
HEADED: list[list[object]] = [
    ["Контрагент", "Артикул", "Количество", "Выручка"],
    ["Заказ", *[None] * 3],
    ["Номенклатура"],
]

SECOND: list[Row] = [
    (0, ["Продажи по менеджерам"]),
    (0, ["Менеджер", "Количество", "Выручка", "Себестоимость"]),
    (0, ["Иванова", 6, 42, 25]),
    (1, [ORDER_2, 6, 42, 25]),
    (0, ["Итого", 6, 42, 25]),
]
STATES: list[list[object]] = [
    ["Контрагент", "Количество", "Выручка", "Оплачено"],
    ["Заказ"],
    ["Номенклатура"],
]


def _without(column: int, levels: tuple[int, ...]) -> list[Row]:
    return [
        (level, [None if n == column and level in levels else cell for n, cell in enumerate(cells)])
        for level, cells in [*ROMASHKA, TOTAL]
    ]


def _formulas(value: str, *rows: int) -> Callable[[Workbook], None]:
    """The costs of these rows of the sheet (from 0) are formulas with this value."""

    def draw(book: Workbook) -> None:
        cells = [[f"{'  ' * level}{texts[0]}", *texts[1:]] for level, texts in [*ROMASHKA, TOTAL]]
        sheet = fill(book, "TDSheet", [*STACKED, *cells])
        for row in rows:
            sheet.write_formula(row, 3, "=C1/0", None, value)

    return draw


CASES = {
    "grouped: the currency of an order holds for its lines": Case(
        _beside(MONEY, "", "USD", "", "", "", "", "", "", ""),
        ["ТД00-000001 1000", "ТД00-000001 2000", "ТД00-000002 5", "ТД00-000003 7"],
        notices=["converted"],
        settings='currency = "RUB"\n[[exchange_rate]]\ncurrency = "USD"\nsince = 2013-01-01\nrate = 100\n',
    ),
    "grouped: currencies as a level": Case(
        csv(
            [["Контрагент", "Выручка"], ["Валюта"], ["Заказ"]],
            [
                (0, ["Альфа", 30]),
                (1, ["USD", 10]),
                (2, ["Заказ 1 от 05.01.2013", 10]),
                (1, ["руб.", 20]),
                (2, ["Заказ 2 от 06.01.2013", 20]),
                (0, ["Итого", 30]),
            ],
        ),
        ["1 1000", "2 20"],
        notices=["converted"],
        settings='currency = "RUB"\n[[exchange_rate]]\ncurrency = "USD"\nsince = 2013-01-01\nrate = 100\n',
    ),
    "grouped: the VAT rate of an order holds for its lines": Case(
        _beside(RATED, "", "25", "", "", "25", "", "", "25", ""),
        ["ТД00-000001 8", "ТД00-000001 16", "ТД00-000002 4", "ТД00-000003 5.6"],
    ),
    "grouped: purchases under the products": Case(_batches("Партия"), ORDERS),
    "grouped: purchases under the products, called a document": Case(_batches("Документ"), ORDERS),
    "grouped: nothing tells levels, and only lines have amounts": Case(
        csv(STACKED, LINES_ONLY, by="nothing"), LINES, NAMES
    ),
    "grouped: nothing tells levels, and an order's last line is a present": Case(
        csv(STACKED, _with(4, (2, ["Паспорт", 0, 0, 0])), by="nothing"),
        ["ООО Ромашка Датчик 10", "ООО Ромашка Кабель 20", "ООО Ромашка Паспорт 0", *LINES[2:]],
        NAMES,
    ),
    "grouped: the total's word beside the levels": Case(
        csv(
            HEADED,
            [*((n, [c[0], None, *c[1:3]]) for n, c in ROMASHKA), (0, [None, "Итого:", 6, 42])],
        ),
        LINES,
        NAMES,
    ),
    "grouped: a total without a word beside the levels is refused": Case(
        csv(
            HEADED,
            [*((n, [c[0], None, *c[1:3]]) for n, c in ROMASHKA), (0, [None, "Сводно", 6, 42])],
        ),
        LINES,
        NAMES,
        refused={13: reasons.NO_GROUP},
    ),
    "grouped: an order that its text calls cancelled": Case(
        csv(STACKED, _renamed(ORDER_2, f"{ORDER_2} (отменён)")),
        [
            "ТД00-000001 10 None",
            "ТД00-000001 20 None",
            "ТД00-000002 5 отменён",
            "ТД00-000003 7 None",
        ],
        columns=("order_id", "revenue", "status"),
    ),
    "grouped: the cost on the groups alone": Case(
        csv(STACKED, _without(3, (2,))),
        ["ТД00-000001 10 None", "ТД00-000001 20 None", "ТД00-000002 5 None", "ТД00-000003 7 None"],
        columns=("order_id", "revenue", "direct_cost"),
        notices=["amounts_above"],
    ),
    "grouped: the revenue on the groups alone": Case(
        csv(STACKED, _without(2, (2,))), error="grouped_amounts_above"
    ),
    "grouped: a cost on an order and not on its lines": Case(
        csv(STACKED, [*ROMASHKA[:8], (2, ["Муфта", 2, 7, None])]),
        ORDERS,
        notices=["subtotals_differ"],
    ),
    "grouped: an error in a line": Case(
        _formulas("#DIV/0!", 5),
        ORDERS,
        notices=["subtotals_differ", "unread_costs"],
    ),
    "grouped: a formula without a value": Case(
        _formulas("", 5), ORDERS[1:], refused={6: reasons.NO_VALUE}, notices=["subtotals_differ"]
    ),
    "grouped: formulas without values": Case(
        _formulas("", *range(3, 13)), error="formulas_without_values"
    ),
    "grouped: an amount that is called like a day": Case(
        csv(
            STATES,
            [
                (level, [cells[0], cells[1], cells[2], 40000 * cells[1]])
                for level, cells in ROMASHKA
            ],
        ),  # type: ignore[operator]
        [f"{order} None" for order in ORDERS],
        columns=("order_id", "revenue", "paid_on"),
    ),
    "grouped: another report below": Case(
        csv(STACKED, [*ROMASHKA, TOTAL, *SECOND]),
        ORDERS,
        refused={14: reasons.NEITHER, **dict.fromkeys(range(15, 19), reasons.OTHER_REPORT)},
    ),
    "grouped: a level by its place, though it has a name": Case(
        csv([["Наименование", "Количество", "Выручка", "Себестоимость"]], [*ROMASHKA, TOTAL]),
        LINES,
        NAMES,
        mapping='[columns]\nclient_name = "level 1"\nproduct_name = "level 3"\n',
    ),
    "grouped: amounts as pivot tables call them": Case(
        csv(
            [
                [
                    "Контрагент / Заказ / Номенклатура",
                    "Сумма по полю Количество",
                    "Сумма - Выручка",
                    "Sum of Cost",
                ]
            ],
            [*ROMASHKA, TOTAL],
        ),
        LINES,
        NAMES,
    ),
    "grouped: LibreOffice's totals": Case(
        csv(
            [["Контрагент", "Заказ", "Номенклатура", "Выручка"]],
            [
                (0, ["Альфа", "Заказ 1 от 05.01.2013", "Датчик", 10]),
                (0, [None, None, "Муфта", 20]),
                (0, [None, "Заказ 1 от 05.01.2013 Результат", None, 30]),
                (0, ["Альфа Результат", None, None, 30]),
                (0, ["Бета", "Заказ 3 от 07.01.2013", "Датчик", 5]),
                (0, [None, "Заказ 3 от 07.01.2013 Результат", None, 5]),
                (0, ["Бета Результат", None, None, 5]),
                (0, ["Общий результат", None, None, 35]),
            ],
            by="nothing",
        ),
        ["Альфа 1 10", "Альфа 1 20", "Бета 3 5"],
        columns=("client_name", "order_id", "revenue"),
    ),
    "grouped: a discount in per cent adds up to nothing": Case(
        csv(
            [["Контрагент", "Выручка", "Скидка, %"], ["Заказ"], ["Номенклатура"]],
            [(level, [cells[0], cells[2], 5 + level]) for level, cells in [*ROMASHKA, TOTAL]],
        ),
        LINES,
        NAMES,
    ),
    "grouped: numbers of the rows before the levels": Case(
        csv(
            [
                ["№ п/п", "Контрагент", "Выручка"],
                [None, "Заказ", None],
                [None, "Номенклатура", None],
            ],
            [
                (0, [n, "  " * level + str(cells[0]), cells[2]])
                for n, (level, cells) in enumerate([*ROMASHKA, TOTAL], 1)
            ],
            by="nothing",
        ),
        LINES,
        NAMES,
    ),
    "grouped: columns beside the deepest level": Case(
        csv(
            [
                ["Контрагент", None, None, "Выручка"],
                ["Заказ"],
                ["Номенклатура", "Артикул", "Ед. изм."],
            ],
            [
                (level, [cells[0], *(["А-1", "шт"] if level == 2 else [None, None]), cells[2]])
                for level, cells in ROMASHKA
            ],
        ),
        [f"{line} А-1" for line in LINES],
        (*NAMES, "sku"),
    ),
    "grouped: folders of some clients only": Case(
        csv(
            STACKED,
            [
                (0, ["Опт", 4, 35, 21]),
                *((level + 1, cells) for level, cells in ROMASHKA[:6]),
                *ROMASHKA[6:],
                TOTAL,
            ],
        ),
        LINES,
        NAMES,
    ),
    "grouped: QuickBooks": Case(
        "Sales by Customer Detail\n\nCustomer,Transaction date,Transaction type,Num,Product/Service,Quantity,Amount\n"
        "Acme,,,,,,\n,01/15/2013,Invoice,1001,Valve,1,10.00\n,01/16/2013,Invoice,1002,Pump,2,20.00\nTotal for Acme,,,,,3,$30.00\n",
        ["1001 2013-01-15 Valve 10", "1002 2013-01-16 Pump 20"],
        columns=("order_id", "order_date", "product_name", "revenue"),
    ),
    "grouped: a header and no line": Case(
        csv(STACKED, [(0, ["Итого", 0, 0, 0])]), error="header_only"
    ),
    "grouped: pages": Case(
        csv(STACKED, _with(6, (0, ["Итого на странице", 4, 35, 21]), (0, ["Страница 2 из 3"]))),
        LINES,
        NAMES,
    ),
    "grouped: a group once more below its lines": Case(
        csv(STACKED, _with(6, ROMASHKA[4], ROMASHKA[0])), LINES, NAMES
    ),
    "grouped: a product called like a total": Case(
        csv(STACKED, _renamed("Кабель", "Итого по смете: монтаж")),
        [w.replace("Кабель", "Итого по смете: монтаж") for w in LINES],
        NAMES,
    ),
    "grouped: a product called like another one's total": Case(
        csv(STACKED, _renamed("Кабель", "Датчик Total")),
        [w.replace("Кабель", "Датчик Total") for w in LINES],
        NAMES,
    ),
    "grouped: a client called Total": Case(
        csv(STACKED, _renamed("АО Василёк", "Total")),
        [w.replace("АО Василёк", "Total") for w in LINES],
        NAMES,
    ),
}
