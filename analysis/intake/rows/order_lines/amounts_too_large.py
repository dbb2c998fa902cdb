"""Amounts that follow from others, such as quantity × price, and are larger than any cell may be: their row is in trouble alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.dictionary.input_columns import LIMIT
from analysis.intake import reasons
from analysis.intake.columns.layout import Layout
from analysis.intake.sqltext import name
from analysis.intake.values import added
from analysis.intake.values.cell_checks import Check, always
from analysis.intake.values.formats import Formats


def of_one_piece(layout: Layout, formats: Formats) -> list[Check]:
    """Of the amounts for one piece, times the quantity: as they read, so that a cost may be unknown and its row stand."""
    found = []
    for column, value in _of_one(layout, formats):
        product = f"CAST({value} AS DOUBLE) * CAST(v_quantity AS DOUBLE)"
        beyond = f"coalesce(abs({product}) >= {LIMIT['money']}, false)"
        found.append(Check(column, beyond, always(reasons.TOO_LARGE), f"NOT {beyond}"))
    return found


def _of_one(layout: Layout, formats: Formats) -> Iterator[tuple[str, str]]:
    for column in layout.columns:
        if column in formats.of_one or column == "unit_cost":
            yield column, f"v_{column}"
    for column in layout.more:
        for value, position in added.places(layout, column):
            if layout.stated(position).piece:
                yield column, value


def of_line(layout: Layout, finals: Mapping[str, str]) -> list[Check]:
    """Of the amounts as the contract means them. finals: column → SQL of its value."""
    found = []
    for column in layout.table.columns:
        if (
            column.kind == "money"
            and not column.gives
            and finals[column.name] != f"v_{column.name}"
        ):
            size = f"abs({name(column.name)})"
            beyond = f"coalesce({size} >= {column.limit}, false)"
            found.append(
                Check(
                    column.name,
                    beyond,
                    always(reasons.TOO_LARGE),
                    f"coalesce({size} < {column.limit}, true)",
                )
            )
    return found
