"""What the page of the path says in figures: outcomes, pace, what a won deal costs, what was burnt on others, where deals stick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import mean

import pandas as pd

from analysis.advice.leads import sale_path
from analysis.advice.leads.sale_path import DealPath
from analysis.advice.leads.sale_records import Sales
from analysis.dictionary.codes import CLOSED, LOST, NO_DECISION, OLD, OPEN, STANDINGS, WON
from analysis.estimates.statistics import Span, wilson


@dataclass(frozen=True)
class SalesTold:
    """Counts of deals; money in the workspace's currency, None: of none known.

    `limit`: the days within which 95 of 100 won deals were won. `win_rate` None of fewer than two closed deals. Costs are those of
    all ended deals. `velocity`: money a day. `silent`: lost without a reason.
    `unstaged`: closed, and no stage of them known. `sticks_at`: the stage with most days over its norm.
    """

    deals: int
    by_standing: Mapping[str, int]
    closed: int
    recent: int
    limit: int | None
    won: int
    lost: int
    no_decision: int
    win_rate: float | None
    win_span: Span | None
    cycle_days: float | None
    won_amount: float | None
    velocity: float | None
    moving: int
    won_cost: Decimal | None
    ended_cost: Decimal | None
    ended_won: int
    ended_hours: float
    uncosted_hours: float
    lost_hours: float
    undecided_hours: float
    ended_lost: int
    silent: int
    sticks_at: int | None
    unstaged: int
    over_norm: int
    over_norm_days: float

    @property
    def cost_a_won_deal(self) -> Decimal | None:
        """What the hours of all ended deals cost, for each won one."""
        return self.ended_cost / self.ended_won if self.ended_cost and self.ended_won else None

    @property
    def own_cost_a_won_deal(self) -> Decimal | None:
        return self.won_cost / self.ended_won if self.won_cost and self.ended_won else None

    @property
    def silent_share(self) -> float | None:
        return self.silent / self.ended_lost if self.ended_lost else None


def told(found: Sales, stages: pd.DataFrame) -> SalesTold:
    """stages: as the table sale_stages."""
    ended = [path for path in found.paths if path.result != OPEN]
    closed = [path for path in ended if found.cohort(path) == CLOSED]
    won = [path for path in closed if path.result == WON]
    standings = [found.standing(path) for path in found.paths]
    by_standing = {name: standings.count(name) for name in STANDINGS}
    moving = sum(p.result == OPEN and found.cohort(p) != OLD for p in found.paths)
    rate = len(won) / len(closed) if len(closed) > 1 else None
    amounts = [float(path.amount) for path in won if path.amount is not None]
    cycle = mean(path.age(found.today) for path in won) if won else None
    value = mean(amounts) if amounts else None
    slow = stages.groupby("stage_no")[["over_norm", "over_norm_days"]].sum()
    at = int(str(slow["over_norm_days"].idxmax())) if slow["over_norm_days"].any() else None
    gone = [path for path in ended if path.result == LOST]
    return SalesTold(
        deals=len(found.paths),
        by_standing=by_standing,
        closed=len(closed),
        recent=len(ended) - len(closed),
        limit=found.limit,
        won=len(won),
        lost=sum(path.result == LOST for path in closed),
        no_decision=sum(path.result == NO_DECISION for path in closed),
        win_rate=rate,
        win_span=wilson(len(won), len(closed)) if closed else None,
        cycle_days=cycle,
        won_amount=value,
        velocity=None
        if rate is None or value is None or cycle is None
        else sale_path.velocity(moving, value, rate, cycle),
        moving=moving,
        won_cost=_cost([path for path in ended if path.result == WON]),
        ended_cost=_cost(ended),
        ended_won=sum(path.result == WON for path in ended),
        ended_hours=_hours(ended),
        uncosted_hours=sum(stay.uncosted_hours for path in ended for stay in path.stays),
        lost_hours=_hours(gone),
        undecided_hours=_hours([path for path in ended if path.result == NO_DECISION]),
        ended_lost=len(gone),
        silent=sum(path.reason == sale_path.NO_REASON for path in gone),
        sticks_at=at,
        unstaged=sum(not path.furthest for path in closed),
        over_norm=0 if at is None else int(slow["over_norm"][at]),
        over_norm_days=0.0 if at is None else float(slow["over_norm_days"][at]),
    )


def _hours(paths: Sequence[DealPath]) -> float:
    return sum(stay.hours or 0.0 for path in paths for stay in path.stays)


def _cost(paths: Sequence[DealPath]) -> Decimal | None:
    costs = [stay.cost for path in paths for stay in path.stays if stay.cost is not None]
    return sum(costs, Decimal(0)) if costs else None
