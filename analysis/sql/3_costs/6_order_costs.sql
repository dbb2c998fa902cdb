-- One row per order and pool: what it used, at what rate, and where that is known from.
with logged as (
    select
        order_id,
        pool,
        sum(quantity) as quantity,
        sum(cost) as cost,
        sum(case when cost is null then 1 else 0 end) as unpriced,
        sum(case when is_time then hours else 0 end) as hours,
        max(case when is_time then 1 else 0 end) as is_time
    from usage_costs
    where charged_to = 'order'
    group by order_id, pool
),

spread as (
    select order_id, pool, sum(cost) as cost
    from spread_costs
    group by order_id, pool
)

select
    order_id,
    pool,
    cast(quantity as decimal(18, 6)) as quantity,
    case when unpriced = 0 then cast(cost as double) / nullif(cast(quantity as double), 0) end as rate,
    case when unpriced = 0 then cast(cost as decimal(18, 6)) end as cost,
    cast(hours as decimal(18, 6)) as hours,
    is_time = 1 as is_time,
    'logged' as source
from logged
union all
select
    order_id,
    pool,
    estimated_quantity,
    rate,
    cost,
    hours,
    is_time,
    'estimated'
from time_estimates
where is_used
union all
select
    order_id,
    pool,
    null,
    null,
    cast(cost as decimal(18, 6)),
    cast(0 as decimal(18, 6)),
    false,
    'spread'
from spread
