"""Days far from all others of the file, such as a payment in 2052: a year was mistyped, and the day is unknown.

A day counts so after the day of the import and over a year after the file's other days, or decades before them, where few do. Left in, one
such day would let every unpaid order wait up to it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import duckdb

from analysis.intake.columns.layout import Layout
from analysis.intake.sqltext import literal
from analysis.intake.values.formats import Formats

COLUMNS = ("order_date", "shipped_on", "paid_on")  # of what was; a promise may be far
_FEW, _SOME = 0.1, 3  # a share of all days, or so many
_AFTER = 366  # days after the last of the others
_BEFORE = 40 * 366  # days before the middle of all


def occur(con: duckdb.DuckDBPyConnection, layout: Layout, parquet: Path) -> bool:
    """Whether a closer look is due: a day after today, or decades between the first and the last. Cheap."""
    columns = [c for c in COLUMNS if c in layout.columns]
    if layout.table.name != "order_lines" or not columns:
        return False
    ends = (
        f"greatest({', '.join(f'max({c})' for c in columns)})",
        f"least({', '.join(f'min({c})' for c in columns)})",
    )
    found = con.execute(  # told by DuckDB: Python has no day before Christ or after 9999
        f"SELECT last > DATE '{dt.date.today()}' OR date_diff('day', first, last) > {_BEFORE} "
        f"FROM (SELECT {ends[0]} AS last, {ends[1]} AS first FROM read_parquet({literal(parquet)}))"
    ).fetchone()
    return bool(found and found[0])


def fenced(
    con: duckdb.DuckDBPyConnection, layout: Layout, formats: Formats, typed: Path
) -> Formats:
    """The formats with the first and the last day that the rows of `typed` can mean, where some lie beyond."""
    if not occur(con, layout, typed):
        return formats
    days = " UNION ALL ".join(
        f"SELECT {c} AS day FROM read_parquet({literal(typed)}) WHERE {c} IS NOT NULL"
        for c in COLUMNS
        if c in layout.columns
    )
    today = f"DATE '{dt.date.today()}'"
    [(last, later, early, count, first)] = con.execute(
        f"WITH days AS ({days}), middle AS (SELECT quantile_disc(day, 0.5) - {_BEFORE} AS first FROM days) "
        f"SELECT max(day) FILTER (day <= {today}), count(*) FILTER (day > {today}), count(*) FILTER (day < first), count(*), "
        f"any_value(first) FROM days, middle"
    ).fetchall()
    if last is not None and _are_few(later, count):
        formats = replace(formats, latest=str(last + dt.timedelta(days=_AFTER)))
    if _are_few(early, count):
        formats = replace(formats, earliest=str(first))
    return formats


def _are_few(days: int, of: int) -> bool:
    return 0 < days <= max(_SOME, _FEW * of) and 2 * days < of


def condition(formats: Formats, column: str) -> str:
    """SQL: the column's day is beyond what can be meant; "" where none is."""
    if column not in COLUMNS:
        return ""
    found = [f"v_{column} > DATE '{formats.latest}'"] if formats.latest else []
    found += [f"v_{column} < DATE '{formats.earliest}'"] if formats.earliest else []
    return f"coalesce({' OR '.join(found)}, false)" if found else ""
