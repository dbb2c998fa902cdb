"""Time in a usage table (and the pools' capacity), where one cell needs another: units, bare times, «9:00–17:30»."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from analysis.dictionary import time_units
from analysis.dictionary.time_units import Code
from analysis.intake.columns.header_words import periods
from analysis.intake.columns.header_words.spelling import time_unit
from analysis.intake.columns.layout import Layout
from analysis.intake.time_units import TIMED, after_midnight, is_bare_time, is_clock, span
from analysis.intake.values import dates, numbers
from analysis.intake.values.cell_sql import one_row, raw, words
from analysis.intake.values.formats import Formats
from analysis.intake.values.numbers import Mark, NumberFormat


def day_beside(layout: Layout, formats: Formats, column: str) -> str | None:
    """SQL: the day that a bare time of the column belongs to, by the first of the columns that say it; None: none can."""
    days = [
        dates.date(beside, formats.dates.get(name, dates.DateFormat()))
        for name in (("ended_on", "date", "started_at") if column == "ended_at" else ("date",))
        if (beside := raw(layout, name))
    ]
    return f"coalesce({', '.join(days)})" if days else None


def stated_unit(layout: Layout) -> str:
    """The unit of time that the header of the usage's quantity (the pools' capacity) states, or ""."""
    column = TIMED.get(layout.table.name, "")
    if column not in layout.columns:
        return ""
    header = layout.headers[layout.columns[column]]
    return time_unit(periods.without(header) if layout.table.name == "pools" else header)


def in_unit(layout: Layout, unit: Code) -> str:
    """SQL: the row's quantity counts minutes (`unit` min) or seconds (s)."""
    stated, text = stated_unit(layout), raw(layout, "unit")
    if text is None:
        return "true" if stated == unit else "false"
    return (
        f"regexp_matches(lower(coalesce({words(text)}, '{stated}')), '{time_units.pattern(unit)}')"
    )


def unit(layout: Layout, formats: Formats) -> str:
    """The unit of a quantity that the file gives: the row's own, else the header's, else hours where all are clock values."""
    timed = TIMED[layout.table.name]
    stated = stated_unit(layout)
    if raw(layout, "unit") and layout.table.name == "pools":
        return "v_unit"
    if raw(layout, "unit"):
        given = f"coalesce(v_unit, '{stated}')" if stated else "v_unit"
    elif formats.clocks:
        given = f"CASE WHEN {is_clock(raw(layout, timed) or 'NULL')} THEN 'h' END"
    elif stated == "d":
        given = f"CASE WHEN {is_clock(raw(layout, timed) or 'NULL')} THEN 'h' ELSE 'd' END"
    elif stated:
        given = f"'{stated}'"
    else:
        return "v_unit"
    return f"CASE WHEN v_{timed} IS NOT NULL THEN {given} END"


def with_minutes(layout: Layout, value: str, mark: Mark | None) -> str:
    """SQL: the hours `value` with the minutes of the column beside them; NULL where the two disagree.

    «1» and «30» are 1.5 hours; «1,5» and «90» are the same time twice.
    """
    at = layout.aside.get("minutes")
    if at is None:
        return value
    minutes = numbers.number(f"c{at}", numbers.NumberFormat(mark), "DECIMAL(18,6)")
    return f"""CASE WHEN {minutes} IS NULL THEN CASE WHEN {numbers.is_empty(f"c{at}")} THEN {value} END
        WHEN ({value}) % 1 = 0 AND {minutes} >= 0 AND {minutes} < 60 THEN try_cast({value} + {minutes} / 60 AS DECIMAL(18,6))
        WHEN ({value}) IS NULL AND {minutes} >= 0 THEN try_cast({minutes} / 60 AS DECIMAL(18,6))
        WHEN abs(({value}) * 60 - {minutes}) <= 1 THEN {value} END"""


def hold_no_time(layout: Layout) -> str:
    """SQL: the start and the end are days without a time: no hours follow from them.

    In a workbook one of them may be midnight, which a cell shows as the bare day; in a text file both say their time.
    """
    bare = [f"NOT contains({raw(layout, c)}, ':')" for c in ("started_at", "ended_at")]
    if layout.container == "sheet":
        bare = [
            f"({b} AND NOT {dates.is_fraction(raw(layout, c) or '')})"
            for b, c in zip(bare, ("started_at", "ended_at"), strict=True)
        ]
    return f"({(' AND ' if layout.container == 'sheet' else ' OR ').join(bare)})"


def stamp(layout: Layout, column: str) -> str:
    """SQL: when the work started or ended: by its own column, else by «9:00–17:30» in the quantity's.

    A bare time that is earlier than the start means the next day, if that makes a night's work.
    """
    quantity, ended = raw(layout, "quantity"), raw(layout, "ended_at")
    if not raw(layout, "started_at") and not ended and quantity and raw(layout, "date"):
        start, end = span(quantity, "start"), span(quantity, "end")
        moment = (
            start
            if column == "started_at"
            else f"{end} + CASE WHEN {end} < {start} THEN 86400 ELSE 0 END"
        )
        return f"CASE WHEN v_quantity IS NOT NULL THEN CAST({dates.known('v_date')} AS TIMESTAMP) + to_seconds({moment}) END"
    if column == "ended_at" and ended and raw(layout, "started_at"):
        seconds = after_midnight("date_diff('second', v_started_at, v_ended_at) + 86400")
        night = f"v_ended_at < v_started_at AND v_ended_on IS NULL AND {is_bare_time(ended)} AND {seconds} IS NOT NULL"
        return f"CASE WHEN {night} THEN v_ended_at + INTERVAL 1 DAY ELSE v_ended_at END"
    return f"v_{column}"


def are_clocks(
    con: duckdb.DuckDBPyConnection,
    relation: str,
    layout: Layout,
    formats: Mapping[str, NumberFormat],
) -> bool:
    """Whether hours and minutes, such as 7:30, are all that says what the quantities of a usage table count."""
    position = layout.columns.get("quantity")
    if layout.table.name != "usage" or position is None or time_unit(layout.headers[position]):
        return False
    if "unit" in layout.columns or "unit" in layout.constants:
        return False
    cell = f"c{position}"
    clocks, others = one_row(
        con,
        relation,
        [
            f"count(*) FILTER ({is_clock(cell)})",
            f"count({numbers.number(cell, formats['quantity'])})",
        ],
    )
    return clocks > 0 and not others
