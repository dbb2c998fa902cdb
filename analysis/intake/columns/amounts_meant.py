"""Which amounts of a table are taken and as what, where its headers alone don't say: by their words together, and by its first rows."""

from __future__ import annotations

from dataclasses import replace

from analysis.intake.columns import per_piece
from analysis.intake.columns.layout import Layout
from analysis.intake.reasons import Notice


def meant(layout: Layout) -> Layout:
    """The layout of order lines with the columns that are meant, each further guess with a notice; of other tables as it is."""
    if layout.table.name != "order_lines":
        return layout
    return _without_uncounted(layout)


def _without_uncounted(layout: Layout) -> Layout:
    """Without the amounts for one piece where no column says how many pieces: an amount for one is none of the line."""
    if "quantity" in layout.columns or "quantity" in layout.constants:
        return layout
    left = [c for c in layout.columns if c == "unit_cost" or per_piece.is_of_one(layout, c)]
    if not left:
        return layout
    headers = ", ".join(f"'{layout.headers[layout.columns[c]]}'" for c in left)
    columns = {c: i for c, i in layout.columns.items() if c not in left}
    return replace(layout, columns=columns, noticed=(*layout.noticed, Notice("piece_uncounted", {"headers": headers})))
