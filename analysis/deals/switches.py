"""Where the answer changes: along the price, along the batch, and breaks of quantity side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.deals.deal import LARGEST, Deal
from analysis.deals.desk import Advice, Desk
from analysis.deals.typed import number
from analysis.deals.workspace import DealWorkspace

STEPS = 240  # of price
BATCHES = (0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0)  # times the pieces asked for


@dataclass(frozen=True)
class Stretch:
    """From `low` to `high` (a price of the whole, or pieces) the answer is this one; None: no verdict."""

    low: float
    high: float
    decision: str | None


def advise(ws: DealWorkspace, deal: Deal, price: float | None = None) -> Advice:
    """The advice on a deal, or on it at another price of the whole."""
    desk = ws.desk(deal.date)
    advice = desk.ask(deal)
    return advice if price is None else desk.at_price(advice, price)


def along_price(ws: DealWorkspace, deal: Deal) -> tuple[Stretch, ...]:
    """From half the lowest to a half more than the highest of the prices that matter; none where nothing can be priced."""
    desk = ws.desk(deal.date)
    advice = desk.ask(deal)
    offer = advice.offer
    if offer is None:
        return ()
    known = [p for p in (offer.price, offer.break_even, offer.target, offer.asked) if p]
    if not known:
        return ()
    prices = np.linspace(0.5 * min(known), 1.5 * max(known), STEPS)
    return _stretches([(float(p), desk.at_price(advice, float(p)).decision) for p in prices])


def along_batch(ws: DealWorkspace, deal: Deal) -> tuple[tuple[float, str | None], ...]:
    """(pieces, decision) at the same price each."""
    desk = ws.desk(deal.date)
    return tuple(
        (deal.quantity * times, desk.ask(times_as_large(deal, times)).decision) for times in BATCHES
    )


def times_as_large(deal: Deal, times: float) -> Deal:
    """The same deal with every line's pieces so many times as many, whole where they were."""
    lines = tuple(
        replace(line, quantity=_whole(line.quantity * times, line.quantity)) for line in deal.line
    )
    return replace(deal, line=lines)


def quantity_breaks(
    ws: DealWorkspace, deal: Deal, asked: Sequence[tuple[float, float]]
) -> pd.DataFrame:
    """A row per (pieces, price each) of the deal's first line: quantity, unit_price, revenue, cost_mid, floor_price, target_price,
    profit, margin, decision."""
    desk = ws.desk(deal.date)
    return pd.DataFrame([_break(desk, deal, *each) for each in asked])


def break_rows(text: str) -> tuple[tuple[float, float], ...]:
    """«100 × 5; 500 × 4» as ((100, 5), (500, 4)); what is no such pair is left out, of more than ten the first."""
    found = []
    for part in re.split(r"[;\n]", text):
        ends = [number(end) for end in re.split(r"[×x*:@хХ]", part)]
        if len(ends) == 2 and all(isinstance(end, float) and 0 < end < LARGEST for end in ends):
            found.append((float(str(ends[0])), float(str(ends[1]))))
    return tuple(found[:10])


def _break(desk: Desk, deal: Deal, quantity: float, price: float) -> dict[str, object]:
    first = replace(deal.line[0], quantity=quantity, unit_price=price)
    advice = desk.ask(replace(deal, line=(first, *deal.line[1:])))
    offer = advice.offer
    return {
        "quantity": quantity,
        "unit_price": price,
        "revenue": offer and offer.price,
        "cost_mid": offer and offer.mid,
        "floor_price": offer and offer.floor,
        "target_price": offer and offer.target,
        "profit": offer and offer.profit,
        "margin": offer and offer.margin,
        "decision": advice.decision,
    }


def _whole(quantity: float, before: float) -> float:
    return max(1.0, round(quantity)) if before.is_integer() else quantity


def _stretches(points: Sequence[tuple[float, str | None]]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for at, decision in points:
        if found and found[-1].decision == decision:
            found[-1] = replace(found[-1], high=at)
        else:
            middle = at if not found else (found[-1].high + at) / 2
            if found:
                found[-1] = replace(found[-1], high=middle)
            found.append(Stretch(middle, at, decision))
    return tuple(found)
