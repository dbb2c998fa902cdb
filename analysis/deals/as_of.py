"""A day in the past: kinds and costs of orders as the pipeline would have told them that morning.

The steps' own texts run over the lines placed and the uses recorded before the day ($1), so a later row can't reach them. A use
without a day or month counts as known. Corrections of a kind count from the day they were made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache

from analysis.journal import kind_corrections
from analysis.reader.past import USED_BEFORE
from analysis.reader.workspace import Workspace
from analysis.stores import pipeline

USAGE_COSTS = f"select * from main.usage_costs where coalesce({USED_BEFORE}, true)"
ORDER_LINES = "select * from main.order_lines where order_date < $1"
ORDER_TOTALS = "select * from main.order_totals where order_date < $1"
PRODUCT_WORDS = """
select * from main.product_words where exists (
    select 1 from main.order_lines as sold
    where sold.order_date < $1 and coalesce(sold.product_name, '') = product_words.product_name
        and coalesce(sold.product_family, '') = product_words.product_family)
"""
COSTED = {"usage_costs": USAGE_COSTS, "order_totals": ORDER_TOTALS}
ORDER_COSTS = pipeline.over(COSTED, "time_estimates", "order_costs")
SPREAD_COSTS = pipeline.over(COSTED, "time_estimates", "spread_costs")
ORDER_PROFIT = pipeline.over(COSTED, "time_estimates", "order_costs", "order_profit")


@cache
def _kinds() -> str:
    given = {
        "order_lines": ORDER_LINES,
        "order_totals": ORDER_TOTALS,
        "usage_costs": USAGE_COSTS,
        "product_words": PRODUCT_WORDS,
        "kind_corrections": "select * from main.kind_corrections where order_id in (select unnest($2))",
    }
    told = pipeline.over(given, "custom_products", "kind_evidence", "order_kind")
    return f"select order_id, kind from ({told})"


def kinds(ws: Workspace, day: dt.date) -> Mapping[str, str]:
    """Order → serial, custom or unknown, of every order placed before the day; seconds at 100,000 orders."""
    corrected = [
        each.order_id for each in kind_corrections.in_force(ws.root) if each.at.date() <= day
    ]
    rows = ws._frame(_kinds(), [day, corrected])
    return dict(zip(rows["order_id"], rows["kind"], strict=True))
