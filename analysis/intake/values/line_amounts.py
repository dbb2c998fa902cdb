"""Amounts of a line that follow from others: of one piece by the quantity, the cost by the unit cost."""

from __future__ import annotations

from analysis.intake.columns.layout import Layout
from analysis.intake.survey import Formats
from analysis.intake.values import pricing

MONEY = "DECIMAL(18,4)"


def of_line(formats: Formats, column: str) -> str:
    """SQL: the column's amount for the whole line, as the file counts it."""
    return times_quantity(f"v_{column}") if column in formats.of_one else f"v_{column}"


def times_quantity(amount: str) -> str:
    """SQL: an amount for one piece, for all pieces of the line; unknown where either is."""
    return f"try_cast({amount} * v_quantity AS {MONEY})"


def direct_cost(layout: Layout, formats: Formats) -> str:
    """SQL: the direct cost as the contract means it: given, else the unit cost of all pieces."""
    found = []
    if "direct_cost" in layout.columns or "direct_cost" in layout.constants:
        found.append(pricing.brought(layout, formats, "direct_cost", of_line(formats, "direct_cost")))
    if "unit_cost" in layout.columns or "unit_cost" in layout.constants:
        found.append(pricing.brought(layout, formats, "unit_cost", times_quantity("v_unit_cost")))
    return f"coalesce({', '.join(found)})" if len(found) > 1 else next(iter(found), "v_direct_cost")
