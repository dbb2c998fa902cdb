"""The header of a matrix: which columns are days (or months) of which date, what stands to their left, which are totals."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.intake.columns.matrix.period import (
    DATE,
    MONTH,
    SHORT,
    month,
    month_number,
    real,
    said_above,
    year_month,
    year_of,
)
from analysis.intake.sheets.grid import Cell, Grid

HEADER_WITHIN = 40  # rows
LEAST_DAYS, LEAST_DATES = 5, 3
LEAST_COUNTED = 10  # days from the first on, by which a header without labels is known again
TITLE_WITHIN = 10  # rows above a further header
_DAY = re.compile(r"^(?:[а-яёa-z]{2,3}\.?,?\s*)?0?(\d{1,2})(?:\s*[а-яёa-z]{2,3}\.?)?$", re.I)
_TOTAL = re.compile(r"итог|всего|\bдн|дней|час|отработ|total|hours|days|sum", re.I)


@dataclass(frozen=True)
class MatrixHeader:
    """`days`: for each row of day numbers (a T-13 has two) column → its first day, None for a day that the month lacks."""

    first: int  # rows of the sheet, from 0
    last: int
    written: tuple[Mapping[int, object], ...]  # the days as the header has them
    labels: Mapping[int, str]  # column → header, left of the days
    totals: Mapping[int, str]
    by_month: bool = False
    days: tuple[Mapping[int, dt.date | None], ...] = ()
    above: int = (
        0  # the first row whose texts speak of these days: a sheet may hold a table under another
    )
    stray: tuple[int, ...] = ()  # columns of further days, which do not follow on the others


def dated(grid: Grid, header: MatrixHeader) -> MatrixHeader:
    """The header with the dates of its days; raises NoMonth, SeveralMonths."""
    return replace(header, days=tuple(_dated(grid, header, each) for each in header.written))


def as_months(header: MatrixHeader) -> MatrixHeader:
    """The header whose numbers are months of a year that stands elsewhere."""
    written = tuple({c: (0, n) for c, n in each.items()} for each in header.written)
    return replace(header, written=written, by_month=True)


def find_days(grid: Grid) -> MatrixHeader | None:
    """The first row with days (or months) in a row and named columns left of them; without their dates yet."""
    for number in range(min(HEADER_WITHIN, len(grid.rows))):
        if header := _at(grid, number):
            return header
    return None


def _at(grid: Grid, number: int) -> MatrixHeader | None:
    for read, least, by_month in (
        (_dates, LEAST_DATES, False),
        (_numbers, LEAST_DAYS, False),
        (_months, LEAST_DATES, True),
    ):
        values = read(grid.rows[number])
        chain = _chain(values)
        if len(chain) >= least and (header := _header(grid, number, chain, by_month)):
            return replace(header, stray=_stray(values, chain))
    return None


def further(grid: Grid, header: MatrixHeader) -> list[MatrixHeader]:
    """The headers of the tables below the first one; a header that a page break repeats belongs to the table above it."""
    found = [header]
    for number in range(header.last + 1, len(grid.rows)):
        last = found[-1]
        if number <= last.last or not _again(grid.rows[number], header):
            continue
        again = _at(grid, number)
        if not again:
            continue
        above = max(last.last + 1, number - TITLE_WITHIN)
        days = {c for each in last.written for c in each}
        data = [
            n
            for n in range(above, number)
            if any(isinstance(cell(grid, n, c), int | float) for c in days)
        ]
        above = max([above, *(n + 1 for n in data)])
        if any(isinstance(v, int) for v in again.written[0].values()) and not said_above(
            grid, above, number
        ):
            if again.written == last.written and _own_labels(grid.rows[number], header):
                continue
            above = last.above if again.written == last.written else above
        found.append(replace(again, above=above))
    return found[1:]


def _again(row: Sequence[Cell], header: MatrixHeader) -> bool:
    """Whether the row is a header of days where the sheet's first one has them."""
    first = header.written[0]
    start, value = next(iter(first.items()))
    if isinstance(value, dt.date):
        return len(_chain(_dates(row))) >= LEAST_DATES and start in _dates(row)
    if isinstance(value, tuple):
        return len(_chain(_months(row))) >= LEAST_DATES and start in _months(row)
    chain = _chain(_numbers(row))
    counted = [d for d in chain.values() if isinstance(d, int)]
    in_step = counted == list(range(counted[0], counted[0] + len(counted))) if counted else False
    if _own_labels(row, header):
        return len(chain) >= LEAST_DAYS and start in chain
    return chain.get(start) == value and in_step and len(chain) >= LEAST_COUNTED


def _own_labels(row: Sequence[Cell], header: MatrixHeader) -> bool:
    return any(
        c < len(row) and isinstance(row[c], str) and " ".join(str(row[c]).split()) == t
        for c, t in header.labels.items()
    )


def cell(grid: Grid, row: int, column: int) -> Cell:
    """What stands there; "" beyond the row's end."""
    return grid.rows[row][column] if column < len(grid.rows[row]) else ""


def _stray(values: Mapping[int, object], chain: Mapping[int, object]) -> tuple[int, ...]:
    """Columns that read as days too: another month's beside these, or those before a month's end in a header from 21 to 20."""
    aside = [c for c in values if c not in chain and c > min(chain) - len(chain)]
    close = {min(chain) - 1, max(chain) + 1} & set(aside)
    return tuple(aside) if close or len(_chain({c: values[c] for c in aside})) >= LEAST_DAYS else ()


def _header(
    grid: Grid, number: int, chain: dict[int, object], by_month: bool
) -> MatrixHeader | None:
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
    return MatrixHeader(number, last, tuple(chains), labels, totals, by_month)


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
        elif (
            isinstance(cell, str)
            and (day := _DAY.match(cell.strip()))
            and 1 <= int(day.group(1)) <= 31
        ):
            found[column] = int(day.group(1))
    return found


def _dates(row: Sequence[Cell]) -> dict[int, object]:
    found = {column: _date(cell) for column, cell in enumerate(row)}
    dates = {column: date for column, date in found.items() if date}
    return (
        {}
        if len(dates) > 1 and all(d.day == 1 for d in dates.values())
        else dict[int, object](dates)
    )


def _months(row: Sequence[Cell]) -> dict[int, object]:
    found: dict[int, object] = {}
    for column, cell in enumerate(row):
        if (date := _date(cell)) and date.day == 1:
            found[column] = (date.year, date.month)
        elif (
            isinstance(cell, str)
            and (name := MONTH.match(cell.strip()))
            and len(cell.strip()) <= 20
        ):
            found[column] = (int(name.group(2) or 0), month_number(name.group(1)))
        elif isinstance(cell, str) and (short := SHORT.fullmatch(cell.strip())):
            found[column] = year_month(short)
    return found


def _date(cell: Cell) -> dt.date | None:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    found = DATE.search(cell.strip()) if isinstance(cell, str) and len(cell) < 20 else None
    return real(found) if found else None


def _dated(
    grid: Grid, header: MatrixHeader, chain: Mapping[int, object]
) -> dict[int, dt.date | None]:
    found: dict[int, dt.date | None] = {}
    said: tuple[int, int] | None = None
    for column, value in chain.items():
        if isinstance(value, dt.date):
            found[column] = value
        elif isinstance(value, tuple):
            year, number = value
            found[column] = dt.date(year or year_of(grid, header.above, header.first), number, 1)
        elif isinstance(value, int):
            said = said or month(grid, header.above, header.first)
            try:
                found[column] = dt.date(*said, value)
            except ValueError:
                found[column] = None
    return found
