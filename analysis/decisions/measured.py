"""What is measured of each client, of its most telling order and of the pools spread over its revenue: the facts of its decision."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import duckdb
import numpy as np

from analysis.decisions.price_rise import SpreadOverRevenue

MEASURED = """
with costed as (
    select order_profit.order_id, client_id, kind, lines, target_margin, quantity,
        cast(revenue as double) as revenue, cast(true_profit as double) as profit,
        cast(credit_cost as double) as credit, cast(penalty as double) as penalty, cast(direct_cost as double) as direct_cost,
        cast(coalesce(time_cost, 0) as double) as time_cost,
        cast(coalesce(resource_cost, 0) - coalesce(time_cost, 0) + spread_cost as double) as other_resources
    from order_profit inner join order_target on order_profit.order_id = order_target.order_id where true_profit is not null
),
margins as (
    select client_id, sum(profit) / nullif(sum(revenue), 0) as margin from costed where revenue > 0 group by client_id
),
scattered as (
    select costed.client_id, count(case when revenue > 0 then 1 end) as orders, sum(revenue) as costed_revenue, sum(credit) as credit_cost,
        sum(case when revenue > 0 then target_margin * revenue end) / nullif(sum(case when revenue > 0 then revenue end), 0)
            as target_margin,
        sum(direct_cost) as direct_cost, sum(time_cost) as time_cost, sum(other_resources) as other_resources, sum(penalty) as penalty,
        sum(case when revenue > 0 then revenue * revenue end) as squares,
        sum(case when revenue > 0 then revenue * revenue * revenue end) as cubes,
        sum(case when revenue > 0 then (profit - margin * revenue) * (profit - margin * revenue) end) as scatter
    from costed left join margins on costed.client_id = margins.client_id
    group by costed.client_id
),
kinds as (
    select client_id, kind, sum(profit) as profit,
        cast(sum(case when quantity > 0 then quantity end) as double) / nullif(sum(case when quantity > 0 then lines end), 0) as mean_batch
    from costed group by client_id, kind
),
least as (
    select *, row_number() over (partition by client_id order by profit, kind) as place from kinds
),
leads as (
    select client_id, days, count(*) over (partition by client_id) as orders,
        row_number() over (partition by client_id order by days) as place
    from (select client_id, coalesce(shipped_on, last_day.day) - order_date as days from order_profit cross join last_day
        where (state = 'done' and shipped_on >= order_date) or is_late_so_far) as lasted
),
kept as (
    select client_id, min(days) as lead_days, min(orders) as lead_orders from leads where place >= 0.8 * orders - 1e-9 group by client_id
),
outside as (
    select client_id, cast(sum(cost) as double) as cost, cast(sum(time_cost) as double) as time_cost from client_costs group by client_id
)
select fit.client_id, fit.client_name, fit.fit_score, fit.verdict, clients.industry, profit.revenue, profit.true_profit,
    profit.true_margin, profit.profit_share,
    profit.gross_margin, profit.hours, profit.hours_share, profit.revenue_share, profit.custom_share,
    profit.late_share, measures.approval_rounds, measures.late_payment_days as payment_days,
    scattered.credit_cost / nullif(scattered.costed_revenue, 0) as credit_share, coalesce(scattered.orders, 0) as orders,
    coalesce(scattered.costed_revenue, 0) as costed_revenue, coalesce(scattered.credit_cost, 0) as credit_cost,
    scattered.client_id is not null as is_costed, scattered.target_margin,
    scattered.direct_cost, scattered.time_cost, scattered.other_resources, scattered.penalty,
    outside.cost as outside_cost, outside.time_cost as outside_time_cost,
    scattered.squares, scattered.cubes, scattered.scatter, least.kind as batch_kind, least.mean_batch, kept.lead_days, kept.lead_orders
