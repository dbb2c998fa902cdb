"""Amounts of a line that follow from others: of one piece by the quantity, the cost by the unit cost or by the profit."""

from __future__ import annotations

from analysis.intake.columns.header_words.per_piece_words import PRICES
from analysis.intake.columns.layout import Layout
from analysis.intake.values import added, pricing
from analysis.intake.values.formats import Formats
from analysis.intake.values.numbers import wide
from analysis.intake.values.rates import PERCENT, SHARE, is_markup

MONEY = "DECIMAL(18,4)"
PARTS = ("material_cost", "labour_cost", "other_direct_cost")


def of_line(layout: Layout, formats: Formats, column: str) -> str:
    """SQL: the column's amount for the whole line, as the file counts it."""
    own = times_quantity(f"v_{column}") if column in formats.of_one else f"v_{column}"
    if column in PRICES:
        return own
    return added.with_others(layout, column, own)


def times_quantity(amount: str) -> str:
    """SQL: an amount for one piece, for all pieces of the line; unknown where either is."""
    return f"try_cast({wide(amount, 7)} * v_quantity AS {MONEY})"


def direct_cost(layout: Layout, formats: Formats) -> str:
    """SQL: the direct cost as the contract means it: given, else the unit cost of all pieces, else revenue − profit."""
    found = []
    if _given(layout, "direct_cost"):
        found.append(
            pricing.brought(layout, formats, "direct_cost", of_line(layout, formats, "direct_cost"))
        )
    if _given(layout, "unit_cost"):
        of_all = added.with_others(layout, "unit_cost", times_quantity("v_unit_cost"))
        found.append(pricing.brought(layout, formats, "unit_cost", of_all))
    if is_by_profit(layout):
        found.append(f"try_cast(revenue - {profit(layout, formats)} AS {MONEY})")
    return f"coalesce({', '.join(found)})" if len(found) > 1 else next(iter(found), "v_direct_cost")


def is_by_profit(layout: Layout) -> bool:
    """Whether the cost is what is left of the revenue beside the profit: nothing else says it."""
    return _given(layout, "profit") and not any(
        _given(layout, c) for c in ("direct_cost", "unit_cost", *PARTS)
    )


def profit(layout: Layout, formats: Formats) -> str:
    """SQL: the profit of the line in money without VAT; a rate is one of the revenue, «Наценка» one of the cost."""
    position = layout.columns.get("profit")
    amount = pricing.brought(layout, formats, "profit", of_line(layout, formats, "profit"))
    if position is None:
        return amount
    marked_up = is_markup(layout.headers[position])
    percent = "v_profit / (100 + v_profit)" if marked_up else "v_profit / 100"
    share = "v_profit / (1 + v_profit)" if marked_up else "v_profit"
    of_revenue = f"try_cast(round(CAST(revenue AS DOUBLE) * {{}}, 4) AS {MONEY})"
    kind = formats.rates.get("profit", "")
    if kind == SHARE:
        return of_revenue.format(share)
    if kind == PERCENT:
        return of_revenue.format(percent)
    return (
        f"CASE WHEN contains(c{position}, '%') THEN {of_revenue.format(percent)} ELSE {amount} END"
    )


def _given(layout: Layout, column: str) -> bool:
    return column in layout.columns or column in layout.constants
