"""What became of an order, and what of that was known on the day of the export."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from .order import CANCELLED, DONE, IN_PROGRESS, PARTLY, SHIPPED, Order
from .seasons import LAST_DAY


def what_became_of(rng: Random, order: Order) -> Order:
    """Cancelled, sent back in part, shipped in two goes, still on the shop floor, or simply done."""
    fate = rng.random()
    assert order.shipped_on is not None
    if fate < 0.010 and order.ordered_on < date(2026, 9, 1):
        return _cancelled(order)
    if fate < 0.022 and order.shipped_on < date(2026, 9, 15):
        order = _with_return(rng, order)
    elif fate < 0.037 and len(order.lines) >= 3:
        order = _shipped_in_two_goes(rng, order)
    return _as_known_at_export(order)


def _cancelled(order: Order) -> Order:
    nothing_made = {
        "material": 0.0,
        "labour": 0.0,
        "other": 0.0,
        "overhead": 0.0,
        "shipped_on": None,
    }
    lines = tuple(replace(line, **nothing_made) for line in order.lines)
    return replace(order, status=CANCELLED, shipped_on=None, paid_on=None, penalty=0.0, lines=lines)


def _with_return(rng: Random, order: Order) -> Order:
    sold = rng.choice(order.lines)
    share = rng.choice((0.1, 0.2, 0.5, 1.0))
    pieces = max(1, round(sold.quantity * share))
    part = pieces / sold.quantity
    assert sold.shipped_on is not None
    back = replace(
        sold,
        quantity=-pieces,
        discount=-round(sold.discount * part, 2),
        material=-round(sold.material * part, 2),
        labour=-round(sold.labour * part, 2),
        other=-round(sold.other * part, 2),
        overhead=-round(sold.overhead * part, 2),
        shipped_on=sold.shipped_on + timedelta(days=rng.randint(8, 40)),
    )
    return replace(order, lines=(*order.lines, back))


def _shipped_in_two_goes(rng: Random, order: Order) -> Order:
    assert order.shipped_on is not None
    second = order.shipped_on + timedelta(days=rng.randint(6, 25))
    held_back = len(order.lines) - rng.randint(1, len(order.lines) - 1)
    lines = [
        replace(line, shipped_on=second) if n >= held_back else line
        for n, line in enumerate(order.lines)
    ]
    return replace(
        order, shipped_on=second, paid_on=max(order.paid_on or second, second), lines=tuple(lines)
    )


def _as_known_at_export(order: Order) -> Order:
    """Forget everything that happens after the day of the export."""
    lines = tuple(replace(line, shipped_on=_known(line.shipped_on)) for line in order.lines)
    paid = _known(order.paid_on) if _known(order.shipped_on) else None
    if all(line.shipped_on for line in lines):
        status = DONE if paid else SHIPPED
    else:
        status = PARTLY if any(line.shipped_on for line in lines) else IN_PROGRESS
    penalty = order.penalty if _known(order.shipped_on) else 0.0
    shipped = _known(order.shipped_on)
    return replace(
        order, shipped_on=shipped, paid_on=paid, status=status, penalty=penalty, lines=lines
    )


def _known(day: date | None) -> date | None:
    return day if day and day <= LAST_DAY else None
