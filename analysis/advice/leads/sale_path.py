"""The path to the first order, from what was recorded of each sale: how many deals reach a stage, how long they stay, where they stick.

METHOD_DEALS.md, section 3. Conversion is told from closed deals alone that are no younger than won ones become: what began later may
yet go on, and its quick ends would tell of the quick ones only.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from analysis.advice.leads.working_days import WorkingDays
from analysis.dictionary.codes import (
    CLOSED,
    LOST,
    NO_DECISION,
    OLD,
    ON_THE_WAY,
    OPEN,
    STUCK,
    WAITING,
    WON,
    YOUNG,
)
from analysis.estimates.statistics import Span, wilson

NO_REASON = "unknown"
_MOST = 0.95  # of won deals were no older when they were won


@dataclass(frozen=True)
class Touch:
    """A deal at a stage, counted from 1, None: at one that is not known. `hours` None: not recorded; `cost` None: no rate is known.

    `place`: of those of one day, the order in which they were recorded.
    """

    deal_id: str
    stage: int | None
    entered_on: dt.date
    left_on: dt.date | None = None
    hours: float | None = None
    person: str | None = None
    result: str | None = None
    amount: Decimal | None = None
    reason: str | None = None
    cost: Decimal | None = None
    place: int = 0
    stall_reason: str | None = None
    stalled_until: dt.date | None = None


@dataclass(frozen=True)
class Stay:
    """A deal's time at a stage, all its visits together. `left_on` None: it is there still.

    `hours` None: none were recorded; `cost`: of those whose rate is known, None: of none; `uncosted_hours`: the others.
    """

    stage: int | None
    entered_on: dt.date
    left_on: dt.date | None
    days: int
    working_days: int
    hours: float | None
    cost: Decimal | None
    uncosted_hours: float


@dataclass(frozen=True)
class DealPath:
    """A deal: the furthest stage it reached, its stays, and what became of it.

    `entered_at`: the stage it came in at; where that isn't the first, those before it count as reached. `stage`: where it is, or was
    last; `since`: from when on, after it was elsewhere. `furthest` 0: no stage of it is known. `ended_on` None: still under way.
    """

    deal_id: str
    entered_at: int | None
    stage: int | None
    since: dt.date
    furthest: int
    began_on: dt.date
    ended_on: dt.date | None
    result: str
    stays: tuple[Stay, ...]
    amount: Decimal | None
    reason: str | None
    stall_reason: str | None = None
    stalled_until: dt.date | None = None

    @property
    def days(self) -> Mapping[int | None, int]:
        return {stay.stage: stay.days for stay in self.stays}

    @property
    def hours(self) -> Mapping[int | None, float]:
        return {stay.stage: stay.hours for stay in self.stays if stay.hours is not None}

    def age(self, today: dt.date) -> int:
        return ((self.ended_on or today) - self.began_on).days

    def reached(self, stage: int) -> bool:
        """Whoever won has passed every stage, recorded or not."""
        return self.result == WON or self.furthest >= stage


@dataclass(frozen=True)
class StageShare:
    """Of the deals that `reached` the stage how many reached the next one; `share` None of none."""

    reached: int
    went_on: int
    share: float | None
    interval: Span | None


def paths(
    touches: Iterable[Touch], today: dt.date, working: WorkingDays | None = None
) -> list[DealPath]:
    """One path a deal, in the order of their ids; what is open has been at its last stage until today."""
    by_deal: dict[str, list[Touch]] = {}
    for touch in touches:
        by_deal.setdefault(touch.deal_id, []).append(touch)
    working = working or WorkingDays()
    return [_path(by_deal[deal_id], today, working) for deal_id in sorted(by_deal)]


def _path(found: Sequence[Touch], today: dt.date, working: WorkingDays) -> DealPath:
    steps = sorted(found, key=lambda t: (t.entered_on, t.place, t.stage or math.inf))
    closing = _closing(steps)
    ended_on = None if closing is None else closing.left_on or closing.entered_on
    result = OPEN if closing is None else closing.result or OPEN
    known = [step for step in steps if step.stage is not None]
    now = known[-1].stage if known else None
    last_visit = itertools.takewhile(lambda step: step.stage == now, reversed(known))
    amounts = [step.amount for step in steps if step.amount is not None]
    stalled = _stalled(steps)
    return DealPath(
        deal_id=steps[0].deal_id,
        entered_at=known[0].stage if known else None,
        stage=now,
        since=min((step.entered_on for step in last_visit), default=steps[0].entered_on),
        furthest=max((step.stage or 0 for step in known), default=0),
        began_on=steps[0].entered_on,
        ended_on=ended_on,
        result=result,
        stays=_stays(steps, ended_on, today, working),
        amount=amounts[-1] if amounts else None,
        reason=(closing.reason or NO_REASON)
        if closing is not None and result in (LOST, NO_DECISION)
        else None,
        stall_reason=stalled.stall_reason if stalled else None,
        stalled_until=stalled.stalled_until if stalled else None,
    )


def _closing(steps: Sequence[Touch]) -> Touch | None:
    """The step that ended the deal. What was won stays won; what was lost and then goes on is open again."""
    ends = [step for step in steps if step.result not in (None, OPEN)]
    won = [step for step in ends if step.result == WON]
    if won or not ends:
        return won[-1] if won else None
    last = ends[-1]
    on = last.left_on or last.entered_on
    goes_on = any((step.entered_on, step.place) > (on, last.place) for step in steps)
    return None if goes_on else last


def _stalled(steps: Sequence[Touch]) -> Touch | None:
    """The newest step that says why the deal waits, as long as it stays at that stage."""
    there = itertools.takewhile(lambda step: step.stage == steps[-1].stage, reversed(steps))
    return next((step for step in there if step.stall_reason), None)


def _stays(
    steps: Sequence[Touch], ended_on: dt.date | None, today: dt.date, working: WorkingDays
) -> tuple[Stay, ...]:
    visits: dict[int | None, list[tuple[Touch, dt.date | None]]] = {}
    for n, step in enumerate(steps):
        following = steps[n + 1].entered_on if n + 1 < len(steps) else ended_on
        left = min((day for day in (step.left_on, following) if day is not None), default=None)
        visits.setdefault(step.stage, []).append((step, left))
    stays = (_stay(stage, found, today, working) for stage, found in visits.items())
    return tuple(stay for stay in stays if stay.stage or stay.days or stay.hours)


def _stay(
    stage: int | None,
    visits: Sequence[tuple[Touch, dt.date | None]],
    today: dt.date,
    working: WorkingDays,
) -> Stay:
    spans = [(step.entered_on, today if left is None else left) for step, left in visits]
    hours = [step.hours for step, _ in visits if step.hours is not None]
    costs = [step.cost for step, _ in visits if step.cost is not None]
    return Stay(
        stage=stage,
        entered_on=spans[0][0],
        left_on=visits[-1][1],
        days=sum(max((end - begun).days, 0) for begun, end in spans),
        working_days=sum(working.between(begun, end) for begun, end in spans),
        hours=sum(hours) if hours else None,
        cost=sum(costs, Decimal(0)) if costs else None,
        uncosted_hours=sum(step.hours or 0.0 for step, _ in visits if step.cost is None),
    )


def longest_won(found: Iterable[DealPath], today: dt.date) -> int | None:
    """The days within which 95 of 100 won deals were won; None where none was."""
    won = sorted(path.age(today) for path in found if path.result == WON)
    return won[max(math.ceil(_MOST * len(won) - 1e-9), 1) - 1] if won else None


def cohort(path: DealPath, limit: int | None, today: dt.date) -> str:
    """closed: ended, and began long enough ago to have ended however it went; old: should have ended by now; young: the others.

    limit: see longest_won; without it all that ended is closed.
    """
    since = (today - path.began_on).days
    if path.result == OPEN:
        return OLD if limit is not None and since > limit else YOUNG
    return CLOSED if limit is None or since >= limit else YOUNG


def standing(path: DealPath, norms: Mapping[int, float], limit: int | None, today: dt.date) -> str:
    """Of STANDINGS. A deal that waits with a reason until a day is silent until that day, however long it takes."""
    if path.result != OPEN:
        return path.result
    if path.stalled_until is not None and path.stalled_until > today:
        return WAITING
    if cohort(path, limit, today) == OLD:
        return OLD
    norm = None if path.stage is None else norms.get(path.stage)
    return STUCK if norm is not None and days_at_stage(path) > norm else ON_THE_WAY


def days_at_stage(path: DealPath) -> int:
    """Working days at the stage where it is, earlier visits too."""
    return next((stay.working_days for stay in path.stays if stay.stage == path.stage), 0)


def conversion(found: Iterable[DealPath], stages: int) -> list[StageShare]:
    """Stage by stage among closed deals, from the first to the last, which leads to «won»."""
    closed = [path for path in found if path.result != OPEN]
    reached = [sum(path.reached(stage) for path in closed) for stage in range(1, stages + 1)]
    reached.append(sum(path.result == WON for path in closed))
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
    limit = longest_won(each, today)
    return [path for path in each if cohort(path, limit, today) == OLD]
