"""Whether rows are returns: corrections, of which only the sign would tell, and rows whose quantity and amount have two signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import duckdb

from analysis.intake.columns.layout import Layout
from analysis.intake.questions import Question
from analysis.intake.rows.questions.stakes import control_total
from analysis.intake.values import returns
from analysis.intake.values.formats import Formats
from analysis.intake.values.returns import AS_WRITTEN, CAME_BACK, NEGATIVE

CORRECTIONS, SIGNS, STATUSES = "corrections", "two_signs", "returned_status"
_ANSWERS = (NEGATIVE, AS_WRITTEN)


def find_corrections(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, formats: Formats
) -> Iterator[Question]:
    """Asked where all corrections of the table have positive amounts."""
    if formats.back.corrections in _ANSWERS:
        where = f"({returns.said(layout, returns.CORRECTED)}) AND {returns.is_sold(layout, formats.numbers)}"
        headers = tuple(layout.headers[i] for i in returns.places(layout))
        yield _asked(CORRECTIONS, headers, con, relation, layout, formats, where)


def find_signs(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, formats: Formats
) -> Iterator[Question]:
    if formats.back.signs:
        headers = tuple(layout.headers[layout.columns[c]] for c in ("quantity", "revenue"))
        yield _asked(
            SIGNS, headers, con, relation, layout, formats, returns.read(layout, formats.numbers)
        )


def find_statuses(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, formats: Formats
) -> Iterator[Question]:
    """Asked where orders whose status, or a flag, says that they came back have positive amounts."""
    if formats.back.statuses:
        where = f"({returns.by_status(layout)}) AND {returns.is_sold(layout, formats.numbers)}"
        said = returns.statuses(layout)
        counts = ", ".join(f"count(*) FILTER ({each})" for each in said.values())
        [rows] = con.execute(f"SELECT {counts} FROM {relation} WHERE {where}").fetchall()
        headers = tuple(layout.headers[i] for i, n in sorted(zip(said, rows, strict=True)) if n)
        asked = _asked(STATUSES, headers, con, relation, layout, formats, where)
        yield replace(asked, answers=(NEGATIVE, CAME_BACK, AS_WRITTEN))


def settle_statuses(layout: Layout, formats: Formats, question: Question) -> tuple[Layout, Formats]:
    return layout, replace(formats, back=replace(formats.back, statuses=question.taken))


def settle_corrections(
    layout: Layout, formats: Formats, question: Question
) -> tuple[Layout, Formats]:
    return layout, replace(formats, back=replace(formats.back, corrections=question.taken))


def settle_signs(layout: Layout, formats: Formats, question: Question) -> tuple[Layout, Formats]:
    return layout, replace(formats, back=replace(formats.back, signs=question.taken))


def _asked(
    code: str,
    headers: tuple[str, ...],
    con: duckdb.DuckDBPyConnection,
    relation: str,
    layout: Layout,
    formats: Formats,
    where: str,
) -> Question:
    [(rows,)] = con.execute(f"SELECT count(*) FROM {relation} WHERE {where}").fetchall()
    stake = control_total(con, relation, layout, formats, where)
    return Question(
        code, headers, _ANSWERS, {"rows": str(rows)}, None if stake is None else 2 * abs(stake)
    )
