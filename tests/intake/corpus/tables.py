"""Several tables on one sheet, and plans among facts."""

from __future__ import annotations

from analysis.intake import reasons

from .case import Case

HEADER = ["Номер заказа", "Контрагент", "Дата заказа", "Выручка"]
OTHER = ["Контрагент", "Номер заказа", "Дата заказа", "Выручка"]
LINES = [["A-1", "Альфа", "10.01.2025", 100], ["A-2", "Бета", "11.01.2025", 200]]
MORE = [["A-3", "Альфа", "10.02.2025", 400]]
SWAPPED = [["Гамма", "R-1", "10.02.2025", 55]]
TAKEN = ["A-1 100", "A-2 200"]

CASES = {
    "a table below with its columns in another order": Case(
        [HEADER, *LINES, [], ["Возвраты"], OTHER, *SWAPPED],
        TAKEN,
        refused=dict.fromkeys((5, 6, 7), reasons.OTHER_TABLE),
    ),
    "the same in a text file": Case(
        "\n".join(";".join(map(str, row)) for row in [HEADER, *LINES, OTHER, *SWAPPED]),
        TAKEN,
        refused=dict.fromkeys((4, 5), reasons.OTHER_TABLE),
    ),
    "a plan below": Case(
        [HEADER, *LINES, [], ["План на март"], HEADER, *MORE],
        TAKEN,
        refused=dict.fromkeys((5, 6, 7), reasons.UNDER_A_TITLE),
    ),
    "a plan between two months": Case(
        [
            HEADER,
            *LINES,
            ["План на март"],
            HEADER,
            ["P-1", "Альфа", "10.03.2025", 7],
            ["Факт за февраль"],
            HEADER,
            *MORE,
        ],
        [*TAKEN, "A-3 400"],
        refused={
            **dict.fromkeys((4, 5, 6), reasons.UNDER_A_TITLE),
            7: reasons.REQUIRED,
            8: reasons.REPEATED_HEADER,
        },
    ),
    "a department under its title goes on with the table": Case(
        [HEADER, *LINES, [], ["Отдел 2"], HEADER, *MORE],
        [*TAKEN, "A-3 400"],
        refused={5: reasons.REQUIRED, 6: reasons.REPEATED_HEADER},
    ),
    "a sheet of plans beside facts": Case(
        {"Факт": [HEADER, *LINES], "План": [HEADER, *MORE]},
        TAKEN,
        notices=["planned_sheets"],
    ),
    "a sheet of plans that a mapping names": Case(
        {"Факт": [HEADER, *LINES], "План": [HEADER, *MORE]},
        ["A-3 400"],
        mapping='[format]\nsheet = "План"',
    ),
    "a title that says plan": Case(
        [["План продаж на 2026 год"], [], HEADER, *LINES], error="planned"
    ),
    "a title that says plan, and a mapping that says what it is": Case(
        [["План продаж на 2026 год"], [], HEADER, *LINES],
        TAKEN,
        mapping='table = "order_lines"',
    ),
    "names that only sound like plans": Case(
        {
            "План-факт": [["Планшеты: отчёт за 2025 год"], HEADER, *LINES],
            "Планшеты": [["План: выполнен", "на 100 %"], HEADER, *MORE],
        },
        [*TAKEN, "A-3 400"],
    ),
    "two tables side by side": Case(
        [[*HEADER, None, *HEADER], [*LINES[0], None, *MORE[0]]],
        error="tables_side_by_side",
    ),
    "a few headers twice are no second table": Case(
        [[*HEADER, None, "Контрагент", "Итог"], [*LINES[0], None, "Альфа", 100]], ["A-1 100"]
    ),
}
