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


def dated(month: str, *above: Sequence[object], name: str = "Лист1", head: Sequence[object] = HEAD) -> Case:
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
        "2025-03", LAW, *BOX, ["ТАБЕЛЬ", "", "", "12", "", "04.04.2025", "", "01.03.2025", "31.03.2025"]
    ),
    "the period beside the day of the print": dated(
        "2025-03", LAW, ["", "Номер документа", "Дата составления"], ["", "3", "02.04.2025"], ["Отчетный период", "с 01.03.2025", "по 31.03.2025"]
    ),
    "a month named without a year, printed in the next": dated("2025-03", ["Отчёт составлен 05.04.2025"], ["Трудозатраты за март"]),
    "December printed in January": dated("2024-12", ["Дата печати:", "12.01.2025"], ["Трудозатраты за декабрь"]),
    "the day of the print alone": refused("matrix_without_month", sheet(["Дата печати: 05.04.2025"], ["Трудозатраты"])),
    "a sheet's own number and day": dated("2025-03", ["Табель № 5 за март 2025 г. от 02.04.2025"]),
    "two months under each other": Case(
        [*sheet(["Трудозатраты за март 2025"]), [], *BELOW], ["Иванов 2025-03-02 8", "Иванов 2025-04-02 4"], TOOK,
        {5: reasons.NO_HOURS, 6: reasons.REPEATED_HEADER},
    ),
    "the header again on the next page": Case(
        [*sheet(["Трудозатраты за март 2025"]), HEAD, ivanov(d3=4)], ["Иванов 2025-03-02 8", "Иванов 2025-03-03 4"], TOOK,
        {4: reasons.REPEATED_HEADER},
    ),
    "another month's days without its name": refused(
        "matrix_without_month", [*sheet(["Трудозатраты за март 2025"]), [], [*HEAD[:-1]], ["Иванов", "A-1", None, 4]]
    ),
    "two months beside each other": refused(
        "matrix_stray_days", sheet(["Трудозатраты за март–апрель 2025"], head=[*HEAD, *range(1, 31)])
    ),
    "from the 21st to the 20th": refused(
        "matrix_stray_days", sheet(["Часы с 21.03.2025 по 20.04.2025"], head=[*HEAD[:2], *range(21, 32), *range(1, 21)])
    ),
    "a quarter above the days": refused("matrix_several_months", sheet(["Трудозатраты за январь - март 2025"])),
    "a quarter by its number": refused("matrix_several_months", sheet(["Трудозатраты за I квартал 2025"])),
    "the title of another month's sheet": refused(
        "matrix_several_months", {"Февраль": sheet(["Трудозатраты за январь 2025"])}
    ),
    "a form's box above the days": dated(
        "2025-03", ["", "", "", "", "Номер документа", "", "Дата составления", "", "Отчетный период"], ["", *[""] * 7, "с", "по"],
        ["ТАБЕЛЬ", "", "", "", "3", "", "31.03.2025", "", "01.03.2025", "31.03.2025"],
    ),
    "a client above the days": dated("2025-03", ["Трудозатраты за март 2025"], ["", "", "", "Заказчик", "ООО Ромашка", "Договор", "12/3"]),
}  # fmt: skip
