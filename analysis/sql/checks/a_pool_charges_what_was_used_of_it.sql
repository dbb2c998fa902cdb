-- For every pool and month: what it charged is the cost of its recorded and estimated uses, at the rate of the month.
with uses as (
    select pool, month, charged_to, quantity, cost, 0 as quantity_estimated from usage_costs
    union all
    select pool, month, 'order', estimated_quantity, cost, estimated_quantity from time_estimates where is_used
    union all
    select pool, month, 'spread', 0, cost, 0 from spread_costs
),

used as (
    select
        pool,
        coalesce(month, cast('1900-01-01' as date)) as month,
        sum(case when charged_to = 'order' then quantity else 0 end) as quantity_orders,
        sum(case when charged_to = 'client' then quantity else 0 end) as quantity_clients,
        sum(case when charged_to = 'internal' then quantity else 0 end) as quantity_internal,
        sum(quantity_estimated) as quantity_estimated,
        sum(case when charged_to = 'order' then cost else 0 end) as charged_orders,
        sum(case when charged_to = 'client' then cost else 0 end) as charged_clients,
        sum(case when charged_to = 'internal' then cost else 0 end) as cost_internal,
        sum(case when charged_to = 'spread' then cost else 0 end) as spread
    from uses
    group by pool, coalesce(month, cast('1900-01-01' as date))
),

rates as (
    select
        pool,
        coalesce(case when rate_source <> 'no pool given' then month end, cast('1900-01-01' as date)) as month,
        max(rate) as rate,
        max(capacity) as capacity,
        max(cost) as cost
    from capacity_rates
    group by pool, coalesce(case when rate_source <> 'no pool given' then month end, cast('1900-01-01' as date))
)

select
    coalesce(pool_use.pool, used.pool) as pool,
    coalesce(pool_use.month, used.month) as month,
    pool_use.charged_orders,
    used.charged_orders as used_by_orders,
    pool_use.charged_clients,
    used.charged_clients as used_by_clients
from pool_use
full outer join used on pool_use.pool = used.pool and coalesce(pool_use.month, cast('1900-01-01' as date)) = used.month
left join rates on pool_use.pool = rates.pool and coalesce(pool_use.month, cast('1900-01-01' as date)) = rates.month
where pool_use.pool is null and (used.charged_orders <> 0 or used.charged_clients <> 0 or used.spread <> 0)  -- without a rate: no charge
    or abs(coalesce(pool_use.charged_orders, 0) - coalesce(used.charged_orders, 0)) > 0.000001
    or abs(coalesce(pool_use.charged_clients, 0) - coalesce(used.charged_clients, 0)) > 0.000001
    or abs(coalesce(pool_use.spread, 0) - coalesce(used.spread, 0)) > 0.000001
    or abs(coalesce(pool_use.cost_internal, 0) - coalesce(used.cost_internal, 0)) > 0.000001
    or abs(pool_use.quantity_orders - coalesce(used.quantity_orders, 0)) > 0.000001
    or abs(pool_use.quantity_clients - coalesce(used.quantity_clients, 0)) > 0.000001
    or abs(pool_use.quantity_internal - coalesce(used.quantity_internal, 0)) > 0.000001
    or abs(pool_use.quantity_estimated - coalesce(used.quantity_estimated, 0)) > 0.000001
    or abs(pool_use.rate - rates.rate) > 0.000000001 * abs(rates.rate)
    or abs(pool_use.capacity - rates.capacity) > 0.000001
    or abs(pool_use.cost - rates.cost) > 0.0001
