-- One row per pool and month in which it has a cost or a use, with its capacity rate (cost / practical capacity).
-- Source: Kaplan & Anderson, Time-Driven Activity-Based Costing, HBR 2004. Month unknown: a pool that nothing is stated of; use
-- that has no month ('no month': the pool's cost stands in its months, so that here it is nought).
with equation_pools as (
    select distinct pool from time_equations
),

order_months as (
    select distinct cast(date_trunc('month', order_date) as date) as month
    from order_lines
),

any_pool as (
    select count(*) as pools from pools where entered_upto is null
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

unpriced_months as (  -- of pools that are stated for other months only
    select used.pool, used.month
    from used
    inner join (select distinct pool from pool_months) as stated on used.pool = stated.pool
    left join pool_months on used.pool = pool_months.pool and used.month = pool_months.month
    where used.month is not null
        and pool_months.pool is null
),

nearest as (
    select
        unpriced_months.month as used_month,
        pool_months.*,
        row_number() over (
            partition by unpriced_months.pool, unpriced_months.month
            order by
                case when pool_months.month <= unpriced_months.month then 0 else 1 end,
                case when pool_months.month <= unpriced_months.month then pool_months.month end desc nulls last,
                pool_months.month nulls last
        ) as nearness
    from unpriced_months
    inner join pool_months on unpriced_months.pool = pool_months.pool and pool_months.month is not null
),

priced as (
    select
        pool, month, unit, cost, capacity, rate, is_time, treatment, spread_basis, is_time_unit, hours_per_unit, rate_source
    from pool_months
    union all
    select
        pool, used_month, unit, null, null, rate, is_time, treatment, spread_basis, is_time_unit, hours_per_unit, 'nearest month'
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
        else rate
    end as rate,
    is_time,
    treatment,
    spread_basis,
    is_time_unit,
    hours_per_unit,
    rate_source
from priced
union all
select
    unlisted.pool, null, used_units.unit, null, null, null, coalesce(used_units.counts_time, true), 'usage', 'revenue',
    coalesce(used_units.counts_time, true), cast(1.0 as double), 'no pool given'
from unlisted
left join used_units on unlisted.pool = used_units.pool
