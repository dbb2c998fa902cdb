"""When a client buys again: its usual gap, what state it is in, and whether such a clock says more than plain recency.

METHOD_DEALS.md, section 2. A clock that is no better than «who bought last buys next» isn't shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.estimates import repeat_purchases, statistics
from analysis.estimates.statistics import Span

State = Literal["never", "active", "lapsed"]
LEAST_BUYERS = 30  # on the day of the test, for its figures to say anything


@dataclass(frozen=True)
class ClockTest:
    """How well one says on `cut` who buys again within `weeks`; the areas are those of a ranking: 0.5 is a coin's.

    `recency`: who bought last is first. `rate`: the highest rate is first, drawn towards all buyers'. `gap`: the least silence in
    gaps of its own, among the `repeaters` alone, and `repeaters_recency` beside it; None where all or none bought again.
    """

    cut: dt.date
    weeks: float
    buyers: int
    bought_again: int
    recency: float
    recency_interval: Span
    rate: float
    rate_interval: Span
    repeaters: int
    gap: float | None
    repeaters_recency: float | None

    @property
    def is_better(self) -> bool:
        """Whether the rate ranks buyers better than recency does."""
        return self.rate > self.recency


def state(
    last: dt.date | None, today: dt.date, active_days: int, is_under_way: bool = False
) -> State:
    """Never bought; active: bought within so many days, or has an order in progress; lapsed. The three add up to all clients."""
    if is_under_way:
        return "active"
    if last is None:
        return "never"
    return "active" if (today - last).days <= active_days else "lapsed"


def test(days: Iterable[Sequence[dt.date]], cut: dt.date, until: dt.date) -> ClockTest | None:
    """What was known on `cut` against what was bought after it, up to `until`.

    `days`: of each buyer the days of its purchases. None: fewer than LEAST_BUYERS, all or none bought again, or no rate can be told.
    """
    known = [each for each in days if any(day <= cut for day in each)]
    if len(known) < LEAST_BUYERS:
        return None
    seen = repeat_purchases.purchases(known, cut)
    model = repeat_purchases.fit(seen)
    bought = [any(cut < day <= until for day in each) for each in known]
    if model is None or all(bought) or not any(bought):
        return None
    recency = statistics.auc(-seen.silence, bought)
    rate = statistics.auc(model.rate(seen.again, seen.seen), bought)
    assert recency is not None
    assert rate is not None
    good, bad = sum(bought), len(bought) - sum(bought)
    more = seen.again > 0
    bought_more = [b for b, is_more in zip(bought, more, strict=True) if is_more]
    gaps = seen.silence[more] / (seen.last[more] / seen.again[more])
    return ClockTest(
        cut=cut,
        weeks=(until - cut).days / repeat_purchases.WEEK,
        buyers=len(known),
        bought_again=good,
        recency=recency,
        recency_interval=statistics.auc_interval(recency, good, bad),
        rate=rate,
        rate_interval=statistics.auc_interval(rate, good, bad),
        repeaters=int(more.sum()),
        gap=statistics.auc(-gaps, bought_more),
        repeaters_recency=statistics.auc(-seen.silence[more], bought_more),
    )


@dataclass(frozen=True)
class Due:
    """When a client is due to buy again: `on` = last purchase + usual gap. `gaps`: how many its usual gap is told from.

    `rate`: purchases a year, drawn towards those of all clients.
    """

    state: State
    last: dt.date | None
    gap_days: float | None
    gaps: int
    on: dt.date | None
    rate: float | None


def due(
    days: Mapping[str, Sequence[dt.date]],
    today: dt.date,
    active_days: int,
    under_way: frozenset[str] = frozenset(),
    closed: frozenset[str] = frozenset(),
) -> dict[str, Due]:
    """Client → when it is due. An order in progress and a closed firm make nobody due: `on` is None."""
    past = {client: sorted({d for d in each if d <= today}) for client, each in days.items()}
    bought = [client for client, each in past.items() if each]
    rates: dict[str, float] = {}
    if bought:
        seen = repeat_purchases.purchases((past[c] for c in bought), today)
        model = repeat_purchases.fit(seen)
        if model is not None:
            yearly = model.rate(seen.again, seen.seen) * 365.25 / repeat_purchases.WEEK
            rates = dict(zip(bought, map(float, yearly), strict=True))
    found = {}
    for client, each in past.items():
        last = each[-1] if each else None
        gap = repeat_purchases.usual_gap(each)
        is_called = client not in under_way and client not in closed
        on = (
            last + dt.timedelta(days=round(gap))
            if last is not None and gap is not None and is_called
            else None
        )
        current = state(last, today, active_days, client in under_way)
        found[client] = Due(current, last, gap, max(len(each) - 1, 0), on, rates.get(client))
    return found
