-- One row per pool and month: charged to orders and clients, spread, unused. Month unknown: use that has none, at no cost of its own.
-- Unused is the rest of the pool's cost; negative where the pool is over-absorbed. Internal use is part of the unused.
with uses as (
    select pool, month, charged_to, quantity, cost, cast(0 as decimal(18, 6)) as quantity_estimated
    from usage_costs
    union all
    select pool, month, 'order', estimated_quantity, cost, estimated_quantity
    from time_estimates
    where is_used
),

charged as (
    select
        pool,
        month,
        sum(quantity_estimated) as quantity_estimated,
        sum(case when charged_to = 'order' then quantity else 0 end) as quantity_orders,
        sum(case when charged_to = 'client' then quantity else 0 end) as quantity_clients,
        sum(case when charged_to = 'internal' then quantity else 0 end) as quantity_internal,
        sum(case when charged_to = 'order' then cost else 0 end) as charged_orders,
        sum(case when charged_to = 'client' then cost else 0 end) as charged_clients,
        sum(case when charged_to = 'internal' then cost else 0 end) as cost_internal
    from uses
    group by pool, month
),

spread as (
    select pool, month, sum(cost) as spread
    from spread_costs
    group by pool, month
),

joined as (
    select
        capacity_rates.pool,
        case when capacity_rates.rate_source = 'no pool given' then null else capacity_rates.month end as month,
        capacity_rates.unit,
        capacity_rates.treatment,
        capacity_rates.is_time,
        case
            when capacity_rates.rate_source = 'no month' then 0
            when capacity_rates.cost is not null then capacity_rates.cost
            when capacity_rates.rate_source = 'stated' and capacity_rates.capacity is not null
                then cast(cast(capacity_rates.capacity as double) * capacity_rates.rate as decimal(18, 4))
        end as cost,
        capacity_rates.capacity,
        capacity_rates.rate,
        capacity_rates.rate_source,
        cast(coalesce(charged.quantity_orders, 0) as decimal(18, 6)) as quantity_orders,
        cast(coalesce(charged.quantity_clients, 0) as decimal(18, 6)) as quantity_clients,
        cast(coalesce(charged.quantity_internal, 0) as decimal(18, 6)) as quantity_internal,
        cast(coalesce(charged.quantity_estimated, 0) as decimal(18, 6)) as quantity_estimated,
        cast(coalesce(charged.charged_orders, 0) as decimal(18, 6)) as charged_orders,
        cast(coalesce(charged.charged_clients, 0) as decimal(18, 6)) as charged_clients,
        cast(coalesce(charged.cost_internal, 0) as decimal(18, 6)) as cost_internal,
        cast(coalesce(spread.spread, 0) as decimal(18, 6)) as spread
    from capacity_rates
    left join charged
        on capacity_rates.pool = charged.pool
        and (
            capacity_rates.month = charged.month
            or (charged.month is null and (capacity_rates.month is null or capacity_rates.rate_source = 'no pool given'))
        )
    left join spread
        on capacity_rates.pool = spread.pool
        and coalesce(capacity_rates.month, cast('1900-01-01' as date)) = coalesce(spread.month, cast('1900-01-01' as date))
)

select
    pool,
    month,
    unit,
    treatment,
    is_time,
    cost,
    capacity,
    rate,
    rate_source,
    quantity_orders,
    quantity_clients,
    quantity_internal,
    quantity_estimated,
    charged_orders,
    charged_clients,
    spread,
    cost_internal,
    cast(capacity - quantity_orders - quantity_clients as decimal(18, 6)) as unused_quantity,
    cast(cost - charged_orders - charged_clients - spread as decimal(18, 6)) as unused_cost
from joined