from client_fit as fit
left join clients on fit.client_id = clients.client_id
left join client_profit as profit on fit.client_id = profit.client_id
left join client_measures as measures on fit.client_id = measures.client_id
left join scattered on fit.client_id = scattered.client_id
left join least on fit.client_id = least.client_id and least.place = 1
left join kept on fit.client_id = kept.client_id
left join outside on fit.client_id = outside.client_id
order by fit.client_id
"""

# of each client the order without which its margin would be highest, and the one without which it would be lowest; one without which
# nothing is left comes first. Sums over the orders with revenue are of what is left (analysis.estimates.shrinkage).
TELLING = """
with costed as (
    select order_id, client_id, cast(revenue as double) as revenue, cast(true_profit as double) as profit,
        cast(credit_cost as double) as credit
    from order_profit where true_profit is not null
),
sums as (
    select client_id, sum(revenue) as revenue, count(case when revenue > 0 then 1 end) as orders,
        sum(case when revenue > 0 then revenue end) as w, sum(case when revenue > 0 then revenue * revenue end) as ww,
        sum(case when revenue > 0 then revenue * revenue * revenue end) as www, sum(case when revenue > 0 then profit end) as p,
        sum(case when revenue > 0 then profit * profit end) as pp, sum(case when revenue > 0 then profit * revenue end) as pw
    from costed group by client_id
),
left_out as (
    select costed.*, sums.orders - case when costed.revenue > 0 then 1 else 0 end as orders_left,
        sums.revenue - costed.revenue as revenue_left,
        cast(profit.true_profit as double) - costed.profit as profit_left,
        sums.w - greatest(costed.revenue, 0) as w, sums.ww - greatest(costed.revenue, 0) * costed.revenue as ww,
        sums.www - greatest(costed.revenue, 0) * costed.revenue * costed.revenue as www,
        sums.p - case when costed.revenue > 0 then costed.profit else 0 end as p,
        sums.pp - case when costed.revenue > 0 then costed.profit * costed.profit else 0 end as pp,
        sums.pw - case when costed.revenue > 0 then costed.profit * costed.revenue else 0 end as pw
    from costed
    inner join sums on costed.client_id = sums.client_id
    inner join client_profit as profit on costed.client_id = profit.client_id
),
weighed as (
    select *, case when orders_left > 0 and revenue_left > 1e-9 * abs(revenue) then profit_left / revenue_left end as margin_left
    from left_out
),
placed as (
    select *, row_number() over (partition by client_id order by margin_left desc nulls first, order_id) as from_the_worst,
        row_number() over (partition by client_id order by margin_left asc nulls first, order_id) as from_the_best
    from weighed
)
select *, from_the_worst = 1 as is_worst, from_the_best = 1 as is_best from placed where from_the_worst = 1 or from_the_best = 1
"""

BELOW_COST = """
select client_id, order_id, total - margin as margin_left
from (
    select client_id, order_id, cast(gross_margin as double) as margin,
        sum(cast(gross_margin as double)) over (partition by client_id) as total,
        row_number() over (partition by client_id order by gross_margin, order_id) as place,
        count(*) over (partition by client_id) as orders
    from order_profit where gross_margin is not null and state <> 'in progress'
) where place = 1
"""

SPREAD = """
with borne as (
    select spread_costs.pool, spread_costs.month, order_profit.client_id, cast(spread_costs.cost as double) as cost,
        case when order_profit.true_profit is not null then cast(spread_costs.cost as double) else 0 end as costed
    from spread_costs
    inner join order_profit on spread_costs.order_id = order_profit.order_id
    inner join (select distinct pool from pools where spread_basis = 'revenue') as by_revenue on spread_costs.pool = by_revenue.pool
),
by_client as (
    select pool, month, client_id, sum(cost) as cost, sum(costed) as costed from borne group by pool, month, client_id
)
select client_id, sum(cost) over (partition by pool, month) as total, cost, costed from by_client
"""


def clients(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """One row per client, by client_id."""
    money = ("revenue", "true_profit", "gross_margin", "hours")
    return [
        row | {name: None if row[name] is None else float(row[name]) for name in money} for row in _rows(con, MEASURED)
    ]


def telling_orders(con: duckdb.DuckDBPyConnection) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """client → what is left without the order that does its margin most harm, and without the one that does it most good."""
    rows = _rows(con, TELLING)
    return {r["client_id"]: r for r in rows if r["is_worst"]}, {r["client_id"]: r for r in rows if r["is_best"]}


def least_gross_orders(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, float]]:
    """client → its order of least gross margin, and what gross margin is left without it."""
    return {r["client_id"]: (r["order_id"], r["margin_left"]) for r in _rows(con, BELOW_COST)}


def spread_over_revenue(con: duckdb.DuckDBPyConnection) -> dict[str, SpreadOverRevenue]:
    """client → its parts of pools spread over revenue, where it bears any."""
    found: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for row in _rows(con, SPREAD):
        if row["cost"] > 0 and row["total"] > 0:
            found[row["client_id"]].append((row["total"], row["costed"] / row["total"], row["cost"] / row["total"]))
    return {client: SpreadOverRevenue(*np.array(parts).T) for client, parts in found.items()}


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    cursor = con.execute(query)
    names = [str(d[0]) for d in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
