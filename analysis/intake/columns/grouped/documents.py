"""What documents among a report's rows say of its levels: where nothing else shows them, and where they are not equally deep."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from analysis.intake.columns.grouped.document import document
from analysis.intake.columns.grouped.lines import Line

_SOLD = re.compile(r"заказ|реализаци|сч[её]т|(?:sales |customer )?order|invoice", re.IGNORECASE)


def level_with_orders(
    rows: Sequence[Line], depths: Mapping[int, int]
) -> tuple[Mapping[int, int], frozenset[int]]:
    """The depths where all orders stand at one: where only some clients lie in folders, the others are as deep; and the rows
    that stand under nothing.
    """
    parts: list[list[int]] = []
    orders: dict[int, int] = {}
    for line in rows:
        depth = depths.get(line.at)
        if depth is None:
            continue
        if depth == 0 or not parts:
            parts.append([])
        parts[-1].append(line.at)
        found = document(line.text)
        if found and found.is_whole and _SOLD.match(found.kind):
            orders.setdefault(len(parts) - 1, depth)
    deepest = max(orders.values(), default=0)
    levelled = {
        at: depths[at] + deepest - orders.get(n, deepest)
        for n, part in enumerate(parts)
        for at in part
    }
    return levelled, frozenset(part[0] for part in parts)


def by_documents(rows: Sequence[Line]) -> dict[int, int]:
    """Depths where nothing but the texts tells: documents are orders; amounts tell whether a row is a line or a client.

    An order's lines end where they have reached its amounts; a row between that end and the next order is a group above.
    """
    is_order = [bool(line.texts) and _is_whole(line.text) for line in rows]
    if not any(is_order) or all(is_order) or not all(line.texts for line in rows):
        return {}
    first = is_order.index(True)
    if first > 1:
        return {}
    if first == 1 and (groups := _of_orders_alone(rows, is_order)):
        return groups
    depths: dict[int, int] = {}
    at = 0
    while at < len(rows):
        if not is_order[at]:
            if first == 0 or at + 1 == len(rows) or not is_order[at + 1]:
                return {}
            depths[rows[at].at] = 0
            at += 1
            continue
        order, at = rows[at], at + 1
        depths[order.at] = first
        reached = dict.fromkeys(order.amounts, Decimal(0))
        if not reached:  # only lines have amounts: a row without any is a group above
            while at < len(rows) and not is_order[at] and rows[at].amounts:
                depths[rows[at].at] = first + 1
                at += 1
            continue
        while (
            at < len(rows)
            and not is_order[at]
            and (reached != dict(order.amounts) or _adds_nothing(rows, at, is_order))
        ):
            depths[rows[at].at] = first + 1
            for column in reached:
                reached[column] += rows[at].amounts.get(column, Decimal(0))
            at += 1
        if reached and reached != dict(order.amounts) and any(reached.values()):
            return {}
    return depths


def _of_orders_alone(rows: Sequence[Line], is_order: Sequence[bool]) -> dict[int, int]:
    """Depths of a report without lines: every row that is no order is the sum of the orders below it; none where one isn't."""
    depths: dict[int, int] = {}
    left: dict[int, Decimal] = {}
    for line, is_one in zip(rows, is_order, strict=True):
        if not is_one:
            if any(left.values()) or not line.amounts:
                return {}
            left = dict(line.amounts)
        else:
            left = {column: left[column] - line.amounts.get(column, Decimal(0)) for column in left}
        depths[line.at] = 1 if is_one else 0
    return {} if any(left.values()) else depths


def _adds_nothing(rows: Sequence[Line], at: int, is_order: Sequence[bool]) -> bool:
    """Whether the row is a line of nothing: zeros alone, and no group over an order that comes to nothing too."""
    if not rows[at].amounts or any(rows[at].amounts.values()):
        return False
    return not (at + 1 < len(rows) and is_order[at + 1] and not any(rows[at + 1].amounts.values()))


def _is_whole(text: str) -> bool:
    found = document(text)
    return found is not None and found.is_whole
