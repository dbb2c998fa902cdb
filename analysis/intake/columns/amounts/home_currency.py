"""Of two amounts side by side, one in a foreign currency and one in the workspace's, the workspace's own is taken."""

from __future__ import annotations

from dataclasses import replace

from analysis.intake.columns.header_words.meanings import meanings
from analysis.intake.columns.header_words.spelling import plain
from analysis.intake.columns.layout import Layout


def preferred(layout: Layout) -> Layout:
    """The layout with «Сумма руб.» for «Сумма USD», or for a «Сумма» whose currency a column says. What a mapping names stays."""
    home = layout.money.home
    columns = dict(layout.columns)
    for column, position in layout.columns.items():
        if layout.table.column(column).kind != "money" or column in layout.mapping.columns:
            continue
        chosen = layout.stated(position)
        if chosen.currency == home or not (chosen.currency or "currency" in layout.aside):
            continue
        own = [
            (rank, other)
            for rank, other in twins(layout, column)
            if layout.stated(other).currency == home and layout.stated(other).vat == chosen.vat
        ]
        if own:
            columns[column] = min(own)[1]
    return layout if columns == layout.columns else replace(layout, columns=columns)


def twins(layout: Layout, column: str) -> list[tuple[int, int]]:
    """Rank and position of the unused headers that mean the column as well."""
    used = {*layout.columns.values(), *layout.aside.values()}
    return [
        (rank, position)
        for position, header in enumerate(layout.headers)
        if position not in used
        for meant, rank in meanings(header, layout.table)
        if meant == column
    ]


def is_beside_foreign(layout: Layout, column: str) -> bool:
    """Whether the amount stands beside one in the document's currency, so that a column of currencies speaks of that one."""
    return bool(twins(layout, column)) or any(
        "валюте" in plain(header).words for header in layout.headers
    )
