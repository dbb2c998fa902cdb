"""The answer to a deal as tables: what its lines cost, what it takes of each resource and what is free, the past orders it rests on."""

from __future__ import annotations

import pandas as pd

from analysis.deals.desk import Advice
from analysis.reader.workspace import Workspace

ORDERS = """
select order_profit.order_id, clients.client_name, order_date, kind, lines, quantity, approval_rounds,
    revenue, direct_cost, hours, hours_estimated, true_profit
from order_profit
left join clients on order_profit.client_id = clients.client_id
where order_id in (select unnest($1))
"""


def line_costs(advice: Advice) -> pd.DataFrame:
    """A row per line: product (None where none is named), quantity, cost_each (of one piece; None: unknown)."""
    return pd.DataFrame(
        [
            {
                "product": line.product or line.base_sku,
                "quantity": line.quantity,
                "cost_each": cost.unit_cost,
            }
            for line, cost in zip(advice.deal.line, advice.estimate.lines, strict=True)
        ]
    )


def uses(advice: Advice) -> pd.DataFrame:
    """A row per resource: pool, use_low, use_mid, use_high in its unit (None: unknown, or too few cases), use_cost, use_from (a code)."""
    return pd.DataFrame(
        [
            {
                "pool": use.pool.name,
                "use_low": use.quantity and use.quantity.low,
                "use_mid": use.quantity and use.quantity.mid,
                "use_high": use.quantity and use.quantity.high,
                "use_cost": use.cost,
                "use_from": use.source,
            }
            for use in advice.estimate.uses
        ]
    )


def loads(advice: Advice) -> pd.DataFrame:
    """A row per resource that the deal takes: pool, takes, load_share, free_a_month, free_until_then, in its unit."""
    return pd.DataFrame(
        [
            {
                "pool": load.pool,
                "takes": load.takes,
                "load_share": load.load,
                "free_a_month": load.free_a_month,
                "free_until_then": load.free,
            }
            for load in advice.capacity.pools
        ]
    )


def analogue_orders(ws: Workspace, advice: Advice) -> pd.DataFrame:
    """A row per analogue, the most alike first; `alike`, `unlike`: codes by commas."""
    found = advice.estimate.analogues
    told = pd.DataFrame(
        {
            "order_id": [each.order_id for each in found],
            "alike": [",".join(each.alike) for each in found],
            "unlike": [",".join(each.unlike) for each in found],
        }
    )
    return told.merge(ws._frame(ORDERS, [list(told["order_id"])]), on="order_id", how="left")
