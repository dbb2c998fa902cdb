"""Headers in several rows, far down, repeated, numbered."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook

from analysis.intake import reasons

from .case import Case, fill

HEADER: list[object] = ["Номер заказа", "Контрагент", "Дата заказа", "Количество", "Выручка"]
LINE: list[object] = ["A-1", "Альфа", "10.01.2025", 2, 100]
AGAIN: list[object] = ["A-2", "Бета", "11.01.2025", 3, 200]
TWO_ROWS: list[list[object]] = [
    ["Заказ", None, "Контрагент", "Выручка", None, "Затраты", None],
    ["Номер", "Дата", None, "Сумма", "Кол-во", "Материалы", "Оплата труда"],
    ["A-1", "10.01.2025", "Альфа", 100, 2, 30, 20],
]
COSTS = ("order_id", "revenue", "quantity", "material_cost", "labour_cost")


def _merged(book: Workbook) -> None:
    sheet = fill(book, "Лист1", [["Отчёт по заказам"], [], *TWO_ROWS])
    for first, last, text in ((0, 1, "Заказ"), (3, 4, "Выручка"), (5, 6, "Затраты")):
        sheet.merge_range(2, first, 2, last, text)
    sheet.merge_range(2, 2, 3, 2, "Контрагент")


def _three_rows(book: Workbook) -> None:
    rows: list[list[object]] = [
        ["Заказ", "Клиент", "Дата", "Показатели", None, None],
        [None, None, None, "Выручка", None, "Себестоимость"],
        [None, None, None, "Сумма", "Кол-во", "Факт"],
        ["A-1", "Альфа", "10.01.2025", 100, 2, 40],
    ]
    sheet = fill(book, "Лист1", rows)
    sheet.merge_range(0, 3, 0, 5, "Показатели")
    sheet.merge_range(1, 3, 1, 4, "Выручка")


CASES = {
    "a two-row header with merged cells": Case(
        _merged, ["A-1 100 2 30 20"], COSTS, said={"header_row": "3"}
    ),
    "a two-row header without merged cells": Case(TWO_ROWS, ["A-1 100 2 30 20"], COSTS),
    "a two-row header in a text file": Case(
        "Заказ;;Контрагент;Выручка;;Затраты;\nНомер;Дата;;Сумма;Кол-во;Материалы;Оплата труда\nA-1;10.01.2025;Альфа;100;2;30;20\n",
        ["A-1 100 2 30 20"],
        COSTS,
    ),
    "a three-row header": Case(
        _three_rows, ["A-1 100 2 40"], ("order_id", "revenue", "quantity", "direct_cost")
    ),
    "what was planned is not taken for what was": Case(
        [
            ["Заказ", "Клиент", "Дата", "Выручка", None],
            [None, None, None, "План", "Факт"],
            ["A-1", "Альфа", "10.01.2025", 500, 100],
        ],
        ["A-1 100"],
    ),
    "a sum of payments is no revenue": Case(
        [
            ["Заказ", "Клиент", "Дата", "Оплата", None],
            [None, None, None, "Дата", "Сумма"],
            ["A-1", "Альфа", "10.01.2025", "11.01.2025", 100],
        ],
        error="columns_missing",
    ),
    "thousands in the upper row": Case(
        [
            ["Заказ", "Клиент", "Дата", "Выручка, тыс. руб.", None],
            [None, None, None, "Сумма", "Кол-во"],
            ["A-1", "Альфа", "10.01.2025", 1.5, 2],
        ],
        ["A-1 1500"],
        notices=["thousands"],
    ),
    "a row of units": Case(
        [HEADER, [None, None, None, "шт.", "тыс. руб."], LINE],
        ["A-1 100000"],
        notices=["thousands"],
        said={"header_row": "1"},
    ),
    "a header in row 7": Case(
        [
            ["Отчёт"],
            ["Период:", "январь 2025"],
            [],
            ["Отбор:", "нет"],
            ["Организация:", "Завод"],
            [],
            HEADER,
            LINE,
        ],
        ["A-1 100"],
        said={"header_row": "7"},
    ),
    "a header in row 25": Case(
        [*[[f"Параметр {n}", n] for n in range(24)], HEADER, LINE],
        ["A-1 100"],
        said={"header_row": "25"},
    ),
    "a header under 150 blank rows": Case(
        [*[[] for _ in range(150)], HEADER, LINE], ["A-1 100"], said={"header_row": "151"}
    ),
    "a blank column between, and before": Case(
        [[None, *HEADER[:2], None, *HEADER[2:]], [None, *LINE[:2], None, *LINE[2:]]], ["A-1 100"]
    ),
    "the header once more on each page": Case(
        [HEADER, LINE, [], HEADER, AGAIN],
        ["A-1 100", "A-2 200"],
        refused={4: reasons.REPEATED_HEADER},
    ),
    "two rows of header once more on each page": Case(
        [*TWO_ROWS, *TWO_ROWS[:2], ["A-2", "10.01.2025", "Альфа", 200, 2, 30, 20]],
        ["A-1 100", "A-2 200"],
        refused={4: reasons.REPEATED_HEADER, 5: reasons.REPEATED_HEADER},
    ),
    "clients with the header once more": Case(
        "Контрагент;Отрасль;Регион\nАльфа;Энергетика;Урал\nКонтрагент;Отрасль;Регион\nБета;Химия;Урал\n",
        ["Альфа", "Бета"],
        ("client_name",),
        refused={3: reasons.REPEATED_HEADER},
    ),
    "the numbers of the columns": Case(
        [HEADER, ["1", "2", "3", "4", "5"], LINE], ["A-1 100"], refused={2: reasons.COLUMN_NUMBERS}
    ),
    "the numbers of the columns, of clients": Case(
        "Контрагент;Отрасль;Регион\n1;2;3\nАльфа;Энергетика;Урал\n",
        ["Альфа"],
        ("client_name",),
        refused={2: reasons.COLUMN_NUMBERS},
    ),
    "totals at the end": Case(
        [HEADER, LINE, AGAIN, ["Итого:", None, None, 5, 300]],
        ["A-1 100", "A-2 200"],
        refused={4: reasons.TOTALS_ROW},
    ),
    "a mapping names a header of two rows": Case(
        [
            ["Заказ", "Клиент", "Дата", "Продажи", None],
            [None, None, None, "Нетто", "Брутто"],
            ["A-1", "Альфа", "10.01.2025", 100, 120],
        ],
        ["A-1 100"],
        mapping='[columns]\nrevenue = "Продажи Нетто"',
    ),
    "numbered, broken over two lines, with a Latin letter": Case(
        [
            [
                "1. Номер заказа",
                "2. Контр-\nагент",
                "3) Дата заказа",
                "4. Кол-\nво",
                "5. Cуммa, руб.",
            ],
            ["A-1", "Альфа", "10.01.2025", 2, 100],
        ],
        ["A-1 Альфа 2 100"],
        ("order_id", "client_name", "quantity", "revenue"),
    ),
}
