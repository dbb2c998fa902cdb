"""What became of saved deals: their estimates against the orders that came in, and how often past intervals held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.estimates.statistics import Estimate, wilson
from analysis.reader.workspace import Workspace

CANDIDATES = """
with asked as (select unnest($products) as product),

wanted as (
    select order_lines.order_id, max(case when
        lower(order_lines.sku) in (select lower(product) from asked)
        or lower(order_lines.product_name) in (select lower(product) from asked)
        or lower(order_lines.base_sku) in (select lower(product) from asked) then 1 else 0 end) as same_product
    from order_lines
    group by order_lines.order_id
)

select p.order_id, p.order_date, c.client_name, cast(p.revenue as double) as revenue, p.state, wanted.same_product = 1 as same_product
from order_profit as p
inner join wanted on p.order_id = wanted.order_id
left join clients as c on p.client_id = c.client_id
where (
    p.client_id = coalesce((select max(kept_id) from same_clients where client_id = $client_id), $client_id) or c.client_name = $client
) and p.order_date >= $since
    and p.order_id not in (select order_id from saved_deals where order_id is not null)
order by wanted.same_product desc, p.order_date, p.order_id
limit 20
"""


@dataclass(frozen=True)
class IntervalsHeld:
    """Of `n` accepted deals with an interval whose order is done: how often its cost lay within, and the mean error in money."""

    n: int
    within: Estimate
    above: int
    mean_error: float


def advice_of(ws: Workspace) -> pd.DataFrame:
    """The table deal_advice, the newest deal first, and `fell`: where the actual cost lies: within, above, below; None: not known."""
    found = ws._frame(
        "select * from deal_advice order by cast(deal_id as integer) desc, version desc"
    )
    found["fell"] = [_fell(row) for row in found.to_dict("records")]
    return found


def _fell(row: Mapping[Any, Any]) -> str | None:
    low, high, actual = row["cost_low"], row["cost_high"], row["actual_cost"]
    if pd.isna(low) or pd.isna(high) or pd.isna(actual):
        return None
    return "above" if actual > high else "below" if actual < low else "within"


def intervals_held(advice: pd.DataFrame) -> IntervalsHeld | None:
    """advice: as advice_of has it. None where no order of an accepted deal with an interval is done."""
    judged = advice[advice["accepted"] & advice["fell"].notna()]
    n = len(judged)
    if not n:
        return None
    inside = int((judged["fell"] == "within").sum())
    low, high = wilson(inside, n)
    error = float((judged["actual_cost"] - judged["cost_mid"]).abs().mean())
    return IntervalsHeld(
        n, Estimate(inside / n, low, high), int((judged["fell"] == "above").sum()), error
    )


def pools_of(ws: Workspace, deal_id: str, version: int) -> pd.DataFrame:
    """The table deal_pools of one version: by pool, what was estimated and what the order took."""
    return ws._frame(
        "select * from deal_pools where deal_id = ? and version = ? order by use_cost desc nulls last, pool",
        [deal_id, version],
    )


def orders_that_may_be_it(
    ws: Workspace, client_id: str | None, client: str, products: tuple[str, ...], since: object
) -> pd.DataFrame:
    """Orders of the client from the day on that belong to no saved deal, those of the same product first: order_id, order_date,
    client_name, revenue, state, same_product."""
    asked = {"client_id": client_id, "client": client, "products": list(products), "since": since}
    return ws._frame(CANDIDATES, asked)
