"""A header of several rows as one: «Выручка» over «Сумма | Кол-во» becomes «Выручка / Сумма» and «Выручка / Кол-во»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.intake.columns.header_words.meanings import PLANNED, meanings
from analysis.intake.columns.header_words.spelling import STACK, names_unit, plain
from analysis.intake.contract import Table
from analysis.intake.patterns import bounded

Row = Sequence[str]
Merged = Sequence[
    tuple[int, int, int, int]
]  # first row, first column, last row, last column; from 0

MOST_ROWS = 3
_VALUE = bounded(r"[-+−(]?[\d\s.,:%/'\u00a0\u202f-]*\d[\d\s.,:%)'\u00a0\u202f-]*(?:руб\.?|₽|г\.?)?")


def is_words(row: Row) -> bool:
    """Whether the row may belong to a header: something in it, and nothing that is a number or a date."""
    filled = [c for c in row if c.strip()]
    return bool(filled) and not any(_VALUE.fullmatch(c.strip()) or len(c) > 120 for c in filled)


def is_units(row: Row) -> bool:
    """Whether the row names units and nothing else («руб.», «шт.»), so that it belongs to the header above."""
    filled = [c for c in row if c.strip() and c.strip() not in "-–—"]
    return bool(filled) and all(names_unit(c) for c in filled)


def is_column_numbers(row: Row) -> bool:
    """Whether the row counts the columns, as Russian forms do under a header: 1, 2, 3 …"""
    filled = (text for c in row if (text := c.strip()))
    if next(filled, "") != "1":  # of nearly every row the first cell says so
        return False
    others = list(filled)
    return len(others) > 1 and others == [str(n + 2) for n in range(len(others))]


def goes_on(rows: Sequence[Row], first: int, depth: int) -> bool:
    """Whether each row fits into the one above: it fills columns that are blank there, and leaves some blank that are filled."""
    pairs = [(rows[first + k], rows[first + k + 1]) for k in range(depth - 1)]
    return bool(pairs) and all(
        any(b.strip() and not a.strip() for a, b in zip(above, below, strict=False))
        and any(a.strip() and not b.strip() for a, b in zip(above, below, strict=False))
        for above, below in pairs
    )


def tells_plan_from_fact(row: Row) -> bool:
    """Whether the row is part of a header since it says what of the row above was planned."""
    return is_words(row) and any(plain(c).words in PLANNED for c in row if c.strip())


def spread(rows: Sequence[Row], numbers: Sequence[int], merged: Merged) -> list[list[str]]:
    """The rows (`numbers`: which of the sheet they are, from 0) with the text of merged cells in all the columns they span."""
    filled = [list(row) for row in rows]
    place = {number: i for i, number in enumerate(numbers)}
    for first, left, _, right in merged:
        if first in place and right > left:
            row = filled[place[first]]
            for column in range(left + 1, min(right + 1, len(row))):
                row[column] = row[column] or row[left]
    return filled


def combined(
    rows: Sequence[Row], spread_rows: Sequence[Row] | None, first: int, depth: int
) -> list[str]:
    """The header that the rows from `first` on make together, one text per column."""
    width = max(len(rows[first + k]) for k in range(depth))
    levels: list[list[str]] = []
    for k in range(depth):
        own = [" ".join(c.split()) for c in (spread_rows or rows)[first + k]] + [""] * width
        below = [list(rows[first + j]) + [""] * width for j in range(k + 1, depth)]
        levels.append(own[:width] if spread_rows or not below else _reaching(own[:width], below))
    return [
        STACK.join(dict.fromkeys(p for p in pieces if p)) for pieces in zip(*levels, strict=True)
    ]


def _reaching(row: list[str], below: Sequence[Row]) -> list[str]:
    """A row above others, where merged cells aren't known: a text reaches over blanks to its right as long as columns go on below."""
    reached, group = list(row), ""
    for column, cell in enumerate(row):
        under = any(level[column].strip() for level in below)
        group = cell if cell and under else "" if cell or not under else group
        reached[column] = cell or group
    return reached


def with_units(headers: Row, units: Row) -> list[str]:
    """The headers with the units of the row below: «Сумма» over «тыс. руб.» is «Сумма, тыс. руб.»."""
    below = [u.strip().strip("-–—") for u in units] + [""] * len(headers)
    return [
        f"{h}, {u}" if h.strip() and u else h
        for h, u in zip(headers, below[: len(headers)], strict=True)
    ]


def is_ladder(headers: Row, table: Table) -> bool:
    """Whether one column's header goes from one thing to another («Контрагент / Заказ / Номенклатура»): a grouped report."""
    groups = [h.split(STACK)[0] for h in headers]
    for header in headers:
        pieces = header.split(STACK)
        if groups.count(pieces[0]) > 1:
            continue  # a group over several columns, such as «Заказ» over «Номер | Клиент»
        meant: Mapping[str, None] = dict.fromkeys(
            m[0][0]
            for p in pieces
            if (m := meanings(p, table)) and table.column(m[0][0]).kind in ("id", "text")
        )
        if len(pieces) > 1 and len(meant) == len(pieces):
            return True
    return False
