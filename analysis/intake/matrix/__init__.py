"""A time sheet as a matrix (people × days, orders × days, pools × months) turned into one row per recorded use.

Attendance alone (no order, client or activity) says how much time there was, not what it went into: it is no usage. As `pools` it
gives the capacity of each pool and month; else it is refused with those sums.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.errors import UnreadableFile
from analysis.intake.columns.headers import match
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.contract import USAGE
from analysis.intake.grid import Cell, Flat, Grid
from analysis.intake.matrix import days as matrix_days
from analysis.intake.matrix import marks
from analysis.intake.matrix.days import Header
from analysis.intake.matrix.marks import Said
from analysis.intake.matrix.period import NoMonth, SeveralMonths
from analysis.intake.matrix.rows import Block, Kind, blocks
from analysis.intake.matrix.title import is_data, speaks_of_time, title_pool
from analysis.intake.reasons import (
    ATTENDANCE_ONLY,
    NO_HOURS,
    NO_SUCH_DAY,
    OVER_A_DAY,
    REPEATED_HEADER,
    TOTALS_ROW,
    UNKNOWN_MARK,
    Notice,
)

SHAPE = "matrix"
TOLERANCE = 0.01  # hours: printed totals are rounded
FOR_WHAT = ("order_id", "client_id", "client_name", "activity", "stage")
ADDED = ("Дата", "Часы", "Отметка", "Ячейка")


@dataclass
class _Found:
    """The rows of the flat table as they come, and what was seen on the way."""

    rows: list[list[Cell]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    faults: dict[int, str] = field(default_factory=dict)
    idle: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)

    def add(
        self, labels: Sequence[Cell], place: tuple[int, int | None], values: Sequence[Cell], fault: str | None
    ) -> None:
        """`place`: row and column of the sheet, from 0; the row's number keeps both: 7012 is row 7, column 12."""
        row, column = place
        if fault:
            self.faults[len(self.rows)] = fault
        where = f"{_letters(column)}{row + 1}" if column is not None else f"{row + 1}"
        self.rows.append([*labels, *values, where])
        self.numbers.append((row + 1) * PLACES + (0 if column is None else column + 1))


PLACES = 1_000  # more than a matrix has columns


def as_table(grid: Grid, table: str | None, mapping: FileMapping) -> Flat | None:
    """The matrix as a flat table of usage (or of pools, where that is told); None for a sheet of another shape.

    Raises UnreadableFile for attendance without orders, and for days of which nothing says the month.
    """
    told = table or mapping.table
    if told not in (None, "usage", "pools"):
        return None
    header = matrix_days.find(grid)
    if header is None or max(max(days) for days in header.written) >= PLACES - 1:
        return None
    columns = _columns(header, mapping)
    if not columns or (mapping.format.get("shape") != SHAPE and is_data(grid, header)):
        return None
    given = {*columns, *mapping.constants}
    if not told and "person" not in columns and not speaks_of_time(grid, header):
        return None
    tables = [header, *matrix_days.further(grid, header)]
    dated = [_dated(grid, each, header) for each in tables]
    found, pool = _Found(), None if "pool" in given else title_pool(grid, header)
    records: list[_Record] = []
    for each, until in zip(dated, [*(t.first for t in tables[1:]), len(grid.rows)], strict=True):
        for block in blocks(grid, each, columns, until):
            records += _records(block, each, found)
        for row in range(until, min(until + 1, len(grid.rows))):
            found.add(
                ["" for c in header.labels if c not in _measures(header)], (row, None), ["", "", ""], REPEATED_HEADER
            )
    labels = [text for column, text in header.labels.items() if column not in _measures(header)]
    headers = (*labels, *ADDED)
    if pool:
        headers, found.rows = (*headers, "Подразделение"), [[*row, pool] for row in found.rows]
    if not set(FOR_WHAT) & given:
        hours = _capacity(records, columns, pool or mapping.constants.get("pool"))
        if told != "pools":
            raise UnreadableFile("attendance_sheet", file=grid.file, hours=_listed(hours))
        return _pools(hours, header)
    return Flat(
        headers,
        found.rows,
        found.numbers,
        header.last + 1,
        {"shape": SHAPE},
        _notices(found),
        found.faults,
        "usage",
        PLACES,
    )


def _dated(grid: Grid, header: Header, first: Header) -> Header:
    """The header with its dates; raises UnreadableFile where they can't be told."""
    row = header.first + 1
    if header.stray:
        columns = f"{_letters(min(header.stray))}–{_letters(max(header.stray))}"
        raise UnreadableFile("matrix_stray_days", file=grid.file, row=row, columns=columns)
    if header.labels.keys() != first.labels.keys():
        raise UnreadableFile("matrix_tables_differ", file=grid.file, row=row)
    try:
        return matrix_days.dated(grid, header)
    except NoMonth:
        raise UnreadableFile("matrix_without_month", file=grid.file) from None
    except SeveralMonths as trouble:
        raise UnreadableFile("matrix_several_months", file=grid.file, row=row, months=trouble.said) from None


