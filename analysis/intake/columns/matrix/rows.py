"""The rows of a matrix put together: each person (or order) with its days, however many rows of the sheet that takes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from analysis.intake.columns.matrix.matrix_days import MatrixHeader
from analysis.intake.sheets.grid import Cell, Grid

_TOTAL = re.compile(
    r"^\W*(?:итого|всего|общий итог|grand total|total)\b|\b(?:итог|итого|всего|total)\W*$|^\W*(?:сумма|sum)\W*$",
    re.I,
)
_NUMBERING = re.compile(r"№|п/п|номер|\bno\b|#|табельн", re.I)
_WEEKDAYS = {
    *("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
    *("mo", "tu", "we", "th", "fr", "sa", "su", "mon", "tue", "wed", "thu", "fri", "sat", "sun"),
}


class Kind(Enum):
    LINES = auto()  # a person's or an order's days
    TOTAL = auto()
    HEADER = auto()  # the header again, or weekdays below it
    OTHER = auto()  # a row without days


@dataclass(frozen=True)
class Block:
    """`days`: for each day its place in the sheet (row and column, from 0), its date, and the cells that speak of it."""

    kind: Kind
    row: int
    labels: Mapping[int, Cell]
    days: Sequence[tuple[tuple[int, int], dt.date | None, list[Cell]]] = ()
    totals: Sequence[tuple[int, list[float]]] = ()  # column, and what stands there


def is_total(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_TOTAL.search(cell))


def blocks(
    grid: Grid, header: MatrixHeader, columns: Mapping[str, int], until: int
) -> Iterator[Block]:
    """The rows below the header, down to `until`; label cells that a merged cell leaves empty are those of the row above."""
    names = named_columns(header, columns)
    days = sorted({c for each in header.days for c in each})
    halved = len(header.days) > 1
    last: dict[int, Cell] = {}
    open_rows: list[int] = []
    size = 0  # rows of a person in a T-13, by the first of them: blank rows may follow the last one
    for number in range(header.last + 1, until + 1):
        row = grid.rows[number] if number < until else []
        blank = not any(filled(c) for c in row)
        if blank and halved and open_rows and number < until:
            open_rows.append(number)  # an absent person's hours
            continue
        labels = {c: row[c] for c in header.labels if c < len(row) and filled(row[c])}
        named = [c for c in names if c in labels]
        kind = _kind(row, header, labels, days)
        if open_rows and (named or kind is not Kind.LINES):
            size = size or len(open_rows)
            yield _lines(grid, header, last, open_rows[:size] if halved else open_rows)
            open_rows = []
        if blank:
            continue
        if kind is not Kind.LINES or not (named or open_rows):
            yield Block(kind if kind is not Kind.LINES else Kind.OTHER, number, labels)
        elif named:
            last = {c: v for c, v in last.items() if c < min(named)} | labels
            open_rows = [number]
        else:
            open_rows.append(number)


def named_columns(header: MatrixHeader, columns: Mapping[str, int]) -> list[int]:
    """The labels that tell rows apart: all but a running number."""
    return [
        c
        for c, text in header.labels.items()
        if c in columns.values() or not _NUMBERING.search(text)
    ]


def filled(cell: Cell) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def _kind(
    row: Sequence[Cell], header: MatrixHeader, labels: Mapping[int, Cell], days: Sequence[int]
) -> Kind:
    cells = [row[c] for c in days if c < len(row) and filled(row[c])]
    if any(is_total(c) for c in labels.values()):
        return Kind.TOTAL
    if not cells:
        return Kind.OTHER
    if all(isinstance(c, str) and c.strip(" .").lower() in _WEEKDAYS for c in cells):
        return Kind.HEADER
    first = [_number(row[c]) for c in range(min(days)) if c < len(row) and filled(row[c])]
    numbering = (
        len(first) > 1
        and first == list(range(1, len(first) + 1))
        and _number(cells[0]) == len(first) + 1
    )
    repeated = bool(labels) and all(
        " ".join(str(v).split()) == header.labels[c] for c, v in labels.items()
    )
    return Kind.HEADER if numbering or repeated else Kind.LINES


def _number(cell: Cell) -> float | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    return float(cell) if isinstance(cell, str) and cell.strip().isdecimal() else None


def _lines(
    grid: Grid, header: MatrixHeader, labels: Mapping[int, Cell], numbers: Sequence[int]
) -> Block:
    """A block of rows: those of a T-13 are halved between the first and the second half of the month."""
    each = -(-len(numbers) // len(header.days))
    found: list[tuple[tuple[int, int], dt.date | None, list[Cell]]] = []
    for half, dates in enumerate(header.days):
        rows = numbers[half * each : (half + 1) * each]
        for column, date in dates.items() if rows else ():
            cells = [grid.rows[n][column] if column < len(grid.rows[n]) else "" for n in rows]
            found.append(((rows[0], column), date, cells))
    totals = [
        (
            column,
            [
                v
                for n in numbers
                if column < len(grid.rows[n]) and (v := _number(grid.rows[n][column])) is not None
            ],
        )
        for column in header.totals
    ]
    return Block(Kind.LINES, numbers[0], dict(labels), found, totals)
