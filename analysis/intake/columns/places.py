"""A column that is a place though its header may mean something else: «State» beside Country and City, «Штат» of Texas.

Neighbours and first cells decide: a status is one of the known words, a number of employees is a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.intake.columns.header_words.meanings import meanings
from analysis.intake.columns.header_words.spelling import plain
from analysis.intake.columns.layout import Layout
from analysis.intake.reasons import Notice
from analysis.intake.statuses import state_of

_NAMED = (
    "country city town zip postcode postal region county province address territory market страна город область регион край район "
    "индекс адрес округ провинция"
)
_PLACES = frozenset(_NAMED.split())
_MAY_BE_PLACES = {"status": ("state", "состояние", "штат", "область"), "employees": ("штат",)}
_MOST = 0.5  # a share of the different cells that must be known words, where no place stands beside


def left_out(layout: Layout) -> Layout:
    """The layout without such columns, each with a notice; another header that means the same is taken instead."""
    columns, noticed = dict(layout.columns), list(layout.noticed)
    for column, words in _MAY_BE_PLACES.items():
        position = columns.get(column)
        if (
            position is None
            or column in layout.mapping.columns
            or plain(layout.headers[position]).words not in words
        ):
            continue
        cells = list(
            dict.fromkeys(row[position].strip() for row in layout.sample if row[position].strip())
        )
        if not cells or _are_meant(column, cells, beside=_has_places(layout, position)):
            continue
        del columns[column]
        noticed.append(
            Notice("place_not_meant", {"header": layout.headers[position], "sample": cells[0]})
        )
        if (
            other := _other(layout, column, {*columns.values(), *layout.aside.values(), position})
        ) is not None:
            columns[column] = other
        if "region" not in columns and any(
            c == "region" for c, _ in meanings(layout.headers[position], layout.table)
        ):
            columns["region"] = position
    return (
        replace(layout, columns=columns, noticed=tuple(noticed))
        if columns != layout.columns
        else layout
    )


def _are_meant(column: str, cells: Sequence[str], *, beside: bool) -> bool:
    if column == "employees":
        return all(any(c.isdecimal() for c in cell) for cell in cells)
    known = sum(state_of(cell) != ("done", False) for cell in cells)
    return known == len(cells) if beside else known >= _MOST * len(cells)


def _has_places(layout: Layout, position: int) -> bool:
    words = (plain(h).words.split() for i, h in enumerate(layout.headers) if i != position)
    return any(not _PLACES.isdisjoint(w) for w in words)


def _other(layout: Layout, column: str, used: set[int]) -> int | None:
    offers = [
        (rank, i)
        for i, header in enumerate(layout.headers)
        if i not in used
        for meant, rank in meanings(header, layout.table)
        if meant == column
    ]
    return min(offers)[1] if offers else None
