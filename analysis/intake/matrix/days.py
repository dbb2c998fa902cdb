"""The header of a matrix: which columns are days (or months) of which date, what stands to their left, which are totals."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.intake.grid import Cell, Grid

HEADER_WITHIN = 40  # rows
LEAST_DAYS, LEAST_DATES = 5, 3
_MONTHS = (
    r"янв(?:ар\w{1,2})?", r"фев(?:рал\w{1,2})?", r"мар(?:т\w?)?", r"апр(?:ел\w{1,2})?", "ма[йяе]", r"июн\w{0,2}", r"июл\w{0,2}",
    r"авг(?:уст\w?)?", r"сен(?:тябр\w{1,2})?", r"окт(?:ябр\w{1,2})?", r"ноя(?:бр\w{1,2})?", r"дек(?:абр\w{1,2})?",
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?", "sep(?:tember)?",
    "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\b\.?[\s,'’-]*((?:19|20)\d\d)?", re.I)
_DATE = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.((?:20)?\d\d)\b|\b(20\d\d)-(\d\d)-(\d\d)\b")
_SHORT = re.compile(r"\b(?:(0?[1-9]|1[0-2])[.\-_](20\d\d)|(20\d\d)[.\-_](0[1-9]|1[0-2]))\b")
_DAY = re.compile(r"^(?:[а-яёa-z]{2,3}\.?,?\s*)?0?(\d{1,2})(?:\s*[а-яёa-z]{2,3}\.?)?$", re.I)
_TOTAL = re.compile(r"итог|всего|\bдн|дней|час|отработ|total|hours|days|sum", re.I)


@dataclass(frozen=True)
class Header:
    """`days`: for each row of day numbers (a T-13 has two) column → its first day, None for a day that the month lacks."""

    first: int  # rows of the sheet, from 0
    last: int
    written: tuple[Mapping[int, object], ...]  # the days as the header has them
    labels: Mapping[int, str]  # column → header, left of the days
    totals: Mapping[int, str]
    by_month: bool = False
    days: tuple[Mapping[int, dt.date | None], ...] = ()


class NoMonth(Exception):
    """Day numbers are there, and nothing says which month they belong to."""


def dated(grid: Grid, header: Header) -> Header:
    """The header with the dates of its days; raises NoMonth."""
    return replace(header, days=tuple(_dated(grid, header.first, each) for each in header.written))


def find(grid: Grid) -> Header | None:
    """The first row with days (or months) in a row and named columns left of them; without their dates yet."""
    for number, row in enumerate(grid.rows[:HEADER_WITHIN]):
        for read, least, by_month in (
            (_dates, LEAST_DATES, False),
            (_numbers, LEAST_DAYS, False),
            (_months, LEAST_DATES, True),
        ):
            chain = _chain(read(row))
            if len(chain) >= least:
                header = _header(grid, number, chain, by_month)
                if header:
                    return header
    return None


def _header(grid: Grid, number: int, chain: dict[int, object], by_month: bool) -> Header | None:
    left = min(chain)
    labels = {c: text for c in range(left) if (text := _above(grid.rows, number, c))}
    if not labels:
        return None  # a row that numbers the columns
    chains, last = [chain], number
    if not by_month and number + 1 < len(grid.rows):
        below = _chain(_numbers(grid.rows[number + 1]))
        if (
            below
            and all(isinstance(d, int) for d in chain.values())
            and min(below) >= left
            and _first(below) == _last(chain) + 1
        ):
            chains, last = [chain, below], number + 1
    width = max(len(r) for r in grid.rows[max(0, number - 3) : last + 1])
    used = {c for each in chains for c in each}
    totals = {
        c: text
        for c in range(left, width)
        if c not in used and (text := _above(grid.rows, last, c)) and _TOTAL.search(text)
    }
    return Header(number, last, tuple(chains), labels, totals, by_month)


def _first(chain: Mapping[int, object]) -> int:
    return int(str(next(iter(chain.values()))))


def _last(chain: Mapping[int, object]) -> int:
    return int(str(list(chain.values())[-1]))


def _above(rows: Sequence[Sequence[Cell]], number: int, column: int) -> str:
    """The header of a column: its text in the row, else the nearest above it within three rows."""
    for row in reversed(rows[max(0, number - 3) : number + 1]):
        cell = row[column] if column < len(row) else ""
        if isinstance(cell, str) and re.search(r"[^\W\d_]|№", cell):
            return " ".join(cell.split())
    return ""


def _chain(found: Mapping[int, object]) -> dict[int, object]:
    """The longest stretch in which every value is later than the one before."""
    best: dict[int, object] = {}
    here: dict[int, object] = {}
    before: object = None
    for column, value in found.items():
        if before is not None and not value > before:  # type: ignore[operator]
            here = {}
        here[column], before = value, value
        best = dict(here) if len(here) > len(best) else best
    return best


def _numbers(row: Sequence[Cell]) -> dict[int, object]:
    found: dict[int, object] = {}
    for column, cell in enumerate(row):
        if isinstance(cell, float | int) and not isinstance(cell, bool) and cell in range(1, 32):
            found[column] = int(cell)
        elif isinstance(cell, str) and (day := _DAY.match(cell.strip())) and 1 <= int(day.group(1)) <= 31:
            found[column] = int(day.group(1))
    return found


def _dates(row: Sequence[Cell]) -> dict[int, object]:
    found = {column: _date(cell) for column, cell in enumerate(row)}
    dates = {column: date for column, date in found.items() if date}
    return {} if len(dates) > 1 and all(d.day == 1 for d in dates.values()) else dict[int, object](dates)


def _months(row: Sequence[Cell]) -> dict[int, object]:
    found: dict[int, object] = {}
    for column, cell in enumerate(row):
        if (date := _date(cell)) and date.day == 1:
            found[column] = (date.year, date.month)
        elif isinstance(cell, str) and (name := _MONTH.match(cell.strip())) and len(cell.strip()) <= 20:
            found[column] = (int(name.group(2) or 0), _month_number(name.group(1)))
        elif isinstance(cell, str) and (short := _SHORT.fullmatch(cell.strip())):
            found[column] = _year_month(short)
    return found


def _date(cell: Cell) -> dt.date | None:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    found = _DATE.search(cell.strip()) if isinstance(cell, str) and len(cell) < 20 else None
    return _real(found) if found else None


def _real(found: re.Match[str]) -> dt.date | None:
    day, month, year, iso_year, iso_month, iso_day = found.groups()
    try:
        if iso_year:
            return dt.date(int(iso_year), int(iso_month), int(iso_day))
        return dt.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def _month_number(name: str) -> int:
    return next(n for n, pattern in enumerate(_MONTHS) if re.fullmatch(pattern, name, re.I)) % 12 + 1


def _year_month(short: re.Match[str]) -> tuple[int, int]:
    month, year, iso_year, iso_month = short.groups()
    return (int(iso_year), int(iso_month)) if iso_year else (int(year), int(month))


def _dated(grid: Grid, number: int, chain: Mapping[int, object]) -> dict[int, dt.date | None]:
    found: dict[int, dt.date | None] = {}
    said: tuple[int, int] | None = None
    for column, value in chain.items():
        if isinstance(value, dt.date):
            found[column] = value
        elif isinstance(value, tuple):
            year, month = value
            found[column] = dt.date(year or _year(grid, number), month, 1)
        elif isinstance(value, int):
            said = said or _month(grid, number)
            try:
                found[column] = dt.date(*said, value)
            except ValueError:
                found[column] = None
    return found


def _texts(grid: Grid, number: int) -> list[str]:
    dated = [[c.strftime("%d.%m.%Y") if isinstance(c, dt.date) else c for c in row] for row in grid.rows[:number]]
    return [" ".join(c for c in row if isinstance(c, str)) for row in dated]


def _year(grid: Grid, number: int) -> int:
    for texts in (_texts(grid, number), [grid.sheet or ""], [grid.file]):
        years = {int(y) for text in texts for y in re.findall(r"(?<!\d)(20\d\d)(?!\d)", text)}
        if len(years) == 1:
            return years.pop()
    raise NoMonth


def _month(grid: Grid, number: int) -> tuple[int, int]:
    """The one month that the rows above the days name, else the sheet's or the file's name."""
    above = _texts(grid, number)
    period = [
        text
        for n, row in enumerate(above)
        if "период" in row.lower() or "period" in row.lower()
        for text in above[n : n + 3]
    ]
    for texts in (above, period):
        named = {(int(m[1]), _month_number(m[0])) for text in texts for m in _MONTH.findall(text) if m[1]}
        if len(named) == 1:
            return named.pop()
    for texts in (period, above):
        dates = [_real(m) for text in texts for m in _DATE.finditer(text)]
        months = {(d.year, d.month) for d in dates if d}
        if len(months) == 1:
            return months.pop()
    for name in (grid.sheet or "", re.sub(r"\.\w+$", "", grid.file)):
        if short := _SHORT.search(name.replace("_", " ")) or _SHORT.search(name):
            return _year_month(short)
        if word := _MONTH.search(name.replace("_", " ")):
            return int(word.group(2) or 0) or _year(grid, number), _month_number(word.group(1))
    raise NoMonth
