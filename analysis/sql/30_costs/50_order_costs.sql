-- One row per order and pool: what it used, at what rate, and where that is known from.
with uses as (
    select order_id, pool, quantity, rate, cost, hours, is_time, 'logged' as source
    from usage_costs
    where charged_to = 'order'
    union all
    select order_id, pool, estimated_quantity, rate, cost, hours, is_time, 'estimated'
    from time_estimates
    where is_used
    union all
    select order_id, pool, null, null, cost, cast(0 as decimal(18, 6)), false, 'spread'
    from spread_costs
),

summed as (
    select
        order_id,
        pool,
        sum(quantity) as quantity,
        sum(cost) as cost,
        max(rate) as rate,
        sum(case when cost is null then 1 else 0 end) as unpriced,
        sum(case when is_time then hours when not is_time then 0 end) as hours,
        sum(case when is_time is null or (is_time and hours is null) then 1 else 0 end) as unknown_hours,
        max(case when is_time then 1 else 0 end) as is_time,
        max(case when source = 'spread' then 1 else 0 end) as is_spread,
        max(case when source = 'estimated' then 1 else 0 end) as is_estimated
    from uses
    group by order_id, pool
)

select
    order_id,
    pool,
    cast(quantity as decimal(18, 6)) as quantity,
    case when unpriced = 0 and is_spread = 0 then coalesce(cast(cost as double) / nullif(cast(quantity as double), 0), rate) end as rate,
    case when unpriced = 0 then cast(cost as decimal(18, 6)) end as cost,
    case when unknown_hours = 0 then cast(hours as decimal(18, 6)) end as hours,
    is_time = 1 as is_time,
    case when is_spread = 1 then 'spread' when is_estimated = 1 then 'estimated' else 'logged' end as source
from summed
