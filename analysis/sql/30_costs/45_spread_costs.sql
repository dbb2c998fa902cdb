-- One row per order and spread pool (and month): its part of the pool's cost, in proportion to the pool's stated base.
-- Parts are differences of rounded running totals, so that they add up to the pool's cost to the last digit.
with spread_pools as (
    select pool, month, cost, spread_basis
    from capacity_rates
    where treatment = 'spread' and cost is not null
),

order_hours as (
    select order_id, sum(hours) as hours
    from (
        select order_id, hours from usage_costs where charged_to = 'order'
        union all
        select order_id, hours from time_estimates where is_used
    ) as spent
    group by order_id
),

bases as (
    select
        spread_pools.pool,
        spread_pools.month,
        spread_pools.cost,
        order_totals.order_id,
        cast(coalesce(
            case spread_pools.spread_basis
                when 'direct_cost' then order_totals.direct_cost
                when 'labour_cost' then order_totals.labour_cost
                when 'material_cost' then order_totals.material_cost
                when 'quantity' then order_totals.quantity
                when 'orders' then 1
                when 'lines' then order_totals.lines
                when 'hours' then order_hours.hours
                else order_totals.revenue
            end, 0
        ) as decimal(38, 6)) as base
    from spread_pools
    inner join order_totals
        on spread_pools.month is null or spread_pools.month = order_totals.month
    left join order_hours on order_totals.order_id = order_hours.order_id
    where order_totals.state = 'done'
),

running as (
    select
        pool,
        month,
        cost,
        order_id,
        sum(base) over (partition by pool, month) as total_base,
        sum(base) over (partition by pool, month order by order_id nulls last rows between unbounded preceding and current row) as base_so_far,
        base
    from bases
    where base > 0
),

rounded as (
    select
        pool,
        month,
        order_id,
        cost,
        row_number() over (partition by pool, month order by order_id desc nulls last) as from_the_end,
        cast(cast(cost as double) * (base_so_far - base) / nullif(total_base, 0) as decimal(18, 6)) as charged_before,
        cast(cast(cost as double) * base_so_far / nullif(total_base, 0) as decimal(18, 6)) as charged_with
    from running
)

select
    pool,
    month,
    order_id,
    cast(charged_with - charged_before as decimal(18, 6)) as cost
from rounded
