"""What the past says of deals: each part worked out of the history when it is first asked for, and kept with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property

import pandas as pd

from analysis.deals import calibration, cases, lead_time, line_factors
from analysis.deals.calibration import LeftOut
from analysis.deals.cases import Cases
from analysis.deals.history import History
from analysis.deals.winning import win_curve
from analysis.deals.winning.win_curve import WinCurve
from analysis.reader.workspace import Workspace

# What offers estimated a cost at, against the direct cost of the orders that came of them: ratio of sums.
ESTIMATED = """
select o.kind, cast(sum(q.cost_estimate) as double) / nullif(cast(sum(o.direct_cost) as double), 0) as part
from quotes as q
inner join order_profit as o on q.order_id = o.order_id
where q.quoted_on < $1 and q.cost_estimate > 0 and o.state = 'done' and o.direct_cost > 0 and o.shipped_on < $1
group by o.kind
"""
SERIAL = """
select c.order_id, cast(c.quantity as double) as quantity,
    cast(o.revenue - coalesce(m.material_cost, o.direct_cost) as double) as throughput
from order_costs as c
inner join order_profit as o on c.order_id = o.order_id
left join (
    select order_id, case when count(material_cost) = count(*) then sum(material_cost) end as material_cost
    from order_lines where state = 'done' group by order_id
) as m on o.order_id = m.order_id
where c.pool = $3 and c.quantity > 0 and o.kind = 'serial' and o.state = 'done'
    and o.order_date >= $1 and o.shipped_on < $2 and o.direct_cost is not null
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
            self._serial_orders[pool] = self.ws._frame(SERIAL, [since, day, pool])
        return self._serial_orders[pool]

    @cached_property
    def estimated_parts(self) -> Mapping[str, float]:
        """Kind → what offers estimated ÷ the direct cost of the orders that came of them, of those finished by the day."""
        rows = self.ws._frame(ESTIMATED, [self.history.day]).dropna()
        return dict(zip(rows["kind"], rows["part"], strict=True))

    @cached_property
    def win_curves(self) -> Mapping[str, WinCurve]:
        """By kind of order."""
        offers = win_curve.offers(self.ws, self.history.day)
        return {curve.kind: curve for curve in win_curve.curves(offers)}

    @cached_property
    def orders_in_time(self) -> pd.DataFrame:
        """As lead_time.orders has them."""
        return lead_time.orders(self.ws)
