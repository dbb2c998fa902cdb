"""Who occupies a pool, and what each hour of it (or each set-up, run, visit …) brings: throughput accounting.

At a bottleneck the best product isn't the one with the best margin but the one that earns most per unit of the bottleneck.
Source: Goldratt, The Haystack Syndrome, 1990; Corbett, Throughput Accounting, 1998 (throughput = revenue − totally variable
cost, here material). A unit is an hour for people's time, whatever the pool is counted in, else the pool's own unit.
"""

from __future__ import annotations

import pandas as pd

from analysis.pools.capacity import in_months
from analysis.reader.scope import Scope
from analysis.reader.slices import rows_of
from analysis.reader.workspace import EVERYTHING, Workspace

# One row per use of the pool by an order or a client, `month` as in pool_use; estimated uses of orders without logs among them.
# Its one parameter, the pool's name, comes first.
USES = """
    asked as (select cast(? as varchar) as pool),
    estimated as (select * from order_costs where pool = (select pool from asked) and source = 'estimated'),
    logged as (
        select
            usage_costs.order_id, usage_costs.client_id, usage_costs.month, charged_to,
            cast(usage_costs.quantity as double) as quantity, cast(usage_costs.hours as double) as hours,
            cast(usage_costs.cost as double) as cost, estimated.order_id is not null as is_estimated
        from usage_costs
        left join estimated on usage_costs.order_id = estimated.order_id and charged_to = 'order'
        where usage_costs.pool = (select pool from asked) and charged_to in ('order', 'client')
    ),
    is_monthly as (select count(month) > 0 as is_monthly from pool_use where pool = (select pool from asked)),
    every_use as (
        select * from logged
        union all
        select
            estimated.order_id, order_profit.client_id,
            case when is_monthly then order_profit.month end, 'order',
            cast(estimated.quantity as double), cast(estimated.hours as double), cast(estimated.cost as double), true
        from estimated
        cross join is_monthly
        inner join order_profit on estimated.order_id = order_profit.order_id
        where estimated.order_id not in (select order_id from logged where charged_to = 'order')
    ),
    is_time as (select coalesce(bool_or(is_time), false) as is_time from pool_use where pool = (select pool from asked)),
    uses as (
        select every_use.*, case when is_time then hours else quantity end as units, capacity.capacity > 0 as has_capacity
        from every_use
        cross join is_time
        left join (select month, capacity from pool_use where pool = (select pool from asked)) as capacity
            on coalesce(every_use.month, date '1900-01-01') = coalesce(capacity.month, date '1900-01-01')
    )"""

# An order's parts by product family, as analysis/sql/40_orders/60_profit_rows.sql divides it: by the lines' sizes in money.
PARTS = """
    family_lines as (
        select
            order_id, product_family,
            cast(sum(abs(revenue)) as double) as weight,
            sum(case when state = 'done' then 1 else 0 end) as done_lines,
            sum(case when state = 'done' and material_cost is null then 1 else 0 end) as without_material,
            cast(sum(case when state = 'done' then material_cost end) as double) as material_cost
        from order_lines
        where order_id in (select order_id from uses where charged_to = 'order')
        group by order_id, product_family
    ),
    parts as (
        select
            family_lines.*,
            case
                when sum(weight) over (partition by order_id) > 0 then weight / sum(weight) over (partition by order_id)
                else 1.0 / count(*) over (partition by order_id)
            end as part
        from family_lines
    )"""


