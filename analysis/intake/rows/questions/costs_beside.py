"""Whether travel, freight and the like beside a direct cost are in it already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import duckdb

from analysis.intake.columns.amounts.chosen import is_charge
from analysis.intake.columns.amounts.other_costs import beside, parts
from analysis.intake.columns.amounts.sample_amounts import amounts, makes
from analysis.intake.columns.layout import Layout
from analysis.intake.questions import Question
from analysis.intake.rows.questions.stakes import total_of
from analysis.intake.values.format_detection import detect_formats
from analysis.intake.values.formats import Formats

CODE = "costs_beside"
OUTSIDE, INSIDE = "outside", "inside"


def find(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, formats: Formats
) -> Iterator[Question]:
    """Not asked where the parts of the cost add up to it with them (inside)."""
    base = next((c for c in ("direct_cost", "unit_cost") if c in layout.columns), None)
    if (
        layout.table.name != "order_lines"
        or base is None
        or base in layout.mapping.columns
        or base in layout.more
    ):
        return
    places = tuple(
        i for i in beside(layout) if not is_charge(layout.headers[i])
    )  # freight may be what the client pays
    if not places or (base == "direct_cost" and _adds_up(layout, places)):
        return
    outside = _added(layout, base, places)
    more = total_of(
        con, relation, outside, detect_formats(con, relation, outside), "direct_cost", "true"
    )
    less = total_of(con, relation, layout, formats, "direct_cost", "true")
    headers = tuple(layout.headers[i] for i in places)
    yield Question(
        CODE,
        headers,
        (INSIDE, OUTSIDE),
        {"amount": layout.headers[layout.columns[base]]},
        abs(more - less),
        "direct_cost",
    )


def settle(layout: Layout, formats: Formats, question: Question) -> tuple[Layout, Formats]:
    base = next((c for c in ("direct_cost", "unit_cost") if c in layout.columns), "direct_cost")
    places = tuple(i for i, h in enumerate(layout.headers) if h in question.headers)
    if question.taken != OUTSIDE or layout.more.get(base) == places:
        return layout, formats
    return _added(layout, base, places), formats


def _added(layout: Layout, base: str, places: tuple[int, ...]) -> Layout:
    return replace(layout, more={**layout.more, base: places})


def _adds_up(layout: Layout, places: tuple[int, ...]) -> bool:
    known = [amounts(layout, i) for i in (*parts(layout), *places)]
    return len(known) > len(places) and makes(
        amounts(layout, layout.columns["direct_cost"]), known[0], None, known[1:]
    )
