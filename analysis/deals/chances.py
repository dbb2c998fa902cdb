"""The chance that a deal is won at a price: the win curve of its kind, asked at the markup that the price is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.deals.estimate import DealEstimate
from analysis.deals.history import History
from analysis.deals.win_curve import WinCurve, curves, offers
from analysis.estimates.statistics import Estimate
from analysis.reader.workspace import Workspace

# What offers estimated a cost at, against the direct cost of the orders that came of them: ratio of sums.
ESTIMATED = """
select o.kind, cast(sum(q.cost_estimate) as double) / nullif(cast(sum(o.direct_cost) as double), 0) as part
from quotes as q
inner join order_profit as o on q.order_id = o.order_id
where q.quoted_on < $1 and q.cost_estimate > 0 and o.state = 'done' and o.direct_cost > 0 and o.shipped_on < $1
group by o.kind
"""


@dataclass(frozen=True)
class Chances:
    """`curve` None: no offer of this kind is known. `cost`: what an offer would have estimated; None: it can't be told."""

    curve: WinCurve | None
    cost: float | None

    @property
    def trouble(self) -> str:
        """Why no chance is told; empty where one is."""
        if self.curve is None:
            return "no_offers"
        return self.curve.trouble or ("" if self.cost else "no_costs")

    def at(self, price: float | None) -> Estimate | None:
        """None where no curve is drawn, and beyond the markups it is drawn from."""
        if self.curve is None or not self.cost or price is None:
            return None
        return self.curve.chance(price / self.cost - 1)

    def best_price(self, full_cost: float) -> Estimate | None:
        """The price that brings most on average, with its interval."""
        if self.curve is None or not self.cost:
            return None
        return self.curve.best_price(self.cost, full_cost)


def estimated_parts(ws: Workspace, history: History) -> Mapping[str, float]:
    """Kind → what offers estimated ÷ the direct cost of the orders that came of them, of those finished by the day."""
    if "estimated parts" not in history.kept:
        rows = ws._frame(ESTIMATED, [history.day]).dropna()
        history.kept["estimated parts"] = dict(zip(rows["kind"], rows["part"], strict=True))
    found = history.kept["estimated parts"]
    assert isinstance(found, dict)
    return found


def chances(ws: Workspace, history: History, estimate: DealEstimate) -> Chances:
    if "win curves" not in history.kept:
        drawn = {curve.kind: curve for curve in curves(offers(ws, history.day))}
        history.kept["win curves"] = drawn
    by_kind = history.kept["win curves"]
    assert isinstance(by_kind, dict)
    part = estimated_parts(ws, history).get(estimate.kind or "")
    direct = estimate.direct_cost
    return Chances(by_kind.get(estimate.kind), part * direct if part and direct else None)
