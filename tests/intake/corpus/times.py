"""Time sheets whose month, unit or shape is easily read wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.intake import reasons

from .case import Case, Rows

DAYS = list(range(1, 32))
HEAD = ["Сотрудник", "Заказ", *DAYS]
LAW = ["Утверждена постановлением Госкомстата России от 5 января 2004 г. № 1"]
TOOK = ("person", "date", "quantity")


def ivanov(**hours: object) -> list[object]:
    """A row with the days of `d3=8` filled."""
    row: list[object] = ["Иванов", "A-1", *[None] * 31]
    for day, said in hours.items():
        row[int(day[1:]) + 1] = said
    return row


def sheet(*above: Sequence[object], head: Sequence[object] = HEAD) -> list[Sequence[object]]:
    """A matrix under these rows: 8 hours on the second day."""
    return [*above, head, ivanov(d2=8)]


def dated(
    month: str, *above: Sequence[object], name: str = "Лист1", head: Sequence[object] = HEAD
) -> Case:
    return Case({name: sheet(*above, head=head)}, [f"Иванов {month}-02 8"], TOOK)


def refused(error: str, rows: Rows | Mapping[str, Rows] | str, **more: Any) -> Case:
    return Case(rows, error=error, **more)


BOX = [
    ["", "", "", "Номер документа", "", "Дата составления", "", "Отчетный период"],
    ["", "", "", "", "", "", "", "с", "по"],
]
BELOW = [["Трудозатраты за апрель 2025"], [*HEAD[:-1]], ["Иванов", "A-1", None, 4]]

CASES = {
    "a form's law is no month": refused("matrix_without_month", sheet(LAW, ["ТАБЕЛЬ"])),
    "a form's law, and the month by its sheet": dated("2025-03", LAW, ["ТАБЕЛЬ"], name="Март 2025"),
    "the period of a T-13 stands in its box": dated(
        "2025-03",
        LAW,
        *BOX,
        ["ТАБЕЛЬ", "", "", "12", "", "04.04.2025", "", "01.03.2025", "31.03.2025"],
    ),
    "the period beside the day of the print": dated(
        "2025-03",
        LAW,
        ["", "Номер документа", "Дата составления"],
        ["", "3", "02.04.2025"],
        ["Отчетный период", "с 01.03.2025", "по 31.03.2025"],
    ),
    "a month named without a year, printed in the next": dated(
        "2025-03", ["Отчёт составлен 05.04.2025"], ["Трудозатраты за март"]
    ),
    "December printed in January": dated(
        "2024-12", ["Дата печати:", "12.01.2025"], ["Трудозатраты за декабрь"]
    ),
    "the day of the print alone": refused(
        "matrix_without_month", sheet(["Дата печати: 05.04.2025"], ["Трудозатраты"])
    ),
    "a sheet's own number and day": dated("2025-03", ["Табель № 5 за март 2025 г. от 02.04.2025"]),
    "two months under each other": Case(
        [*sheet(["Трудозатраты за март 2025"]), [], *BELOW],
        ["Иванов 2025-03-02 8", "Иванов 2025-04-02 4"],
        TOOK,
        {5: reasons.NO_HOURS, 6: reasons.REPEATED_HEADER},
    ),
    "the header again on the next page": Case(
        [*sheet(["Трудозатраты за март 2025"]), HEAD, ivanov(d3=4)],
        ["Иванов 2025-03-02 8", "Иванов 2025-03-03 4"],
        TOOK,
        {4: reasons.REPEATED_HEADER},
    ),
    "another month's days without its name": refused(
        "matrix_without_month",
        [*sheet(["Трудозатраты за март 2025"]), [], [*HEAD[:-1]], ["Иванов", "A-1", None, 4]],
    ),
    "two months beside each other": refused(
        "matrix_stray_days",
        sheet(["Трудозатраты за март–апрель 2025"], head=[*HEAD, *range(1, 31)]),
    ),
    "from the 21st to the 20th": refused(
        "matrix_stray_days",
        sheet(["Часы с 21.03.2025 по 20.04.2025"], head=[*HEAD[:2], *range(21, 32), *range(1, 21)]),
    ),
    "a quarter above the days": refused(
        "matrix_several_months", sheet(["Трудозатраты за январь - март 2025"])
    ),
    "a quarter by its number": refused(
        "matrix_several_months", sheet(["Трудозатраты за I квартал 2025"])
    ),
    "the title of another month's sheet": refused(
        "matrix_several_months", {"Февраль": sheet(["Трудозатраты за январь 2025"])}
    ),
    "a form's box above the days": dated(
        "2025-03",
        ["", "", "", "", "Номер документа", "", "Дата составления", "", "Отчетный период"],
        ["", *[""] * 7, "с", "по"],
        ["ТАБЕЛЬ", "", "", "", "3", "", "31.03.2025", "", "01.03.2025", "31.03.2025"],
    ),
    "a client above the days": dated(
        "2025-03",
        ["Трудозатраты за март 2025"],
        ["", "", "", "Заказчик", "ООО Ромашка", "Договор", "12/3"],
    ),
    "minutes by the title": Case(
        [["Трудозатраты за март 2025, мин"], HEAD, ivanov(d1=90, d2="1:30", d3="30")],
        ["Иванов 2025-03-01 1.5", "Иванов 2025-03-02 1.5", "Иванов 2025-03-03 0.5"],
        TOOK,
    ),
    "man-days by the title": refused(
        "matrix_in_days", sheet(["Трудозатраты за март 2025, чел.-дней"])
    ),
    "man-minutes by the title": Case(
        [["Трудозатраты за март 2025, чел.-мин"], HEAD, ivanov(d1=90, d2="1:30")],
        ["Иванов 2025-03-01 1.5", "Иванов 2025-03-02 1.5"],
        TOOK,
    ),
    "spans in cells": Case(
        [
            ["Трудозатраты за март 2025"],
            HEAD,
            ivanov(
                d1="9:00-13:00",
                d2="с 9 до 12",
                d3="22:00–6:00",
                d4="9:00-12:00 13:00-17:30",
                d5="8/2",
                d6="Я 8",
            ),
        ],
        [
            f"Иванов 2025-03-0{d} {h}"
            for d, h in ((1, 4), (2, 3), (3, 8), (4, "7.5"), (5, 10), (6, 8))
        ],
        TOOK,
    ),
    "what can't be added up": Case(
        [
            ["Трудозатраты за март 2025"],
            HEAD,
            *([["Иванов", "A-1", cell] for cell in ("8-12", "-8", "1/2", "8-1", "08:00 12:00")]),
        ],
        [],
        TOOK,
        dict.fromkeys(range(3, 8), reasons.UNKNOWN_MARK),
    ),
    "departments and «Итог»": Case(
        [
            ["Трудозатраты за март 2025"],
            HEAD,
            ["Отдел КБ", "", 16, 8],
            ["Иванов", "A-1", 8, 8],
            ["Петров", "A-1", 8],
            ["Иванов Итог", "", 8, 8],
        ],
        ["Иванов 2025-03-01 8", "Иванов 2025-03-02 8", "Петров 2025-03-01 8"],
        TOOK,
        {3: reasons.TOTALS_ROW, 6: reasons.TOTALS_ROW},
    ),
    "a department below totals": Case(
        [
            ["Трудозатраты за март 2025"],
            HEAD,
            ["Иванов", "A-1", 8],
            ["Иванов Итог", "", 8],
            ["Отдел КБ", "", 8],
        ],
        ["Иванов 2025-03-01 8"],
        TOOK,
        {4: reasons.TOTALS_ROW, 5: reasons.TOTALS_ROW},
    ),
    "an order above its people": Case(
        [
            ["Трудозатраты за март 2025"],
            ["Заказ", "ФИО", *DAYS],
            ["A-1", "", 3, 5],
            ["", "Иванов", 1, 2],
            ["", "Петров", 2, 3],
        ],
        [
            "Иванов 2025-03-01 1",
            "Иванов 2025-03-02 2",
            "Петров 2025-03-01 2",
            "Петров 2025-03-02 3",
        ],
        TOOK,
        {3: reasons.TOTALS_ROW},
    ),
    "someone without an order beside one with the same hours": Case(
        [["Трудозатраты за март 2025"], HEAD, ["Иванов", "", 8, 8], ["Петров", "A-1", 8, 8]],
        [f"{who} 2025-03-0{day} 8" for who in ("Иванов", "Петров") for day in (1, 2)],
        TOOK,
    ),
    "weeks": refused(
        "matrix_without_days",
        sheet(["Трудозатраты за март 2025, по неделям"], head=[*HEAD[:2], *range(9, 15)]),
    ),
    "numbers beyond a month's": refused(
        "matrix_without_days", sheet(["Трудозатраты, март 2025"], head=[*HEAD[:2], *range(22, 40)])
    ),
    "hours of a day": refused(
        "matrix_without_days",
        sheet(["Почасовой отчёт, часы, 05.03.2025"], head=[*HEAD[:2], *range(8, 18)]),
    ),
    "operations": refused(
        "matrix_without_days", sheet(["Часы, март 2025"], head=[*HEAD[:2], *range(5, 45, 5)])
    ),
    "months by numbers": Case(
        [
            ["Трудозатраты по месяцам, 2025"],
            ["Сотрудник", "Заказ", *range(1, 7)],
            ["Иванов", "A-1", 0, 100],
        ],
        ["Иванов 2025-02-01 100"],
        TOOK,
        notices=["marks_without_hours"],
    ),
    "working days only": dated(
        "2025-03", ["Трудозатраты за март 2025"], head=[*HEAD[:2], 1, 2, 5, 6, 7, 8, 9]
    ),
    "a plan": refused("matrix_of_a_plan", sheet(["План загрузки (часы) на март 2025"])),
    "rows of plan and fact": Case(
        [
            ["Трудозатраты за март 2025"],
            ["Сотрудник", "Заказ", "Показатель", *DAYS],
            ["Иванов", "A-1", "План", 8],
            ["Иванов", "A-1", "Факт", 4],
        ],
        ["Иванов 2025-03-01 4"],
        TOOK,
        {3: reasons.PLANNED_HOURS},
    ),
    "months of plan and fact": refused(
        "matrix_of_a_plan",
        [
            ["Трудозатраты 2025"],
            ["Сотрудник", "Заказ", "Январь", None, "Февраль", None, "Март"],
            ["", "", *["План", "Факт"] * 3],
            ["Иванов", "A-1", *[9] * 6],
        ],
    ),
    "a department above, job titles beside": Case(
        [
            ["Трудозатраты за март 2025"],
            ["Подразделение: КБ"],
            ["ФИО", "Должность", "Заказ", *DAYS],
            ["Иванов", "инженер", "A-1", 8],
        ],
        ["Иванов КБ 8"],
        ("person", "pool", "quantity"),
    ),
    "totals of half a month": Case(
        [
            ["Табель за март 2025 г."],
            [
                *HEAD[:2],
                *range(1, 16),
                "Итого за 1 половину",
                *range(16, 32),
                "Итого за 2 половину",
                "Всего",
            ],
            ["Иванов", "A-1", *[8] + [None] * 14, 8, 4, *[None] * 15, 4, 12],
        ],
        ["Иванов 2025-03-01 8", "Иванов 2025-03-16 4"],
        TOOK,
    ),
}
