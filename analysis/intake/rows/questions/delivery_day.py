"""Whether a day of delivery is what was promised or what was: asked where it follows every shipment.

A fact can't precede its shipment; a promise sometimes does, since something is always late. A day that stands as many days after every
order is a term, hence a promise. «Срок поставки», `Due date`, `Required date` say themselves that they are promises and are never asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import duckdb

from analysis.intake.columns.header_words.spelling import plain
from analysis.intake.columns.layout import Layout
from analysis.intake.questions import Question
from analysis.intake.rows.questions.stakes import control_total
from analysis.intake.values import dates
from analysis.intake.values.formats import Formats

CODE = "delivery_day"
FACT, PROMISE = "fact", "promise"
_EITHER = frozenset({"delivery date", "date of delivery", "дата поставки", "день поставки"})
_LATE = 0.02  # a share of the rows: so many days before their shipment are no slips of a fact


def find(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, formats: Formats
) -> Iterator[Question]:
    days = [layout.columns.get(c) for c in ("promised_on", "shipped_on", "order_date")]
    if None in days or "promised_on" in layout.mapping.columns or not _may_be_either(layout):
        return
    promised, shipped, ordered = (
        dates.known(f"({dates.date(f'c{layout.columns[c]}', formats.dates[c])})")
        for c in ("promised_on", "shipped_on", "order_date")
    )
    [(rows, late, terms, terms_by_shipment)] = con.execute(
        f"SELECT count(*), count(*) FILTER (shipped > promised), count(DISTINCT promised - ordered), count(DISTINCT promised - shipped) "
        f"FROM (SELECT {promised} AS promised, {shipped} AS shipped, {ordered} AS ordered FROM {relation}) "
        "WHERE promised IS NOT NULL AND shipped IS NOT NULL"
    ).fetchall()
    if not rows or late > _LATE * rows or (terms == 1 and terms_by_shipment > 1):
        return
    where = f"coalesce(trim(c{layout.columns['promised_on']}), '') <> ''"
    stake = control_total(con, relation, layout, formats, where)
    yield Question(
        CODE,
        (layout.headers[layout.columns["promised_on"]],),
        (FACT, PROMISE),
        {},
        stake,
        layout.table.money or "",
    )


def settle(layout: Layout, formats: Formats, question: Question) -> tuple[Layout, Formats]:
    if (
        question.taken == PROMISE
        or "promised_on" not in layout.columns
        or not _may_be_either(layout)
    ):
        return layout, formats
    return replace(
        layout, columns={c: i for c, i in layout.columns.items() if c != "promised_on"}
    ), formats


def _may_be_either(layout: Layout) -> bool:
    return (
        layout.table.name == "order_lines"
        and plain(layout.headers[layout.columns["promised_on"]]).words in _EITHER
    )
