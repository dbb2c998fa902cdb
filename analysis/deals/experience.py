"""What the past says of deals: each part worked out of the history when it is first asked for, and kept with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.deals import as_of, calibration, cases, lead_time, line_factors
from analysis.deals.calibration import LeftOut
from analysis.deals.cases import Cases
from analysis.deals.history import History
from analysis.deals.winning import win_curve
from analysis.deals.winning.win_curve import WinCurve
from analysis.journal import portrait
from analysis.journal.portrait import Portrait
from analysis.reader.workspace import Workspace

# Offers whose orders were finished: what was estimated to be the cost, and the direct cost.
ESTIMATED = """
select o.order_id, cast(q.cost_estimate as double) as estimate, cast(o.direct_cost as double) as direct_cost
from quotes as q
inner join order_profit as o on q.order_id = o.order_id
where q.quoted_on < $1 and q.cost_estimate > 0 and o.state = 'done' and o.direct_cost > 0 and o.shipped_on < $1
"""
OPEN = """
with made as (
    select q.quote_id, q.quoted_on, o.order_date
    from quotes as q left join order_profit as o on q.order_id = o.order_id
    where q.quoted_on < $1
)
select quote_id from made
where order_date >= $1 or cast($1 as date) - quoted_on <= (
    select quantile_disc(order_date - quoted_on, 0.9) from made where order_date < $1 and order_date >= quoted_on
)
"""
LOADS = """
select pool, month, cast(capacity as double) as capacity,
    cast(quantity_orders + quantity_clients + quantity_internal as double) as used
from pool_use
where treatment = 'usage' and month < date_trunc('month', $1) and capacity > 0
order by pool, month desc
"""
SPREAD = """
select s.pool, coalesce(max(r.spread_basis), 'revenue') as basis, cast(sum(s.cost) as double) as cost,
    cast(sum(t.revenue) as double) as revenue, cast(sum(t.direct_cost) as double) as direct_cost,
    cast(sum(t.quantity) as double) as quantity, cast(count(*) as double) as orders, cast(sum(t.lines) as double) as lines,
    cast(sum(h.hours) as double) as hours
from ({spread_costs}) as s
inner join order_profit as t on s.order_id = t.order_id
left join (
    select order_id, sum(hours) as hours from ({order_costs}) where source <> 'spread' group by order_id
) as h on s.order_id = h.order_id
left join (select pool, max(spread_basis) as spread_basis from capacity_rates group by pool) as r on s.pool = r.pool
where t.order_date >= $2 and t.order_date < $3
group by s.pool
"""
SERIAL = """
select c.order_id, cast(c.quantity as double) as quantity,
    cast(o.revenue - coalesce(m.material_cost, o.direct_cost) as double) as throughput
from ({order_costs}) as c
inner join order_profit as o on c.order_id = o.order_id
left join (
    select order_id, case when count(material_cost) = count(*) then sum(material_cost) end as material_cost
    from order_lines where state = 'done' group by order_id
) as m on o.order_id = m.order_id
where c.pool = $3 and c.quantity > 0 and o.state = 'done'
    and o.order_date >= $2 and o.shipped_on < $1 and o.direct_cost is not null
order by (o.revenue - coalesce(m.material_cost, o.direct_cost)) / c.quantity, c.order_id
"""


class Experience:
    """Of one history; it depends on no deal, so that every deal of the day asks the same."""

    def __init__(self, ws: Workspace, history: History) -> None:
        self.ws, self.history = ws, history
        self._cases: dict[str, Cases] = {}
        self._line_factors: dict[str, Mapping[str, float]] = {}
        self._left_out: dict[tuple[str, bool], LeftOut] = {}
        self._serial_orders: dict[str, pd.DataFrame] = {}

    def cases(self, kind: str) -> Cases:
        """Measured orders of the kind."""
        if kind not in self._cases:
            self._cases[kind] = cases.of_kind(self.history, kind)
        return self._cases[kind]

    def line_factors(self, kind: str) -> Mapping[str, float]:
        """Source of a line's unit cost → what such lines cost ÷ what was foretold."""
        if kind not in self._line_factors:
            self._line_factors[kind] = line_factors.of_cases(self.cases(kind))
        return self._line_factors[kind]

    def left_out(self, kind: str, *, knows_rounds: bool = True) -> LeftOut:
        """How far off estimates of the kind were; `knows_rounds`: whether a deal's rounds of approval are expected to be known."""
        key = (kind, knows_rounds)
        if key not in self._left_out:
            known, factors = self.cases(kind), self.line_factors(kind)
            self._left_out[key] = calibration.of_cases(known, factors, knows_rounds=knows_rounds)
        return self._left_out[key]

    def serial_orders(self, pool: str) -> pd.DataFrame:
        """Of the last year, those that used the pool: order_id, quantity, throughput; those that earn least with a unit of it first."""
        if pool not in self._serial_orders:
            day = self.history.day
            since = day - dt.timedelta(days=365)
            asked = SERIAL.format(order_costs=as_of.ORDER_COSTS)
            used = self.ws._frame(asked, [day, since, pool])
            is_serial = used["order_id"].map(self.history.kinds) == "serial"
            self._serial_orders[pool] = used[is_serial].reset_index(drop=True)
        return self._serial_orders[pool]

    @cached_property
    def estimated_parts(self) -> Mapping[str, float]:
        """Kind → what offers estimated ÷ the direct cost of the orders that came of them, of those finished by the day."""
        rows = self.ws._frame(ESTIMATED, [self.history.day])
        sums = rows.groupby(rows["order_id"].map(self.history.kinds))[["estimate", "direct_cost"]]
        parts = sums.sum()["estimate"] / sums.sum()["direct_cost"]
        return {str(kind): float(part) for kind, part in parts.items()}

    @cached_property
    def win_curves(self) -> Mapping[str, WinCurve]:
        """By kind of order. An export gives no day of an offer's outcome: it counts as known once the offer is older than nine of ten
        won ones were when their orders came; where its own order came later, it is still open."""
        offers = win_curve.offers(self.ws, self.history.day)
        is_open = offers["quote_id"].isin(self.ws._frame(OPEN, [self.history.day])["quote_id"])
        offers.loc[is_open, "result"] = "open"
        return {curve.kind: curve for curve in win_curve.curves(offers)}

    @cached_property
    def orders_in_time(self) -> pd.DataFrame:
        """As lead_time.orders has them, of the kinds that they were known to be by the day."""
        found = lead_time.orders(self.ws)
        found["kind"] = found["order_id"].map(self.history.kinds)
        return found

    @cached_property
    def loads(self) -> pd.DataFrame:
        """pool, month, capacity, used (in the pool's unit) of the whole months before the day, the newest first."""
        return self.ws._frame(LOADS, [self.history.day])

    @cached_property
    def spread(self) -> Sequence[Mapping[Hashable, Any]]:
        """Of the last twelve whole months, for each pool spread over orders: pool, basis, cost, and what it was spread over."""
        until = self.history.day.replace(day=1)
        since = until.replace(year=until.year - 1)
        asked = SPREAD.format(spread_costs=as_of.SPREAD_COSTS, order_costs=as_of.ORDER_COSTS)
        return self.ws._frame(asked, [self.history.day, since, until]).to_dict("records")

    @cached_property
    def last_day(self) -> dt.date | None:
        """Of any order, later ones too."""
        last: dt.date | None = self.ws.span()[1]
        return last

    @cached_property
    def portrait(self) -> Portrait:
        """Of the clients wanted."""
        return portrait.load(self.ws.root / "settings" / portrait.FILE)
