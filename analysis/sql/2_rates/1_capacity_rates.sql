-- One row per pool and month in which it has a cost or a use, with its capacity rate (cost / practical capacity).
-- Source: Kaplan & Anderson, Time-Driven Activity-Based Costing, HBR 2004. A pool's month is unknown where it has one row for all time.
with equation_pools as (
    select distinct pool from time_equations
),

order_months as (
    select distinct cast(date_trunc('month', order_date) as date) as month
    from order_lines
),

any_pool as (
    select count(*) as pools from pools
),

used as (
    select usage.pool, usage.month
    from usage
    where usage.charged_to not in ('unknown pool', 'unknown person')
    union
    select equation_pools.pool, order_months.month
    from equation_pools
    cross join order_months
    cross join any_pool
    where any_pool.pools = 0 or exists (select 1 from pools where pools.pool = equation_pools.pool)
),

monthly_pools as (
    select distinct pool from pools where month is not null
),

unpriced_months as (
    select used.pool, used.month
    from used
    inner join monthly_pools on used.pool = monthly_pools.pool
    left join pools on used.pool = pools.pool and used.month = pools.month
    where pools.pool is null
),

nearest as (
    select
        unpriced_months.month as used_month,
        pools.*,
        row_number() over (
            partition by unpriced_months.pool, unpriced_months.month
            order by
                case when pools.month is null then 1 when pools.month <= unpriced_months.month then 0 else 2 end,
                case when pools.month <= unpriced_months.month then pools.month end desc nulls last,
                pools.month nulls last
        ) as nearness
    from unpriced_months
    inner join pools on unpriced_months.pool = pools.pool
),

priced as (
    select
        pool, month, unit, cost, capacity, rate, is_time, treatment, spread_basis, is_time_unit, hours_per_unit,
        'stated' as rate_source
    from pools
    where month is not null
        or not exists (select 1 from monthly_pools where monthly_pools.pool = pools.pool)  -- else it only lends its rate
    union all
    select
        pool, used_month, unit, null, null,
        coalesce(cast(rate as double), cast(cost as double) / nullif(cast(capacity as double), 0)),
        is_time, treatment, spread_basis, is_time_unit, hours_per_unit, 'nearest month'
    from nearest
    where nearness = 1
),

unlisted as (
    select used.pool, min(used.month) as month
    from used
    left join pools on used.pool = pools.pool
    where pools.pool is null
    group by used.pool
)

select
    pool,
    month,
    unit,
    cast(cost as decimal(18, 4)) as cost,
    cast(capacity as decimal(18, 6)) as capacity,
    case
        when treatment <> 'usage' then null
        else coalesce(cast(rate as double), cast(cost as double) / nullif(cast(capacity as double), 0))
    end as rate,
    is_time,
    treatment,
    spread_basis,
    is_time_unit,
    hours_per_unit,
    rate_source
from priced
union all
select pool, null, null, null, null, null, true, 'usage', 'revenue', true, cast(1.0 as double), 'no pool given'
from unlisted
