"""Amounts for one piece: which columns hold them, and what their headers can mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.intake.columns.header_words.per_piece_words import PRICES
from analysis.intake.columns.header_words.spelling import Header
from analysis.intake.columns.layout import Layout
from analysis.intake.contract import ORDER_LINES

_OF_ONE = {
    "revenue": "unit_price",
    "direct_cost": "unit_cost",
}  # what an amount is called, for one piece
_PRICED = ("стоимость", "цена", "price")  # with «шт.» behind it a price, unlike «Реализация, шт.»
_LESS = 300  # ranks after a header that says no less by itself


def is_of_one(layout: Layout, column: str) -> bool:
    """Whether the column's header says that its amount, which the contract counts per line, is for one piece."""
    position = layout.columns.get(column)
    if position is None or column in PRICES or layout.table.column(column).kind != "money":
        return False
    stated = layout.stated(position)
    return layout.table is ORDER_LINES and bool(stated.piece)


def meanings(
    read: Header, index: Mapping[str, Sequence[tuple[str, int]]]
) -> Sequence[tuple[str, int]]:
    """Amounts of an order line, each with its rank, that a header for one piece can mean: what costs 60 a piece is a unit cost.

    Materials, labour and the like stay what they are and are multiplied by the quantity. `index`: see headers.
    """
    more = (1000 if read.with_vat else 0) + {"after": -200, "before": 2000}.get(read.discount, 0)
    if (exact := index.get(read.words)) and any(c in PRICES for c, _ in exact):
        return [(c, r + more) for c, r in exact]
    words = read.piece or ("" if read.currency else read.counted)
    found = [
        (_OF_ONE.get(c, c), r)
        for c, r in index.get(words, ())
        if ORDER_LINES.column(c).kind == "money"
    ]
    if not read.piece:
        found = [
            ("quantity" if c == "unit_price" and words not in _PRICED else c, r) for c, r in found
        ]
    return [(c, r + more + _LESS) for c, r in found]
