"""A date that will be kept: how long past orders of that kind and size took, and how sure a promised day is.

Orders still open have taken at least their age and count as that (see estimates.survival). Only what was known before the day asked
about counts: orders placed before it, their shipments before it. Cancelled orders say nothing of how long one takes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.estimates import survival
from analysis.estimates.statistics import Estimate, wilson
from analysis.reader.workspace import Workspace

LIKE = 120  # orders of the kind that are nearest in size
LEAST = 11  # shipped ones: with .8^11 = .09 one of them at least took longer than four of five do
LEVEL = 0.9
HALF, SAFE = 0.5, 0.8  # what is usual, and what may be promised
CHECKED = 200  # orders that the check of past answers forecasts anew, at most

# A done order without a day of shipment is still open where the export has no word for open orders, else nobody wrote the day down.
ORDERS = """
select lines.order_id, order_profit.kind, lines.order_date, lines.promised_on,
    case when lines.is_whole = 1 then lines.shipped_on end as shipped_on,
    cast(lines.quantity as double) as quantity
from (
    select order_id, min(order_date) as order_date, max(promised_on) as promised_on,
        max(case when revenue >= 0 then shipped_on end) as shipped_on,
        min(case when revenue >= 0 and state <> 'cancelled' and shipped_on is null then 0 else 1 end) as is_whole,
        max(case when state = 'in progress' then 1 else 0 end) as is_open,
        sum(case when quantity > 0 and state <> 'cancelled' then quantity end) as quantity
    from order_lines
    group by order_id
) as lines
inner join order_profit on lines.order_id = order_profit.order_id
where order_profit.state <> 'cancelled' and lines.quantity > 0
    and (
        (lines.is_whole = 1 and lines.shipped_on >= lines.order_date)
        or lines.is_open = 1
        or (lines.is_whole = 0 and not exists (select 1 from order_lines where state = 'in progress'))
    )
    and exists (select 1 from order_lines where shipped_on is not null)
order by lines.order_date, lines.order_id
"""


@dataclass(frozen=True)
class LeadTimeForecast:
    """Days from order to shipment. `shipped` and `still_open`: the orders behind it; `lacking`: how many more shipped ones would do.

    p50, p80: None where too few stand behind them, or so many are open that the share was not reached.
    """

    p50: Estimate | None
    p80: Estimate | None
    shipped: int
    still_open: int
    lacking: int
    smallest: float | None = None  # pieces, of the orders behind it
    largest: float | None = None
    known: survival.Durations | None = None

    @property
    def n(self) -> int:
        return self.shipped + self.still_open

    def kept(self, days: float) -> Estimate | None:
        """The chance that an order is shipped within so many days, with its 90 % interval; None where too few stand behind it."""
        return None if self.known is None else self.known.share_within(days, LEVEL)

    def days_late(self, days: float) -> float | None:
        """By so many days an order is late on average where it was promised within `days`; None where too few stand behind it."""
        return None if self.known is None else self.known.mean_beyond(days)


@dataclass(frozen=True)
class PastAnswers:
    """Of past answers: how often an order kept to the p50, and to the p80, that was known before it; `n` orders."""

    p50: Estimate
    p80: Estimate
    n: int


def orders(ws: Workspace) -> pd.DataFrame:
    """order_id, kind, order_date, promised_on, shipped_on (missing: still open), quantity; empty where no shipment has a day."""
    return ws._frame(ORDERS)


def lead_time(
    found: pd.DataFrame, kind: str | None, quantity: float | None, as_of: dt.date
) -> LeadTimeForecast:
    """Of `orders` known before the day. kind: serial or custom, None: any. quantity: pieces, None: of any size."""
    return _forecast(_in_time(found, kind), quantity, _number(as_of))


@dataclass(frozen=True, eq=False)
class _InTime:
    """Orders by the day they were placed, days as numbers; `shipped` is endless for those still open."""

    placed: survival.Array
    shipped: survival.Array
    sizes: survival.Array


def _in_time(found: pd.DataFrame, kind: str | None) -> _InTime:
    part = found if kind is None else found[found["kind"] == kind]
    part = part.sort_values("order_date", kind="stable")
    placed, shipped = (
        part[name].to_numpy(dtype="datetime64[D]").astype("int64").astype(float)
        for name in ("order_date", "shipped_on")
    )
    shipped = np.where(part["shipped_on"].isna().to_numpy(dtype=bool), np.inf, shipped)
    return _InTime(placed, shipped, part["quantity"].to_numpy(dtype=float))


def _number(day: dt.date) -> float:
    return float(np.datetime64(day, "D").astype("int64"))


def _forecast(known: _InTime, quantity: float | None, day: float) -> LeadTimeForecast:
    before = int(np.searchsorted(known.placed, day, side="left"))
    placed, shipped, sizes = known.placed[:before], known.shipped[:before], known.sizes[:before]
    ended = shipped < day
    days = np.where(ended, shipped, day) - placed
    if quantity and before > LIKE:
        near = _nearest(np.abs(np.log(sizes / quantity)))
        sizes, days, ended = sizes[near], days[near], ended[near]
    count, still_open = int(ended.sum()), int((~ended).sum())
    if count < LEAST:
        return LeadTimeForecast(None, None, count, still_open, LEAST - count)
    taken = survival.durations(days, ended)
    return LeadTimeForecast(
        taken.quantile(HALF, LEVEL),
        taken.quantile(SAFE, LEVEL),
        count,
        still_open,
        0,
        float(sizes.min()),
        float(sizes.max()),
        taken,
    )


def _nearest(apart: survival.Array) -> npt.NDArray[np.int64]:
    """The LIKE places of the least distances; of equals the newest."""
    edge = np.partition(apart, LIKE - 1)[LIKE - 1]
    within = np.flatnonzero(apart < edge)
    at_edge = np.flatnonzero(apart == edge)
    return np.concatenate([within, at_edge[len(at_edge) - (LIKE - len(within)) :]])


def past_answers(ws: Workspace, kind: str | None, until: dt.date) -> PastAnswers | None:
    """Of the year before the day, see held."""
    return held(orders(ws), kind, until - dt.timedelta(days=365), until)


def held(
    found: pd.DataFrame, kind: str | None, since: dt.date, until: dt.date
) -> PastAnswers | None:
    """Orders placed from `since` on, each forecast by what was known before it; None where none can be judged.

    An order still open by `until` is judged once it has been open for longer than its p80: by then it has missed it. Younger ones are
    left out, and so are shipped ones whose p80 would end after `until`: whoever was quick would be judged and the slow ones not.
    """
    known, end = _in_time(found, kind), _number(until)
    first, last = np.searchsorted(known.placed, [_number(since), end], side="left")
    asked = np.arange(first, last)
    if len(asked) > CHECKED:
        asked = asked[np.linspace(0, len(asked) - 1, CHECKED).astype(int)]
    within: list[tuple[bool, bool]] = []
    for n in asked:
        placed, took = known.placed[n], known.shipped[n] - known.placed[n]
        told = _forecast(known, float(known.sizes[n]), float(placed))
        if told.p50 is not None and told.p80 is not None and end - placed > told.p80.value:
            within.append((bool(took <= told.p50.value), bool(took <= told.p80.value)))
    if not within:
        return None
    n = len(within)
    p50, p80 = (sum(each[place] for each in within) for place in (0, 1))
    return PastAnswers(Estimate(p50 / n, *wilson(p50, n)), Estimate(p80 / n, *wilson(p80, n)), n)
