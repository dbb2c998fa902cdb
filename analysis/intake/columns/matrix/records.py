"""The rows of the flat table that a matrix becomes: a record for each day with hours, and every row that gives none with its reason."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.intake.columns.header_words.headers import match
from analysis.intake.columns.matrix import marks
from analysis.intake.columns.matrix.counted import is_plan
from analysis.intake.columns.matrix.marks import DayEntry
from analysis.intake.columns.matrix.matrix_days import MatrixHeader
from analysis.intake.columns.matrix.record_places import PLACES
from analysis.intake.columns.matrix.rows import Block, Kind
from analysis.intake.contract import USAGE
from analysis.intake.reasons import (
    ATTENDANCE_ONLY,
    NO_HOURS,
    NO_SUCH_DAY,
    OVER_A_DAY,
    PLANNED_HOURS,
    REPEATED_HEADER,
    TOTALS_ROW,
    UNKNOWN_MARK,
    Notice,
)
from analysis.intake.sheets.grid import Cell

TOLERANCE = 0.01  # hours: printed totals are rounded


@dataclass
class FlatTable:
    """The rows of the flat table as they come, and what was seen on the way."""

    rows: list[list[Cell]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    faults: dict[int, str] = field(default_factory=dict)
    idle: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)

    def add(
        self,
        labels: Sequence[Cell],
        place: tuple[int, int | None],
        values: Sequence[Cell],
        fault: str | None,
    ) -> None:
        """`place`: row and column of the sheet, from 0; the row's number keeps both: 7012 is row 7, column 12."""
        row, column = place
        if fault:
            self.faults[len(self.rows)] = fault
        where = f"{letters(column)}{row + 1}" if column is not None else f"{row + 1}"
        self.rows.append([*labels, *values, where])
        self.numbers.append((row + 1) * PLACES + (0 if column is None else column + 1))


def measures(header: MatrixHeader) -> set[int]:
    """Labels that would be taken for the date or the hours of a record: totals left of the days."""
    found = match(list(header.labels.values()), USAGE).columns
    places = list(header.labels)
    return {
        places[n]
        for c, n in found.items()
        if c in ("quantity", "date", "started_at", "ended_at", "ended_on")
    }


@dataclass(frozen=True)
class MatrixRecord:
    labels: Mapping[int, Cell]
    date: dt.date
    hours: float


@dataclass(frozen=True)
class Day:
    """What the cells of one day say. `place`: row and column of the sheet, from 0; `shown`: the cells as they stand."""

    place: tuple[int, int]
    date: dt.date | None
    said: DayEntry
    shown: str


def days(block: Block, per_hour: int) -> list[Day]:
    """The block's days; `per_hour`: 60 where plain numbers are minutes."""
    coded = any(marks.is_code(c) for _, _, cells in block.days for c in cells)
    return [
        Day(
            place,
            date,
            marks.read(marks.with_letters(cells) if coded else cells, per_hour),
            _shown(cells),
        )
        for place, date, cells in block.days
    ]


def hours(said: Sequence[Day]) -> dict[dt.date, float]:
    return {day.date: day.said.hours for day in said if day.date and day.said.hours}


def records(
    block: Block, said_days: Sequence[Day], header: MatrixHeader, found: FlatTable, per_hour: int
) -> Iterator[MatrixRecord]:
    """The block's days into `found`; yields those with hours."""
    aside = measures(header)
    labels = [block.labels.get(c, "") for c in header.labels if c not in aside]
    planned = any(is_plan(label) for label in block.labels.values())
    if block.kind is not Kind.LINES or planned:
        why = {Kind.TOTAL: TOTALS_ROW, Kind.HEADER: REPEATED_HEADER, Kind.LINES: PLANNED_HOURS}
        found.add(labels, (block.row, None), ["", "", ""], why.get(block.kind, NO_HOURS))
        return
    attended = 0
    before = len(found.rows), sum(found.idle.values())
    for day in said_days:
        said = day.said
        if said.nothing or (day.date is None and not said.hours):
            continue
        fault = _fault(said, day.date, header.by_month)
        if fault or (said.hours or 0) > 0:
            found.add(
                labels,
                day.place,
                [day.date or "", said.hours if said.hours else "", day.shown],
                fault,
            )
        elif said.worked:
            attended += 1
        else:
            found.idle.update([" ".join(said.marks) or "0"])
        if not fault and day.date and said.hours:
            yield MatrixRecord(block.labels, day.date, said.hours)
    if attended:
        found.add(labels, (block.row, None), ["", "", f"× {attended}"], ATTENDANCE_ONLY)
    if before == (len(found.rows), sum(found.idle.values())):
        found.add(labels, (block.row, None), ["", "", ""], NO_HOURS)
    if len(header.days) == 1 and _differs(block, said_days, per_hour):
        name = " ".join(str(v) for v in block.labels.values() if isinstance(v, str) and v)[:40]
        found.differing.append(f"{name}: {sum(d.said.hours or 0 for d in said_days):g}")


def _shown(cells: Sequence[Cell]) -> str:
    return " ".join(
        str(int(c)) if isinstance(c, float) and c.is_integer() else str(c)
        for c in cells
        if c not in ("", None)
    )


def _differs(block: Block, said_days: Sequence[Day], per_hour: int) -> bool:
    """Whether a total is neither the hours nor the days of the whole row, nor of the days since the total before it."""
    since = -1
    for column, values in block.totals:
        here = [d for d in said_days if since < d.place[1] < column]
        sums = [
            value
            for some in (said_days, here)
            for value in (
                sum(d.said.hours or 0 for d in some) * per_hour,
                sum(d.said.worked or (d.said.hours or 0) > 0 for d in some),
            )
        ]
        if values and not any(_equal(v, sum_) for v in values for sum_ in sums):
            return True
        since = column
    return False


def _fault(said: DayEntry, date: dt.date | None, by_month: bool) -> str | None:
    if said.unknown:
        return UNKNOWN_MARK
    if date is None:
        return NO_SUCH_DAY
    return OVER_A_DAY if not by_month and (said.hours or 0) > 24 else None


def _equal(total: float, sum_: float) -> bool:
    return abs(total - sum_) <= TOLERANCE


def notices(found: FlatTable) -> tuple[Notice, ...]:
    said_of = []
    if found.differing:
        names = "; ".join(found.differing[:3]) + (" …" if len(found.differing) > 3 else "")
        said_of.append(
            Notice("matrix_totals_differ", {"rows": len(found.differing), "values": names})
        )
    if found.idle:
        said = ", ".join(f"{mark} ({count})" for mark, count in found.idle.most_common(6))
        said_of.append(
            Notice("marks_without_hours", {"cells": sum(found.idle.values()), "values": said})
        )
    return tuple(said_of)


def letters(column: int) -> str:
    """The column as a spreadsheet names it."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
