"""Whether the plant has the hours: free capacity of each resource and month against what the deal takes, and what it displaces."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.deals.deal import Deal
from analysis.deals.estimate import DealEstimate
from analysis.deals.experience import Experience

DAYS_IN_MONTH = 365.25 / 12
MOST_MONTHS = 24
MONTHS_OF_SERIAL = 12
NAMED = 5  # orders


@dataclass(frozen=True)
class PoolLoad:
    """Of a resource, in its unit: what the deal takes, what is free in each of `months` months, and the load now (a part of 1)."""

    pool: str
    unit: str | None
    takes: float
    free_a_month: float | None
    load: float | None
    months: tuple[dt.date, ...]

    @property
    def free(self) -> float | None:
        return None if self.free_a_month is None else self.free_a_month * len(self.months)

    @property
    def short(self) -> float:
        return 0.0 if self.free is None else max(0.0, self.takes - self.free)


@dataclass(frozen=True)
class Capacity:
    """`bottleneck`: the resource the deal takes most of, measured by what is free; None where nothing is known of any.

    `displaced`: of the bottleneck, in its unit; `displaced_throughput`: what the serial orders that earn least with it bring there
    (revenue − material); None: no serial order used it. `displaced_orders`: such orders of the last year. `ready_on`: when enough is
    free. `is_idle`: everything it takes is idle enough for filler work.
    """

    pools: tuple[PoolLoad, ...]
    bottleneck: str | None
    displaced: float
    throughput_per_unit: float | None
    displaced_throughput: float | None
    displaced_orders: tuple[str, ...]
    ready_on: dt.date | None
    is_idle: bool

    def of(self, pool: str) -> PoolLoad | None:
        return next((load for load in self.pools if load.pool == pool), None)


def needed_capacity(past: Experience, deal: Deal, estimate: DealEstimate) -> Capacity:
    """As busy as in the last whole months before the day; from the deal's day to the wanted one."""
    history = past.history
    loads = past.loads
    months = _months(deal)
    found = []
    for use in estimate.uses:
        if use.quantity is None or use.quantity.mid <= 0:
            continue
        rows = loads[loads["pool"] == use.pool.name].head(history.settings.deals.load_months)
        if rows.empty:
            found.append(
                PoolLoad(use.pool.name, use.pool.unit, use.quantity.mid, None, None, months)
            )
            continue
        free = float((rows["capacity"] - rows["used"]).mean())
        load = float(rows["used"].sum() / rows["capacity"].sum())
        found.append(
            PoolLoad(use.pool.name, use.pool.unit, use.quantity.mid, max(0.0, free), load, months)
        )
    scarce = _bottleneck(found)
    short = scarce.short if scarce is not None else 0.0
    earned, orders = (
        _displaced(past.serial_orders(scarce.pool), short, len(months))
        if scarce is not None and short > 0
        else (0.0, ())
    )
    limit = history.settings.deals.filler_load
    return Capacity(
        pools=tuple(found),
        bottleneck=None if scarce is None else scarce.pool,
        displaced=short,
        throughput_per_unit=None if earned is None or short == 0 else earned / short,
        displaced_throughput=earned,
        displaced_orders=orders,
        ready_on=_ready(deal.date, scarce),
        is_idle=bool(found) and all(p.load is not None and p.load < limit for p in found),
    )


def _months(deal: Deal) -> tuple[dt.date, ...]:
    """First days of the months that the work can be done in: those from the deal's day to the wanted one, at least one."""
    days = deal.lead_days or 0
    n = min(MOST_MONTHS, max(1, round(days / DAYS_IN_MONTH)))
    first = deal.date.year * 12 + deal.date.month - 1
    return tuple(dt.date((first + k) // 12, (first + k) % 12 + 1, 1) for k in range(n))


def _bottleneck(loads: list[PoolLoad]) -> PoolLoad | None:
    known = [load for load in loads if load.free is not None]
    return max(known, key=lambda p: p.takes / p.free if p.free else math.inf, default=None)


def _ready(day: dt.date, scarce: PoolLoad | None) -> dt.date | None:
    if scarce is None or not scarce.free_a_month:
        return None
    months = scarce.takes / scarce.free_a_month
    return day + dt.timedelta(days=math.ceil(months * DAYS_IN_MONTH)) if months < 120 else None


def _displaced(
    serial: pd.DataFrame, short: float, months: int
) -> tuple[float | None, tuple[str, ...]]:
    """What gives way first: the serial orders that earn least there, as many of a usual year's as fall into these months."""
    if serial.empty:
        return None, ()
    part = months / MONTHS_OF_SERIAL
    used = (serial["quantity"] * part).to_numpy(dtype=float)
    before = np.concatenate([[0.0], np.cumsum(used)[:-1]])
    taken = np.clip((short - before) / used, 0.0, 1.0)
    rate = (serial["throughput"] / serial["quantity"]).to_numpy(dtype=float)
    beyond = max(0.0, short - float(used.sum())) * float(rate[-1])
    ids = serial["order_id"][taken > 0].head(NAMED)
    return float((taken * used * rate).sum()) + beyond, tuple(str(each) for each in ids)
