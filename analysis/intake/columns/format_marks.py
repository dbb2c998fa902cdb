"""Cells whose number format shows what their value doesn't, marked before they become text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from analysis.intake.columns.layout import Layout
from analysis.intake.sheets.cell_formats.codes import PERCENT, PERCENT_SIGN
from analysis.intake.sheets.grid import Cell, Shown

CellPlace = tuple[int, int]  # row, column from 0
FormatReader = Callable[
    [Collection[str]], Mapping[CellPlace, str]
]  # what need not be looked for → cell → what its format shows
_PERCENTS = (PERCENT, PERCENT_SIGN)


def no_formats(unless: Collection[str] = ()) -> Mapping[CellPlace, str]:
    return {}


def mark(rows: list[list[Cell]], layout: Layout, formats: FormatReader) -> None:
    """In place: amounts in another currency than the workspace's; per cent in a discount and where no column is taken."""
    if layout.money.home is None:
        return
    taken = {i: layout.table.column(c) for c, i in layout.columns.items()}
    for (row, column), sign in formats((layout.money.home,)).items():
        known = taken.get(column)
        if (
            known is None
            or known.name == "discount"
            or (known.kind == "money" and sign not in _PERCENTS)
        ):
            _put(rows, row, column, sign, layout.skip)


def mark_currencies(rows: list[list[Cell]], formats: FormatReader) -> bool:
    """In place, before it is known which columns there are; whether there were any."""
    found = [(place, sign) for place, sign in formats(_PERCENTS).items()]
    for (row, column), sign in found:
        _put(rows, row, column, sign, 0)
    return bool(found)


def _put(rows: list[list[Cell]], row: int, column: int, sign: str, first: int) -> None:
    if not (first <= row < len(rows) and column < len(rows[row])):
        return
    cell = rows[row][column]
    if isinstance(cell, (int, float)) and type(cell) in (
        int,
        float,
    ):  # neither a yes or no nor a number marked already
        rows[row][column] = Shown(float(cell), sign)
