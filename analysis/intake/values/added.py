"""Columns beside one of the contract that count with it: travel and freight as other direct cost, a second discount.

Those of the revenue are in it and taken off: a total's freight, what was given back of what was sold.
"""

from __future__ import annotations

from collections.abc import Iterator

from analysis.intake import reasons
from analysis.intake.columns.layout import Layout
from analysis.intake.values import numbers
from analysis.intake.values.formats import Formats, beside_key
from analysis.intake.values.numbers import SCALED, NumberFormat, scaled, wide
from analysis.intake.values.refunds import is_refund
from analysis.intake.values.returns import turned

MONEY, READ_AS = "DECIMAL(18,4)", "DECIMAL(15,4)"  # see Column.read_as


def places(layout: Layout, column: str) -> Iterator[tuple[str, int]]:
    """Name of the value, as SQL, and position of each further column."""
    for n, position in enumerate(layout.more.get(column, ())):
        yield f"v_{column}_{n + 1}", position


def values(layout: Layout, formats: Formats) -> dict[str, str]:
    """Name → SQL of the further columns' cells as they read, in units of the contract."""
    found = {}
    for column in layout.more:
        for n, (name, position) in enumerate(places(layout, column)):
            fmt = formats.numbers.get(beside_key(column, n), NumberFormat("."))
            factor = layout.stated(position).factor(column)
            value = numbers.number(
                f"replace(c{position}, '%', '')", fmt, READ_AS if factor == 1 else SCALED
            )
            value = value if factor == 1 else scaled(value, factor, READ_AS)
            is_turned = formats.back.turns and not layout.stated(position).piece
            found[name] = turned(column, value) if is_turned else value
    return found


def troubles(layout: Layout) -> list[tuple[str, str, str]]:
    """Cells of further columns that are no numbers: column to blame, SQL condition, reason."""
    return [
        (column, f"{name} IS NULL AND NOT {numbers.is_empty(f'c{position}')}", reasons.NOT_A_NUMBER)
        for column in layout.more
        for name, position in places(layout, column)
    ]


def without_refunds(layout: Layout, amount: str) -> str:
    """SQL: a computed amount without what was given back, which stands in columns of its own."""
    names = [
        name for name, position in places(layout, "revenue") if is_refund(layout.headers[position])
    ]
    return " - ".join((amount, *(_given_back(name, amount) for name in names)))


def _given_back(name: str, own: str) -> str:
    """SQL: what comes off a sale, whatever its sign; a return has nothing given back once more."""
    return f"CASE WHEN {own} > 0 THEN coalesce(abs({name}), 0) ELSE 0 END"


def with_others(layout: Layout, column: str, own: str) -> str:
    """SQL: the column's own amount and those beside it; unknown where all are."""
    more = [
        _given_back(name, own)
        if column == "revenue" and is_refund(layout.headers[position])
        else f"{wide(name, 4)} * v_quantity"
        if layout.stated(position).piece
        else name
        for name, position in places(layout, column)
    ]
    if not more:
        return own
    together = (" - " if column == "revenue" else " + ").join(
        f"coalesce({v}, 0)" for v in (own, *more)
    )
    return f"CASE WHEN coalesce({', '.join((own, *more))}) IS NOT NULL THEN try_cast({together} AS {MONEY}) END"