def by_client(ws: Workspace, pool: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """One row per client that used the pool in the scope's months, the largest first. Columns:

    client_id, client_name, quantity (pool's unit), hours (of people), units, cost (unknown where a use has no rate),
    outside_units (of them outside any order), estimated_units, used_share (÷ all that orders and clients used of the pool),
    capacity_share (÷ its capacity), revenue_share. All three are of the whole plant in these months, whatever the filters.
    """
    frame = _occupied(ws, pool, scope, "client_id")
    clients = ws.table("clients")[["client_id", "client_name"]].drop_duplicates("client_id")
    shares = ws.metrics(["revenue_share"], ("client_id",), _dates(scope))
    named = frame.merge(clients, on="client_id", how="left").merge(
        shares, on="client_id", how="left"
    )
    return named.assign(client_name=named["client_name"].fillna(named["client_id"]))


def by_kind(ws: Workspace, pool: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """One row per kind of work in the scope's months, over the whole plant. Columns as `by_client`, with

    work (serial, custom, outside: for clients outside any order) in the client's place.
    """
    whole = _dates(scope)
    frame = _occupied(ws, pool, whole, "work")
    shares = (
        ws.metrics(["revenue_share"], ("kind",), whole)
        .dropna(subset="kind")
        .rename(columns={"kind": "work"})
    )
    placed = frame.merge(shares, on="work", how="left")
    if (
        placed["revenue_share"].notna().any()
    ):  # where revenue is known at all, work outside orders has none
        placed["revenue_share"] = placed["revenue_share"].mask(placed["work"] == "outside", 0.0)
    return placed


def by_family(ws: Workspace, pool: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """One row per product family and kind, the most profit per unit first, over the scope's orders with use of the pool.

    Orders in progress are left out: they have earned nothing yet. Columns: product_family, kind, orders, revenue,
    units (all that these orders used, in whatever month), estimated_units, true_profit, profit_units (those of the orders
    whose true profit is known), profit_per_unit, contribution (revenue − material; − direct cost where the material is
    unknown), contribution_units, contribution_per_unit, orders_by_direct_cost (how many orders' contribution is so).
    An order of several families divides its units as its hours are divided in profit_rows.
    """
    rows, values = rows_of(scope)
    select = f"""with {USES}, {PARTS},
        used as (
            select order_id, sum(units) as units, sum(case when is_estimated then units else 0 end) as estimated_units
            from uses where charged_to = 'order' group by order_id having sum(units) > 0
        ),
        measured as (
            select
                scoped.order_id, scoped.product_family, scoped.kind, scoped.orders,
                used.units * part as units, used.estimated_units * part as estimated_units,
                cast(scoped.revenue as double) as revenue, cast(scoped.true_profit as double) as true_profit,
                without_material > 0 or done_lines = 0 as is_by_direct_cost,
                case
                    when without_material = 0 and done_lines > 0 then cast(scoped.revenue as double) - material_cost
                    else cast(scoped.revenue as double) - cast(scoped.direct_cost as double)
                end as contribution
            from ({rows}) as scoped
            inner join used on scoped.order_id = used.order_id
            inner join parts on scoped.order_id = parts.order_id and scoped.product_family is not distinct from parts.product_family
            inner join order_profit on scoped.order_id = order_profit.order_id and order_profit.state <> 'in progress'
        )
        select
            product_family, kind, cast(sum(orders) as bigint) as orders, sum(revenue) as revenue,
            sum(units) as units, sum(estimated_units) as estimated_units,
            sum(true_profit) as true_profit,
            sum(case when true_profit is not null then units end) as profit_units,
            sum(true_profit) / nullif(sum(case when true_profit is not null then units end), 0) as profit_per_unit,
            sum(contribution) as contribution,
            sum(case when contribution is not null then units end) as contribution_units,
            sum(contribution) / nullif(sum(case when contribution is not null then units end), 0) as contribution_per_unit,
            count(distinct case when is_by_direct_cost and revenue <> 0 and contribution is not null then order_id end)
                as orders_by_direct_cost
        from measured group by product_family, kind
        order by profit_per_unit desc nulls last, contribution_per_unit desc nulls last, product_family nulls last, kind"""
    return ws._frame(select, [pool, *values])


def of_kind(by_family: pd.DataFrame, kind: str) -> dict[str, float | None]:
    """What a unit brings over all families of a kind: profit_per_unit and contribution_per_unit, ratios of sums."""
    rows = by_family[by_family["kind"] == kind]
    found: dict[str, float | None] = {}
    for part, units, ratio in (
        ("true_profit", "profit_units", "profit_per_unit"),
        ("contribution", "contribution_units", "contribution_per_unit"),
    ):
        whole = float(rows[units].sum())
        found[ratio] = float(rows[part].sum()) / whole if whole > 0 else None
    return found


def _dates(scope: Scope) -> Scope:
    return Scope(since=scope.since, until=scope.until)


def _occupied(ws: Workspace, pool: str, scope: Scope, by: str) -> pd.DataFrame:
    """Units used in the scope's months, with their parts of all that was used and of the capacity; by client_id or work."""
    (among, given), (of_pool, _) = in_months(scope, "uses.month"), in_months(scope)
    if given:
        among += " and (uses.month is not null or not (select is_monthly from is_monthly))"
    condition, values = scope.but(since=None, until=None, minimum_revenue=None).where()
    if scope.minimum_revenue is not None:
        rows, chosen = rows_of(scope)
        condition, values = (
            f"{condition} and client_id in (select client_id from ({rows}))",
            [*values, *chosen],
        )
    select = f"""with {USES}, {PARTS},
        placed as (
            select
                uses.client_id, order_profit.manager, parts.product_family, order_profit.kind,
                case when uses.charged_to = 'client' then 'outside' else order_profit.kind end as work,
                uses.quantity * coalesce(part, 1) as quantity, uses.hours * coalesce(part, 1) as hours,
                uses.units * coalesce(part, 1) as units, uses.cost * coalesce(part, 1) as cost, uses.is_estimated, uses.has_capacity
            from uses
            left join parts on uses.order_id = parts.order_id and uses.charged_to = 'order'
            left join order_profit on uses.order_id = order_profit.order_id and uses.charged_to = 'order'
            where {among}
        ),
        whole as (select sum(quantity) as used from placed),
        capacity as (
            select cast(sum(case when capacity > 0 then capacity end) as double) as available
            from pool_use where pool = (select pool from asked) and {of_pool}
        )
        select
            {by}, round(sum(quantity), 6) as quantity, round(sum(hours), 6) as hours, round(sum(units), 6) as units,
            case when count(*) = count(cost) then sum(cost) end as cost,
            round(sum(case when work = 'outside' then units else 0 end), 6) as outside_units,
            round(sum(case when is_estimated then units else 0 end), 6) as estimated_units,
            sum(quantity) / nullif(max(used), 0) as used_share,
            sum(case when has_capacity then quantity end) / nullif(max(available), 0) as capacity_share
        from placed cross join whole cross join capacity
        where {condition} group by {by} order by units desc nulls last, {by} nulls last"""
    return ws._frame(select, [pool, *given, *given, *values])
