"""The analogues of a deal as orders: what each was, cost and earned, in what it is like the deal and in what not."""

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
