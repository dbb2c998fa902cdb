"""Past custom orders as deals: what the desk would have answered, month by month, with only what was known before each month began.

Of a past deal it was known: client, lines, prices, kinds that the export states, the promised day, and where an offer for it stands in
`quotes` what was estimated to be its cost, brought to direct cost as with earlier offers. A kind that nobody stated is told as for any
new deal. Rounds of approval and days of payment came later. Which orders are custom is today's knowledge: it chooses the orders alone.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.deals.deal import KINDS, Deal, DealLine
from analysis.deals.desk import Advice, Desk
from analysis.deals.estimate import interval_at
from analysis.deals.judging.facts import ACCEPT, PRICE_RULES, REFUSE
from analysis.reader.workspace import Workspace

ORDERS = """
select o.order_id, coalesce(c.client_name, o.client_id) as client, o.order_date, o.promised_on,
    cast(o.true_profit as double) as true_profit, cast(o.book_profit as double) as book_profit,
    cast(o.direct_cost + o.resource_cost as double) as cost, q.cost_estimate
from order_profit as o
left join clients as c on o.client_id = c.client_id
left join (
    select order_id, cast(min(cost_estimate) as double) as cost_estimate
    from quotes where order_id is not null and cost_estimate > 0 group by order_id
) as q on o.order_id = q.order_id
where o.kind = 'custom' and o.state = 'done' and o.true_profit is not null and o.revenue > 0
    and exists (
        select 1 from order_lines as l
        where l.order_id = o.order_id and l.state = 'done' and l.quantity > 0 and l.revenue > 0
            and coalesce(l.sku, l.product_name) is not null
    )
order by o.order_date, o.order_id
"""
LINES = """
select order_id, coalesce(sku, product_name) as product, base_sku, product_family, kind, cast(quantity as double) as quantity,
    cast(revenue as double) as revenue
from order_lines
where state = 'done' and quantity > 0 and revenue > 0 and coalesce(sku, product_name) is not null
    and order_id in (select unnest($1))
"""


@dataclass(frozen=True)
class Replayed:
    """What the desk would have answered an order, and what became of the order; money in the workspace's currency.

    `rule`: the deciding one; None: none failed, or no verdict. `if_won`, `if_lost`: the profit if the advice is followed and the client
    takes the price asked for, or goes; both are the true profit where no price is asked for. `advised`: the same, won as often as the
    win curve has it against the offered price, and lost where no curve tells. `within`: whether the cost, pools spread over orders apart,
    lay in the interval, at 80 and 90 %; None: no interval.
    """

    order_id: str
    client: str
    ordered_on: dt.date
    price: float | None
    decision: str | None
    rule: str | None
    true_profit: float
    book_profit: float | None
    if_won: float
    if_lost: float
    advised: float
    within_80: bool | None
    within_90: bool | None

    @property
    def asks_a_price(self) -> bool:
        """Another price is asked for, or the deal refused: its profit is at stake."""
        return (self.if_won, self.if_lost) != (self.true_profit, self.true_profit)


def custom_orders(ws: Workspace) -> int:
    """How many can be replayed."""
    return len(ws._frame(ORDERS))


def replay(ws: Workspace, most: int | None = None) -> Iterator[tuple[float, Replayed]]:
    """(part done, order) for each, in time; of more than `most`, so many evenly spread over time."""
    orders = ws._frame(ORDERS)
    if most is not None and len(orders) > most:
        orders = orders.iloc[np.linspace(0, len(orders) - 1, most).astype(int)]
    for done, (row, advice) in enumerate(advised(ws, orders), 1):
        yield done / len(orders), _replayed(advice, row)


def advised(
    ws: Workspace, orders: pd.DataFrame
) -> Iterator[tuple[Mapping[Hashable, object], Advice]]:
    """Each row of ORDERS with the advice on it. A desk is made for each month: seconds each on a long history."""
    lines = ws._frame(LINES, [list(orders["order_id"])])
    by_order = dict(tuple(lines.groupby("order_id")))
    for month, part in orders.groupby(orders["order_date"].dt.to_period("M")):
        desk = Desk(ws, month.start_time.date())
        for row in part.to_dict("records"):
            yield row, desk.ask(_deal(desk, row, by_order[row["order_id"]]))


def _deal(desk: Desk, row: Mapping[Hashable, object], lines: pd.DataFrame) -> Deal:
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


def _line(row: Mapping[Hashable, object], of_revenue: float | None) -> DealLine:
    """Its part of the cost that was estimated, by revenue."""
    quantity, revenue = _number(row["quantity"]) or 1.0, _number(row["revenue"]) or 0.0
    cost = None if of_revenue is None else of_revenue * revenue / quantity
    kind = row["kind"]
    return DealLine(
        quantity=quantity,
        product=str(row["product"]),
        base_sku=_text(row["base_sku"]),
        product_family=_text(row["product_family"]),
        kind=str(kind) if kind in KINDS else None,
        unit_price=revenue / quantity,
        material_cost=cost,
        labour_cost=None if cost is None else 0.0,
    )


def _replayed(advice: Advice, row: Mapping[Hashable, object]) -> Replayed:
    true, cost = float(str(row["true_profit"])), float(str(row["cost"]))
    won, lost, advised = _followed(advice, true)
    within = [
        None if span is None else span[0] <= cost <= span[1]
        for span in (interval_at(advice.estimate, level) for level in (0.8, 0.9))
    ]
    return Replayed(
        order_id=str(row["order_id"]),
        client=str(row["client"]),
        ordered_on=advice.deal.date,
        price=advice.deal.price,
        decision=advice.decision,
        rule=advice.failing[0].rule if advice.failing else None,
        true_profit=true,
        book_profit=_number(row["book_profit"]),
        if_won=won,
        if_lost=lost,
        advised=advised,
        within_80=within[0],
        within_90=within[1],
    )


def _followed(advice: Advice, true: float) -> tuple[float, float, float]:
    """Profit if the advice is followed: won, lost, as the win curve has it. A date or a term that is talked about changes none."""
    offer = advice.offer
    if advice.decision == REFUSE:
        return 0.0, 0.0, 0.0
    asked = [e for e in advice.failing if e.rule in PRICE_RULES and e.asks != ACCEPT]
    if not asked or offer is None or offer.price is None:
        return true, true, true
    best = (c.price for c in asked[0].conditions if c.change == "best_price")
    price = next(best, offer.asked)
    if price is None:  # no price pays: nobody takes the deal
        return 0.0, 0.0, 0.0
    won = true + max(0.0, price - offer.price) * (1 - offer.with_price)
    return won, 0.0, _chance_against(advice, offer.price, price) * won


def _chance_against(advice: Advice, price: float, asked: float) -> float:
    """Of deals won at the price, the part still won at the one asked for; 0 where no curve tells."""
    now, then = advice.chances.at(price), advice.chances.at(asked)
    if now is None or then is None or now.value <= 0:
        return 0.0
    return min(1.0, then.value / now.value)


def _number(value: object) -> float | None:
    found = math.nan if value is None else float(str(value))
    return None if math.isnan(found) else found


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
