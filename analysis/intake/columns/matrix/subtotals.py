"""Rows of a matrix that repeat others: a department above its people, an order above those who worked on it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from analysis.intake.columns.matrix.rows import Block, Kind, filled
from analysis.intake.sheets.grid import Cell

TOLERANCE = 0.01  # hours a day
_DEPARTMENT = re.compile(
    r"\b(?:отдел|цех|участок|бюро|бригада|подразделение|служба|department|dept|team)\b", re.I
)
Hours = Mapping[dt.date, float]


def sums(blocks: Sequence[Block], hours: Sequence[Hours], names: Sequence[int]) -> set[int]:
    """Places of the blocks whose every day is the sum of the blocks right below (or above) that say more of themselves.

    One single row may be equal by chance (8 hours a day), and so may one single day; a row named as a department is a sum then too.
    """
    said = [frozenset(c for c in names if filled(b.labels.get(c, ""))) for b in blocks]
    found: set[int] = set()
    for place, block in enumerate(blocks):
        if block.kind is not Kind.LINES or not any(hours[place].values()):
            continue
        for step in (1, -1):
            rows = _added(place, step, blocks, hours, said)
            sure = rows > 1 and sum(h > 0 for h in hours[place].values()) > 1
            if rows and (sure or any(_is_department(block.labels[c]) for c in said[place])):
                found.add(place)
    return found


def _added(
    place: int,
    step: int,
    blocks: Sequence[Block],
    hours: Sequence[Hours],
    said: Sequence[frozenset[int]],
) -> int:
    """How many neighbours in this direction together have the block's hours, each day; 0: none have."""
    total: dict[dt.date, float] = {}
    other, rows = place + step, 0
    while 0 <= other < len(blocks):
        if blocks[other].kind is Kind.TOTAL:
            other += step
            continue
        if blocks[other].kind is not Kind.LINES or not said[place] < said[other]:
            return 0
        rows += 1
        for day, worked in hours[other].items():
            total[day] = total.get(day, 0) + worked
        left = [hours[place].get(day, 0) - total.get(day, 0) for day in {*hours[place], *total}]
        if min(left) < -TOLERANCE:
            return 0
        if max(left) <= TOLERANCE:
            return rows
        other += step
    return 0


def _is_department(label: Cell) -> bool:
    return isinstance(label, str) and bool(_DEPARTMENT.search(label))
