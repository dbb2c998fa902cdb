"""The path to the first order, from what was recorded of each sale: how many deals reach a stage, how long they stay, where they stick.

METHOD_DEALS.md, section 3. Conversion is told from closed deals alone: those still under way could yet go on, and stand apart.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.estimates.statistics import Span, wilson

Result = Literal["open", "won", "lost"]
NO_REASON = "unknown"


@dataclass(frozen=True)
class Touch:
    """A deal at a stage, counted from 1. `hours` None: not recorded."""

    deal_id: str
    stage: int
    entered_on: dt.date
    left_on: dt.date | None = None
    hours: float | None = None
    person: str | None = None
    result: Result = "open"
    amount: float | None = None
    reason: str | None = None


@dataclass(frozen=True)
class DealPath:
    """A deal: the furthest stage it reached, days and hours a stage, and what became of it.

    `entered_at`: the stage it came in at; where that isn't the first, those before it count as reached. `days`: stage → days there,
    a second stay added; None where it isn't known when the deal left. `ended_on` None: still under way.
    """

    deal_id: str
    entered_at: int
    furthest: int
    began_on: dt.date
    ended_on: dt.date | None
    result: Result
    days: Mapping[int, int | None]
    hours: Mapping[int, float]
    amount: float | None
    reason: str | None

    def age(self, today: dt.date) -> int:
        return ((self.ended_on or today) - self.began_on).days


@dataclass(frozen=True)
class StageShare:
    """Of the deals that `reached` the stage how many reached the next one; `share` None of none."""

    reached: int
    went_on: int
    share: float | None
    interval: Span | None


def paths(touches: Iterable[Touch], today: dt.date) -> list[DealPath]:
    """One path a deal, in the order of their ids; what is open has been at its last stage until today."""
    by_deal: dict[str, list[Touch]] = {}
    for touch in touches:
        by_deal.setdefault(touch.deal_id, []).append(touch)
    return [_path(by_deal[deal_id], today) for deal_id in sorted(by_deal)]


def _path(found: Sequence[Touch], today: dt.date) -> DealPath:
    steps = sorted(found, key=lambda t: (t.entered_on, t.stage))
    closing = next((t for t in reversed(steps) if t.result != "open"), None)
    ended_on = None if closing is None else closing.left_on or closing.entered_on
    days: dict[int, int | None] = {}
    hours: dict[int, float] = {}
    for n, step in enumerate(steps):
        following = steps[n + 1].entered_on if n + 1 < len(steps) else ended_on or today
        stayed = ((step.left_on or following) - step.entered_on).days
        days[step.stage] = (days.get(step.stage) or 0) + max(stayed, 0)
        if step.hours is not None:
            hours[step.stage] = hours.get(step.stage, 0.0) + step.hours
    amounts = [t.amount for t in steps if t.amount is not None]
    lost = closing is not None and closing.result == "lost"
    return DealPath(
        deal_id=steps[0].deal_id,
        entered_at=steps[0].stage,
        furthest=max(t.stage for t in steps),
        began_on=steps[0].entered_on,
        ended_on=ended_on,
        result="open" if closing is None else closing.result,
        days=days,
        hours=hours,
        amount=amounts[-1] if amounts else None,
        reason=(closing.reason or NO_REASON) if closing is not None and lost else None,
    )


def conversion(found: Iterable[DealPath], stages: int) -> list[StageShare]:
    """Stage by stage among closed deals, from the first to the last, which leads to «won»."""
    closed = [path for path in found if path.result != "open"]
    reached = [sum(path.furthest >= stage for path in closed) for stage in range(1, stages + 1)]
    reached.append(sum(path.result == "won" for path in closed))
    return shares(reached)


def shares(reached: Sequence[int]) -> list[StageShare]:
    """[10, 8, 0, 0] → 80 %, 0 %, and nothing can be said of the third."""
    return [
        StageShare(n, on, on / n if n else None, wilson(on, n) if n else None)
        for n, on in itertools.pairwise(reached)
    ]


def velocity(deals: int, value: float, win_rate: float, cycle_days: float) -> float | None:
    """Money a day that the path brings: deals × value × win rate ÷ cycle. None without a cycle."""
    return deals * value * win_rate / cycle_days if cycle_days > 0 else None


def long_open(found: Iterable[DealPath], today: dt.date) -> list[DealPath]:
    """Open deals older than 95 of 100 won ones were; none where no deal was won."""
    each = list(found)
    won = sorted(path.age(today) for path in each if path.result == "won")
    if not won:
        return []
    limit = won[max(math.ceil(0.95 * len(won) - 1e-9), 1) - 1]
    return [path for path in each if path.result == "open" and path.age(today) > limit]
