"""Where the answer changes: along the price, along the batch, and breaks of quantity side by side."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.deals.deal import LARGEST, Deal
from analysis.deals.desk import Advice, Desk
from analysis.deals.typed import number
from analysis.deals.workspace import DealWorkspace

STEPS = 240  # of price
MOST_BREAKS = 10
FINEST = 0.01  # of the pieces: so near the change of an answer is found
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


def along_batch(ws: DealWorkspace, deal: Deal) -> tuple[Stretch, ...]:
    """From half the pieces to twenty times as many, at the same price each: each stretch begins with the first piece of its answer, to a
    hundredth."""
    desk = ws.desk(deal.date)
    asked: dict[float, str | None] = {}

    def at(pieces: float) -> str | None:
        if pieces not in asked:
            asked[pieces] = desk.ask(times_as_large(deal, pieces / deal.quantity)).decision
        return asked[pieces]

    places = sorted({_whole(deal.quantity * times, deal.quantity) for times in BATCHES})
    found = [Stretch(places[0], places[-1], at(places[0]))]
    for low, high in itertools.pairwise(places):
        while at(low) != at(high):  # of several changes in between: each in turn
            first = _first_other(at, low, high)
            found[-1] = replace(found[-1], high=first)
            found.append(Stretch(first, places[-1], at(first)))
            low = first
    return tuple(found)


def _first_other(at: Callable[[float], str | None], low: float, high: float) -> float:
    """The least pieces above `low` with another answer than there, by halves; `high` has another one."""
    before = at(low)
    while high - low > max(1.0, FINEST * high):
        middle = float(round((low + high) / 2)) if high - low > 2 else (low + high) / 2
        low, high = (middle, high) if at(middle) == before else (low, middle)
    return high


def times_as_large(deal: Deal, times: float) -> Deal:
    """The same deal with every line's pieces so many times as many, whole where they were."""
    lines = tuple(
        replace(line, quantity=_whole(line.quantity * times, line.quantity)) for line in deal.line
    )
    return replace(deal, line=lines)


def quantity_breaks(
    ws: DealWorkspace, deal: Deal, asked: Sequence[tuple[float, float]]
) -> pd.DataFrame:
    """A row per (pieces, price each) of the deal's first line: quantity, price_each, revenue, cost_mid, floor_price, target_price,
    profit, margin, decision."""
    desk = ws.desk(deal.date)
    return pd.DataFrame([_break(desk, deal, *each) for each in asked])


@dataclass(frozen=True)
class AskedBreaks:
    """`pairs`: (pieces, price each). `left_out`: parts of the text that are no such pair, as written, or beyond the tenth."""

    pairs: tuple[tuple[float, float], ...]
    left_out: tuple[str, ...]


def break_rows(text: str) -> AskedBreaks:
    """Of «100 × 5; 500 × 4; 1000»: (100, 5) and (500, 4), and «1000» is left out."""
    found: list[tuple[float, float]] = []
    left_out: list[str] = []
    for part in filter(None, map(str.strip, re.split(r"[;\n]", text))):
        ends = [number(end) for end in re.split(r"[×x*:@хХ]", part)]
        is_pair = len(ends) == 2 and all(isinstance(e, float) and 0 < e < LARGEST for e in ends)
        if is_pair and len(found) < MOST_BREAKS:
            found.append((float(str(ends[0])), float(str(ends[1]))))
        else:
            left_out.append(part)
    return AskedBreaks(tuple(found), tuple(left_out))


def _break(desk: Desk, deal: Deal, quantity: float, price: float) -> dict[str, object]:
    first = replace(deal.line[0], quantity=quantity, unit_price=price)
    advice = desk.ask(replace(deal, line=(first, *deal.line[1:])))
    offer = advice.offer
    return {
        "quantity": quantity,
        "price_each": price,
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
