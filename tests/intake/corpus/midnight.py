"""An end of 24:00, as text and as the numbers that Excel makes of it."""

from __future__ import annotations

import datetime as dt

from xlsxwriter.workbook import Workbook

from analysis.intake import reasons

from .case import Case

HEAD = ["Сотрудник", "Отдел", "Дата", "Начало", "Окончание"]
SEEN = ("person", "quantity", "ended_at")
END = "2025-01-17T00:00:00"


def _text(start: str, end: str, hours: str = "8") -> Case:
    return Case(f"{';'.join(HEAD)}\nР1;КБ;16.01.2025;{start};{end}\n", [f"Р1 {hours} {END}"], SEEN)


def _cells(
    start: object,
    end: object,
    shown: str,
    day: object = "16.01.2025",
    until: str = END,
    hours: str = "8",
) -> Case:
    def draw(book: Workbook) -> None:
        sheet = book.add_worksheet()
        style = book.add_format({"num_format": shown})
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["Р1", "КБ"])
        sheet.write(1, 2, day, book.add_format({"num_format": "dd.mm.yyyy"}))
        for column, cell in ((3, start), (4, end)):
            sheet.write(1, column, cell, style)

    return Case(draw, [f"Р1 {hours} {until}"], SEEN)


CASES = {
    "24:00 as text": _text("16:00", "24:00"),
    "24:00:00 as text": _text("16:00:00", "24:00:00"),
    "0:00 as the end of a shift": _text("16:00", "0:00"),
    "24:00 with its day": _text("16.01.2025 16:00", "16.01.2025 24:00"),
    "24:00 with its day, ISO": _text("2025-01-16T16:00:00", "2025-01-16T24:00:00"),
    "24:00 in one cell": Case(
        "Сотрудник;Отдел;Дата;Часы\nР1;КБ;16.01.2025;16:00–24:00\nР1;КБ;16.01.2025;с 8:00 до 16:00\n",
        ["Р1 8", "Р1 8"],
        ("person", "quantity"),
    ),
    "1 in the format h:mm": _cells(16 / 24, 1, "h:mm"),
    "1 in the format h:mm:ss": _cells(16 / 24, 1, "h:mm:ss"),
    "1 in the format [h]:mm": _cells(16 / 24, 1, "[h]:mm"),
    "1 without a format": _cells(16 / 24, 1, "General"),
    "1 beside a typed day": _cells(16 / 24, 1, "h:mm", dt.date(2025, 1, 16)),
    "half an hour after midnight": _cells(
        16 / 24, 1 + 0.5 / 24, "h:mm", until="2025-01-17T00:30:00", hours="8.5"
    ),
    "0 in the format h:mm": _cells(16 / 24, 0, "h:mm"),
    "midnight with its day": _cells(
        dt.datetime(2025, 1, 16, 16), dt.datetime(2025, 1, 17), "dd.mm.yyyy h:mm"
    ),
    "an end before its start is still refused": Case(
        f"{';'.join(HEAD)}\nР1;КБ;16.01.2025;16:00;15:00\n",
        (),
        SEEN,
        refused={2: reasons.ENDS_BEFORE_START},
    ),
}
