"""What a cell of a time sheet says: hours, marks of the forms T-12 and T-13, or both («Я 8», «8/2», «Я» over «8»)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.intake.sheets.grid import Cell

WORKED = {
    "Я",
    "Н",
    "РВ",
    "С",
    "ВМ",
    "К",
    "ПК",
    "ПМ",
    "ВЧ",
    "НЧ",
    "Ф",
    "01",
    "02",
    "03",
    "04",
    "05",
    "06",
    "07",
    "08",
}
ABSENT = {
    "В",
    "ОТ",
    "ОД",
    "О",
    "У",
    "УВ",
    "УД",
    "УЗ",
    "Р",
    "ОЖ",
    "ОЗ",
    "ОЗД",
    "Б",
    "Т",
    "БС",
    "ЛЧ",
    "ПВ",
    "Г",
    "ПР",
    "НС",
    "ОВ",
    "НВ",
    "ЗБ",
    "НН",
    "РП",
    "НП",
    "ВП",
    "НО",
    "НБ",
    "НЗ",
    "ДО",
    "А",
    "П",
    "Х",
    "09",
    "ВЫХ",
    "ОТП",
    "БОЛ",
    "OFF",
    "PTO",
    "SICK",
    "VAC",
    "VACATION",
    "HOLIDAY",
    "LEAVE",
}
_ALIKE = str.maketrans(
    "ABCEHKMOPTXY", "АВСЕНКМОРТХУ"
)  # Latin letters that stand for Cyrillic ones in typed marks
_UNITS = frozenset(("Ч", "ЧАС", "ЧАСА", "ЧАСОВ", "H", "HR", "HRS"))
_TOKEN = re.compile(
    r"(\d{1,3}):([0-5]\d)(?::[0-5]\d)?|(?<!\d)(0\d)(?!\d|[.,]\d)|(\d+(?:[.,]\d+)?)|([^\W\d_]+)|[\s/;,().+\-–—_|\\]+|(.)"
)


_SPAN = re.compile(
    r"(?<![\d:.,])(?:С\s+)?([01]?\d|2[0-4])[:.]([0-5]\d)\s*(?:[-–—−]|ДО)\s*([01]?\d|2[0-4])[:.]([0-5]\d)(?![\d:.,])"
    r"|\bС\s+([01]?\d|2[0-4])()\s+ДО\s+([01]?\d|2[0-4])()(?![\d:.,])"
)
# A span or a difference («8-12», «8-1»), less than nothing («-8»), a share («1/2»), two times of day («08:00 12:00»): never added up.
_DOUBTFUL = re.compile(
    r"\d\s*[-–—−]\s*\d|^\s*[-–—−]\s*\d|^\s*(?:1\s*/\s*[2345]|2\s*/\s*3|3\s*/\s*4)\s*$|\d:\d\d\s+\d{1,2}:\d\d"
)
LONGEST_NIGHT = 12  # hours from one time of day to an earlier one


@dataclass(frozen=True)
class DayEntry:
    """`hours` of work; None: none are stated. `worked`: a mark of presence is there. `unknown`: something can't be read."""

    hours: float | None
    worked: bool
    marks: tuple[str, ...]
    unknown: bool

    @property
    def nothing(self) -> bool:
        return self.hours is None and not self.marks and not self.unknown


def is_code(cell: Cell) -> bool:
    """A mark in digits, such as 01 for «Я»: then 26 is «В» and no 26 hours."""
    return isinstance(cell, str) and bool(re.fullmatch(r"0[1-9]", cell.strip()))


def with_letters(cells: Sequence[Cell]) -> list[Cell]:
    """The cells of a day whose first holds a mark in digits: those from 10 to 38 are kinds of absence."""
    first, *others = cells
    digits = (
        str(int(first)) if isinstance(first, float) and first.is_integer() else str(first).strip()
    )
    return ["В" if digits.isdecimal() and 10 <= int(digits) <= 38 else first, *others]


def read(cells: Sequence[Cell], per_hour: int = 1) -> DayEntry:
    """The cells of one day, those below each other together: codes over hours, or shares of the day to be added up.

    `per_hour`: 60 where plain numbers are minutes; a time such as 7:30 is hours all the same.
    """
    numbers: list[float] = []
    marks: list[str] = []
    unknown = False
    for cell in cells:
        if isinstance(cell, bool):
            unknown = True
        elif isinstance(cell, int | float):
            numbers.append(float(cell) / per_hour)
        elif isinstance(cell, dt.timedelta):
            numbers.append(cell.total_seconds() / 3600)
        elif isinstance(cell, dt.time):
            numbers.append(cell.hour + cell.minute / 60 + cell.second / 3600)
        elif isinstance(cell, str):
            unknown = _read_text(cell, per_hour, numbers, marks) or unknown
        elif cell is not None:
            unknown = True
    absent = [mark in ABSENT for mark in marks]
    worked = any(mark in WORKED for mark in marks)
    if len(marks) == len(numbers):  # «Я/ОТ» over «4/4»: each mark has its hours
        numbers = [0.0 if away else n for n, away in zip(numbers, absent, strict=True)]
    elif absent and all(absent):
        numbers = [0.0 for _ in numbers]
    unknown = unknown or any(n < 0 for n in numbers)
    return DayEntry(round(sum(numbers), 6) if numbers else None, worked, tuple(marks), unknown)


def _read_text(text: str, per_hour: int, numbers: list[float], marks: list[str]) -> bool:
    """Adds what the text says; whether something in it is not known."""
    said = text.upper()
    unknown = False
    for start_hour, start, end_hour, end in (
        tuple(p or "0" for p in _pieces(m)) for m in _SPAN.finditer(said)
    ):
        length = int(end_hour) - int(start_hour) + (int(end) - int(start)) / 60
        length += 24 if length < 0 else 0
        unknown = unknown or length > (LONGEST_NIGHT if int(end_hour) < int(start_hour) else 24)
        numbers.append(length)
    said = _SPAN.sub(" ", said)
    unknown = unknown or bool(_DOUBTFUL.search(said))
    for found in _TOKEN.finditer(said):
        hours, minutes, code, number, letters, other = found.groups()
        if hours:
            numbers.append(int(hours) + int(minutes) / 60)
        elif number:
            numbers.append(float(number.replace(",", ".")) / per_hour)
        elif code or letters:
            mark = code or (letters if letters in ABSENT | _UNITS else letters.translate(_ALIKE))
            if mark not in _UNITS:
                marks.append(mark)
                unknown = unknown or mark not in WORKED | ABSENT
        unknown = unknown or bool(other)
    return unknown


def _pieces(found: re.Match[str]) -> tuple[str | None, ...]:
    return found.groups()[:4] if found.group(1) else found.groups()[4:]
