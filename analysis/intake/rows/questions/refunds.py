"""Whether what was given back, in a column of its own, is still in the revenue: «Сумма возврата» beside «Выручка»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import duckdb

from analysis.intake.columns.amounts.sample_amounts import amounts, makes, product
from analysis.intake.columns.layout import Layout
from analysis.intake.questions import Question
from analysis.intake.rows.questions.stakes import control_total
from analysis.intake.values import numbers, refunds, returns
from analysis.intake.values.format_detection import detect_formats
from analysis.intake.values.formats import Formats

CODE = "refund_beside"
OFF, INSIDE = "take_off", "inside"


def find(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, formats: Formats
) -> Iterator[Question]:
    """Asked where such a column has amounts, and price and quantity don't prove that they are off already."""
    if "revenue" in layout.mapping.columns:
        return
    flags = returns.flags(layout)
    found = tuple(
        i for i in refunds.places(layout) if i not in flags and _has_amounts(con, relation, i)
    )
    if not found or _is_off_already(layout, found):
        return
    lessened = _lessened(layout, found)
    after = control_total(con, relation, lessened, detect_formats(con, relation, lessened), "true")
    before = control_total(con, relation, layout, formats, "true")
    amount = next(
        layout.headers[layout.columns[c]] for c in ("revenue", "unit_price") if c in layout.columns
    )
    headers = tuple(layout.headers[i] for i in found)
    stake = None if after is None or before is None else abs(before - after)
    yield Question(CODE, headers, (OFF, INSIDE), {"amount": amount}, stake)


def settle(layout: Layout, formats: Formats, question: Question) -> tuple[Layout, Formats]:
    places = tuple(i for i, h in enumerate(layout.headers) if h in question.headers)
    if question.taken != OFF or set(places) <= set(layout.more.get("revenue", ())):
        return layout, formats
    return _lessened(layout, places), formats


def _lessened(layout: Layout, places: tuple[int, ...]) -> Layout:
    own = tuple(i for i in layout.more.get("revenue", ()) if i not in places)
    return replace(layout, more={**layout.more, "revenue": (*own, *places)})


def _has_amounts(con: duckdb.DuckDBPyConnection, relation: str, position: int) -> bool:
    """Whether the cells are numbers, some of them not 0, and no dates."""
    cell = f"trim(c{position})"
    number = rf"regexp_matches({cell}, '^[-+(−–]?[^0-9A-Za-zА-Яа-я]?\d[\d\s.,''\x{{a0}}\x{{202f}}]*[^0-9]{{0,5}}$')"
    day = rf"regexp_matches({cell}, '^\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|^\d{{4}}-\d\d-\d\d')"
    [(amounts_, others)] = con.execute(
        f"SELECT count(*) FILTER (number AND regexp_matches(cell, '[1-9]')), count(*) FILTER (NOT number) FROM "
        f"(SELECT {cell} AS cell, {number} AND NOT {day} AS number FROM {relation} WHERE NOT {numbers.is_empty(f'c{position}')})"
    ).fetchall()
    return amounts_ > 0 and not others


def _is_off_already(layout: Layout, places: tuple[int, ...]) -> bool:
    """Whether quantity × price less what was given back is the amount in most rows."""
    if len(places) > 1 or not {"revenue", "quantity", "unit_price"} <= layout.columns.keys():
        return False
    quantity, price, own = (
        amounts(layout, layout.columns[c]) for c in ("quantity", "unit_price", "revenue")
    )
    return makes(own, product(quantity, price), amounts(layout, places[0]), ())
