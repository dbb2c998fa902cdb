"""Whether 01/02 is 1 February or 2 January: asked where every such date of the table fits both orders.

Where the file's language or its decimal commas speak for the day first, that is the safe reading; else the table isn't taken in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import duckdb

from analysis.intake.columns.layout import Layout
from analysis.intake.questions import Question
from analysis.intake.rows.questions.stakes import control_total
from analysis.intake.values.dates import EITHER, Order
from analysis.intake.values.formats import Formats

CODE = "day_or_month"
REFUSE = "refuse"
_ORDERS: tuple[Order, ...] = ("dmy", "mdy")


def find(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, formats: Formats
) -> Iterator[Question]:
    """One question for all such columns: a file writes its dates one way."""
    columns = _ambiguous(layout, formats)
    if not columns:
        return
    positions = [layout.columns[c] for c in columns]
    either = " OR ".join(
        f"coalesce(regexp_matches(trim(c{i}), '^{EITHER}'), false)" for i in positions
    )
    found = con.execute(
        f"SELECT trim(c{positions[0]}) FROM {relation} WHERE {either} LIMIT 1"
    ).fetchone()
    usual = formats.dates[columns[0]].order
    answers = (usual, *(o for o in _ORDERS if o != usual)) if usual else (REFUSE, *_ORDERS)
    stake = control_total(con, relation, layout, formats, either)
    sample = str(found[0]) if found and found[0] else ""
    yield Question(
        CODE,
        (layout.headers[positions[0]],),
        answers,
        {"sample": sample},
        stake,
        layout.table.money or "",
    )


def settle(layout: Layout, formats: Formats, question: Question) -> tuple[Layout, Formats]:
    order = next((o for o in _ORDERS if o == question.answer), None)
    if order is None:
        return layout, formats
    told = {
        c: replace(formats.dates[c], order=order, ambiguous=False)
        for c in _ambiguous(layout, formats)
    }
    return layout, replace(formats, dates={**formats.dates, **told}, undecided_date=None)


def _ambiguous(layout: Layout, formats: Formats) -> list[str]:
    """Columns whose dates fit both orders, while no other column decides."""
    return [c for c in layout.columns if c in formats.dates and formats.dates[c].ambiguous]
