"""A time sheet as a matrix (people × days, orders × days, pools × months) turned into one row per recorded use.

Attendance alone (no order, client or activity) says how much time there was, not what it went into: it is no usage. As `pools` it
gives the capacity of each pool and month; else it is refused with those sums.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.errors import UnreadableFile
from analysis.intake.columns.header_words.headers import match
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.columns.matrix import counted, matrix_days
from analysis.intake.columns.matrix.matrix_days import MatrixHeader
from analysis.intake.columns.matrix.period import NoMonth, SeveralMonths
from analysis.intake.columns.matrix.record_places import PLACES, SHAPE
from analysis.intake.columns.matrix.records import (
    FlatTable,
    MatrixRecord,
    days,
    hours,
    letters,
    measures,
    notices,
    records,
)
from analysis.intake.columns.matrix.rows import Kind, blocks, named_columns
from analysis.intake.columns.matrix.subtotals import sums
from analysis.intake.columns.matrix.title import is_data, speaks_of_time, title_pool
from analysis.intake.contract import USAGE
from analysis.intake.reasons import REPEATED_HEADER
from analysis.intake.sheets.grid import Cell, Flat, Grid

FOR_WHAT = ("order_id", "client_id", "client_name", "activity", "stage")
ADDED = ("Дата", "Часы", "Отметка", "Ячейка")


def as_table(grid: Grid, table: str | None, mapping: FileMapping) -> Flat | None:
    """The matrix as a flat table of usage (or of pools, where that is told); None for a sheet of another shape.

    Raises UnreadableFile for attendance without orders, and for days of which nothing says the month.
    """
    told = table or mapping.table
    if told not in (None, "usage", "pools"):
        return None
    header = matrix_days.find_days(grid)
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
    found, pool = FlatTable(), _pool_above(grid, header, columns, mapping)
    used: list[MatrixRecord] = []
    for each, until in zip(dated, [*(t.first for t in tables[1:]), len(grid.rows)], strict=True):
        used += _table(grid, each, columns, until, found)
        if until < len(grid.rows):
            nothing = ["" for c in header.labels if c not in measures(header)]
            found.add(nothing, (until, None), ["", "", ""], REPEATED_HEADER)
    labels = [text for column, text in header.labels.items() if column not in measures(header)]
    headers = (*labels, *ADDED)
    if pool:
        headers, found.rows = (*headers, "Подразделение"), [[*row, pool] for row in found.rows]
    if not set(FOR_WHAT) & given:
        capacity = _capacity(used, columns, pool or mapping.constants.get("pool"))
        if told != "pools":
            raise UnreadableFile("attendance_sheet", file=grid.file, hours=_listed(capacity))
        return _pools(capacity, header)
    return Flat(
        headers,
        found.rows,
        found.numbers,
        header.last + 1,
        {"shape": SHAPE},
        notices(found),
        found.faults,
        "usage",
        PLACES,
    )


def _table(
    grid: Grid, header: MatrixHeader, columns: Mapping[str, int], until: int, found: FlatTable
) -> list[MatrixRecord]:
    """The rows from the header down to `until` into `found`, and what they say that was worked."""
    per_hour = 60 if counted.in_minutes(grid, header) else 1
    lines = list(blocks(grid, header, columns, until))
    said = [days(block, per_hour) for block in lines]
    added = sums(lines, [hours(each) for each in said], named_columns(header, columns))
    lines = [
        replace(block, kind=Kind.TOTAL) if place in added else block
        for place, block in enumerate(lines)
    ]
    return [
        r
        for block, each in zip(lines, said, strict=True)
        for r in records(block, each, header, found, per_hour)
    ]


def _pool_above(
    grid: Grid, header: MatrixHeader, columns: Mapping[str, int], mapping: FileMapping
) -> str | None:
    """The department of the title, where no column names one: a job title is none."""
    if "pool" in mapping.constants or "pool" in mapping.columns:
        return None
    named = header.labels[columns["pool"]] if "pool" in columns else ""
    return title_pool(grid, header) if not named or counted.JOB.search(named) else None


def _dated(grid: Grid, header: MatrixHeader, first: MatrixHeader) -> MatrixHeader:
    """The header with its dates; raises UnreadableFile where they can't be told."""
    counted.check(grid, header)
    if counted.by_months(grid, header):
        header = matrix_days.as_months(header)
    row = header.first + 1
    if header.stray:
        columns = f"{letters(min(header.stray))}–{letters(max(header.stray))}"
        raise UnreadableFile("matrix_stray_days", file=grid.file, row=row, columns=columns)
    if header.labels.keys() != first.labels.keys():
        raise UnreadableFile("matrix_tables_differ", file=grid.file, row=row)
    try:
        return matrix_days.dated(grid, header)
    except NoMonth:
        raise UnreadableFile("matrix_without_month", file=grid.file) from None
    except SeveralMonths as trouble:
        raise UnreadableFile(
            "matrix_several_months", file=grid.file, row=row, months=trouble.said
        ) from None


def _columns(header: MatrixHeader, mapping: FileMapping) -> dict[str, int]:
    """Contract column → column of the sheet, for the labels."""
    places, texts = list(header.labels), list(header.labels.values())
    at = {" ".join(t.split()).casefold(): n for n, t in enumerate(texts)}
    chosen = {
        c: at.get(" ".join(h.split()).casefold(), -1)
        for c, h in mapping.columns.items()
        if c in USAGE.names
    }
    found = match(
        texts, USAGE, {c: n for c, n in chosen.items() if n >= 0}, mapping.constants
    ).columns
    return {
        c: places[n]
        for c, n in found.items()
        if c not in ("quantity", "date", "started_at", "ended_at", "ended_on", "unit")
    }


def _capacity(
    records: Sequence[MatrixRecord], columns: Mapping[str, int], pool: str | None
) -> dict[tuple[str, dt.date], float]:
    """Hours by pool and month, in the order of the sheet; the pool "" where the sheet names none."""
    hours: dict[tuple[str, dt.date], float] = {}
    for record in records:
        name = (
            pool or str(record.labels.get(columns["pool"], "") if "pool" in columns else "").strip()
        )
        key = name, record.date.replace(day=1)
        hours[key] = round(hours.get(key, 0) + record.hours, 6)
    return hours


def _listed(hours: Mapping[tuple[str, dt.date], float]) -> str:
    said = [f"{pool} {month:%Y-%m}: {total:g}".strip() for (pool, month), total in hours.items()]
    return ("; ".join(said[:6]) + (" …" if len(said) > 6 else "")) or "0"


def _pools(hours: Mapping[tuple[str, dt.date], float], header: MatrixHeader) -> Flat:
    rows: list[list[Cell]] = [[pool, month, total] for (pool, month), total in hours.items()]
    numbers = [header.last + 2 + n for n in range(len(rows))]
    return Flat(
        ("Ресурс", "Месяц", "Доступно часов"),
        rows,
        numbers,
        header.last + 1,
        {"shape": "attendance"},
    )
