"""The money that a line's discounts take off quantity × price, or off an amount before the discount."""

from __future__ import annotations

from analysis.intake.columns.layout import Layout
from analysis.intake.values import added
from analysis.intake.values.formats import Formats
from analysis.intake.values.numbers import wide
from analysis.intake.values.rates import PERCENT, SHARE

MONEY = "DECIMAL(18,4)"


def money(layout: Layout, formats: Formats) -> str:
    """SQL: all discounts of the line, as the file counts money; more than nothing where they make a sale smaller."""
    if "discount" not in layout.columns and "discount" not in layout.constants:
        return "v_discount"
    gross = (
        "v_revenue"
        if formats.take_off
        else f"try_cast({wide('v_quantity', 6)} * v_unit_price AS {MONEY})"
    )
    own = layout.columns.get("discount")
    cells = [("v_discount", own), *added.places(layout, "discount")]
    found = [_of_one(layout, formats, name, position, gross) for name, position in cells]
    if len(found) == 1:
        return found[0]
    together = " + ".join(f"coalesce({each}, 0)" for each in found)
    return f"CASE WHEN coalesce({', '.join(found)}) IS NOT NULL THEN try_cast({together} AS {MONEY}) END"


def _of_one(layout: Layout, formats: Formats, value: str, position: int | None, gross: str) -> str:
    if formats.discounts_negative:
        value = f"(-{value})"
    of_rate = (
        f"try_cast({wide(gross, 4)} * try_cast({wide(value, 9)} {{}} AS DECIMAL(14,9)) AS {MONEY})"
    )
    kind = formats.rates.get("discount", "")
    if kind == SHARE:
        return of_rate.format("")
    percent = of_rate.format("* 0.01")
    if kind == PERCENT:
        return percent
    if position is not None and layout.stated(position).piece:
        value = f"({wide(value, 9)} * v_quantity)"
    elif (
        formats.returns_discounted
    ):  # of a return the discount, written as a sale's, takes off the other way
        value = f"CASE WHEN {gross} < 0 THEN -abs({value}) ELSE {value} END"
    scale = formats.discount_scale
    amount = f"try_cast({value if scale == 1 else f'{wide(value, 9)} * {scale}'} AS {MONEY})"
    return (
        amount
        if position is None
        else f"CASE WHEN contains(c{position}, '%') THEN {percent} ELSE {amount} END"
    )
