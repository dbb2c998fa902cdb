"""Past custom orders as deals: what the desk would have answered, month by month, with only what was known before each month began.

Of a past deal it was known: client, lines, prices, the promised day, and where an offer for it stands in `quotes` what was estimated
to be its cost, brought to direct cost as with earlier offers. Rounds of approval and days of payment came later.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from analysis.deals.deal import KINDS, Deal, DealLine
from analysis.deals.desk import Advice, Desk
from analysis.deals.estimate import interval_at
from analysis.deals.rules import ACCEPT
from analysis.reader.workspace import Workspace

ORDERS = """
select o.order_id, coalesce(c.client_name, o.client_id) as client, o.order_date, o.promised_on,
    cast(o.revenue as double) as revenue, cast(o.true_profit as double) as true_profit, cast(o.book_profit as double) as book_profit,
    cast(o.direct_cost + o.resource_cost + o.spread_cost as double) as cost, q.cost_estimate
from order_profit as o
left join clients as c on o.client_id = c.client_id
left join (
    select order_id, cast(min(cost_estimate) as double) as cost_estimate
    from quotes where order_id is not null and cost_estimate > 0 group by order_id
) as q on o.order_id = q.order_id
where o.kind = 'custom' and o.state = 'done' and o.true_profit is not null and o.revenue > 0
order by o.order_date, o.order_id
"""
LINES = """
select order_id, coalesce(sku, product_name) as product, base_sku, product_family, kind, cast(quantity as double) as quantity,
    cast(revenue as double) as revenue
from order_lines
where state = 'done' and quantity > 0 and revenue > 0 and coalesce(sku, product_name) is not null
"""


@dataclass(frozen=True)
class Replayed:
    """`advised`: what following the advice would have brought: a price asked for is won as often as the win curve has it against
    the offered one, and never where no curve tells. `within`: whether the cost lay in the interval, at 80 and 90 %; None: no interval.
    """

    order_id: str
    decision: str | None
    true_profit: float
    book_profit: float | None
    advised: float
    within_80: bool | None
    within_90: bool | None


def replay(ws: Workspace) -> Iterator[tuple[float, Replayed]]:
    """(part done, order) for each, in time. A desk is made for each month: seconds each on a long history."""
    orders, lines = ws._frame(ORDERS), ws._frame(LINES)
    by_order = dict(tuple(lines.groupby("order_id")))
    months = orders["order_date"].dt.to_period("M")
    done = 0
    for month, part in orders.groupby(months):
        desk = Desk(ws, month.start_time.date())
        for row in part.to_dict("records"):
            done += 1
            if row["order_id"] in by_order:
                deal = _deal(desk, row, by_order[row["order_id"]])
                yield done / len(orders), _replayed(desk, desk.ask(deal), row)


def _deal(desk: Desk, row: dict[object, object], lines: pd.DataFrame) -> Deal:
    day, promised = pd.Timestamp(str(row["order_date"])).date(), row["promised_on"]
    need_by = pd.Timestamp(str(promised)).date() if promised == promised and promised else None
    known = desk.estimated_direct(_number(row["cost_estimate"]), "custom")
    of_revenue = None if known is None else known / float(lines["revenue"].sum())
    return Deal(
        client=str(row["client"]),
        line=tuple(_line(each, of_revenue) for each in lines.to_dict("records")),
        date=day,
        need_by=None if need_by is None or need_by < day else need_by,
    )


def _line(row: dict[object, object], of_revenue: float | None) -> DealLine:
    """Its part of the cost that was estimated, by revenue."""
    quantity, revenue = _number(row["quantity"]) or 1.0, _number(row["revenue"]) or 0.0
    cost = None if of_revenue is None else of_revenue * revenue / quantity
    kind = row["kind"]
    return DealLine(
        quantity=quantity,
        product=str(row["product"]),
        base_sku=_text(row["base_sku"]),
        product_family=_text(row["product_family"]),
        kind=str(kind) if kind in KINDS else "modified",
        unit_price=revenue / quantity,
        material_cost=cost,
        labour_cost=None if cost is None else 0.0,
    )


def _replayed(desk: Desk, advice: Advice, row: dict[object, object]) -> Replayed:
    true, cost = float(str(row["true_profit"])), float(str(row["cost"]))
    advised = true
    if advice.decision not in (ACCEPT, None):
        advised = _otherwise(advice, true)
    within = [
        None if span is None else span[0] <= cost <= span[1]
        for span in (interval_at(advice.estimate, level) for level in (0.8, 0.9))
    ]
    return Replayed(
        str(row["order_id"]),
        advice.decision,
        true,
        _number(row["book_profit"]),
        advised,
        within[0],
        within[1],
    )


def _otherwise(advice: Advice, true: float) -> float:
    """At the price asked, as often as that is still won; 0 where the deal is lost or refused; as it was where no price is asked."""
    offer = advice.offer
    if advice.decision == "refuse" or offer is None or offer.asked is None or offer.price is None:
        return 0.0
    if offer.asked <= offer.price:  # a date or a term is talked about, no price
        return true
    now, then = advice.chances.at(offer.price), advice.chances.at(offer.asked)
    if now is None or then is None or now.value <= 0:
        return 0.0
    more = (offer.asked - offer.price) * (1 - offer.with_price)
    return min(1.0, then.value / now.value) * (true + more)


def _number(value: object) -> float | None:
    found = math.nan if value is None else float(str(value))
    return None if math.isnan(found) else found


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