def _columns(header: Header, mapping: FileMapping) -> dict[str, int]:
    """Contract column → column of the sheet, for the labels."""
    places, texts = list(header.labels), list(header.labels.values())
    at = {" ".join(t.split()).casefold(): n for n, t in enumerate(texts)}
    chosen = {c: at.get(" ".join(h.split()).casefold(), -1) for c, h in mapping.columns.items() if c in USAGE.names}
    found = match(texts, USAGE, {c: n for c, n in chosen.items() if n >= 0}, mapping.constants).columns
    return {
        c: places[n]
        for c, n in found.items()
        if c not in ("quantity", "date", "started_at", "ended_at", "ended_on", "unit")
    }


def _measures(header: Header) -> set[int]:
    """Labels that would be taken for the date or the hours of a record: totals left of the days."""
    found = match(list(header.labels.values()), USAGE).columns
    places = list(header.labels)
    return {places[n] for c, n in found.items() if c in ("quantity", "date", "started_at", "ended_at", "ended_on")}


@dataclass(frozen=True)
class _Record:
    labels: Mapping[int, Cell]
    date: dt.date
    hours: float


def _records(block: Block, header: Header, found: _Found) -> Iterator[_Record]:
    """The block's days into `found`; yields those with hours."""
    measures = _measures(header)
    labels = [block.labels.get(c, "") for c in header.labels if c not in measures]
    if block.kind is not Kind.LINES:
        why = {Kind.TOTAL: TOTALS_ROW, Kind.HEADER: REPEATED_HEADER}.get(block.kind, NO_HOURS)
        found.add(labels, (block.row, None), ["", "", ""], why)
        return
    hours, days, attended = 0.0, 0, 0
    before = len(found.rows), sum(found.idle.values())
    coded = any(marks.is_code(c) for _, _, cells in block.days for c in cells)
    for (row, column), date, cells in block.days:
        said = marks.read(marks.with_letters(cells) if coded else cells)
        shown = " ".join(
            str(int(c)) if isinstance(c, float) and c.is_integer() else str(c) for c in cells if c not in ("", None)
        )
        if said.nothing or (date is None and not said.hours):
            continue
        fault = _fault(said, date, header.by_month)
        if fault or (said.hours or 0) > 0:
            found.add(labels, (row, column), [date or "", said.hours if said.hours else "", shown], fault)
        elif said.worked:
            attended += 1
        else:
            found.idle.update([" ".join(said.marks) or "0"])
        hours += said.hours or 0
        days += said.worked or (said.hours or 0) > 0
        if not fault and date and said.hours:
            yield _Record(block.labels, date, said.hours)
    if attended:
        found.add(labels, (block.row, None), ["", "", f"× {attended}"], ATTENDANCE_ONLY)
    if before == (len(found.rows), sum(found.idle.values())):
        found.add(labels, (block.row, None), ["", "", ""], NO_HOURS)
    differing = [
        t for t, values in block.totals if values and not any(_equal(v, hours) or _equal(v, days) for v in values)
    ]
    if differing and len(header.days) == 1:
        name = " ".join(str(v) for v in block.labels.values() if isinstance(v, str) and v)[:40]
        found.differing.append(f"{name}: {hours:g}")


def _fault(said: Said, date: dt.date | None, by_month: bool) -> str | None:
    if said.unknown:
        return UNKNOWN_MARK
    if date is None:
        return NO_SUCH_DAY
    return OVER_A_DAY if not by_month and (said.hours or 0) > 24 else None


def _equal(total: float, sum_: float) -> bool:
    return abs(total - sum_) <= TOLERANCE


def _notices(found: _Found) -> tuple[Notice, ...]:
    notices = []
    if found.differing:
        names = "; ".join(found.differing[:3]) + (" …" if len(found.differing) > 3 else "")
        notices.append(Notice("matrix_totals_differ", {"rows": len(found.differing), "values": names}))
    if found.idle:
        said = ", ".join(f"{mark} ({count})" for mark, count in found.idle.most_common(6))
        notices.append(Notice("marks_without_hours", {"cells": sum(found.idle.values()), "values": said}))
    return tuple(notices)


def _capacity(
    records: Sequence[_Record], columns: Mapping[str, int], pool: str | None
) -> dict[tuple[str, dt.date], float]:
    """Hours by pool and month, in the order of the sheet; the pool "" where the sheet names none."""
    hours: dict[tuple[str, dt.date], float] = {}
    for record in records:
        name = pool or str(record.labels.get(columns["pool"], "") if "pool" in columns else "").strip()
        key = name, record.date.replace(day=1)
        hours[key] = round(hours.get(key, 0) + record.hours, 6)
    return hours


def _listed(hours: Mapping[tuple[str, dt.date], float]) -> str:
    said = [f"{pool} {month:%Y-%m}: {total:g}".strip() for (pool, month), total in hours.items()]
    return ("; ".join(said[:6]) + (" …" if len(said) > 6 else "")) or "0"


def _pools(hours: Mapping[tuple[str, dt.date], float], header: Header) -> Flat:
    rows: list[list[Cell]] = [[pool, month, total] for (pool, month), total in hours.items()]
    numbers = [header.last + 2 + n for n in range(len(rows))]
    return Flat(("Ресурс", "Месяц", "Доступно часов"), rows, numbers, header.last + 1, {"shape": "attendance"})


def _letters(column: int) -> str:
    """The column as a spreadsheet names it."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
