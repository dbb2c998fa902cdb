-- Every order: its hours, time, resources, estimates and spread cost are those of its pools; a pool's cost is quantity × rate.
with pools as (
    select
        order_id,
        sum(case when source <> 'spread' then cost else 0 end) as resource_cost,
        sum(case when source = 'spread' then cost else 0 end) as spread_cost,
        sum(case when is_time and source <> 'spread' then cost else 0 end) as time_cost,
        sum(case when source = 'estimated' then cost else 0 end) as estimated_cost,
        sum(hours) as hours,
        sum(case when source = 'estimated' then hours else 0 end) as hours_estimated,
        max(case when abs(cast(cost as double) - cast(quantity as double) * rate) > 0.000001 + 0.000000001 * abs(cost) then 1 else 0 end)
            as has_other_rate
    from order_costs
    group by order_id
)

select
    order_profit.order_id,
    order_profit.resource_cost,
    pools.resource_cost as resource_cost_of_pools,
    order_profit.hours,
    pools.hours as hours_of_pools
from order_profit
left join pools on order_profit.order_id = pools.order_id
where abs(order_profit.resource_cost - coalesce(pools.resource_cost, 0)) > 0.000001
    or abs(order_profit.spread_cost - coalesce(pools.spread_cost, 0)) > 0.000001
    or abs(order_profit.time_cost - coalesce(pools.time_cost, 0)) > 0.000001
    or abs(order_profit.estimated_cost - coalesce(pools.estimated_cost, 0)) > 0.000001
    or abs(order_profit.hours - coalesce(pools.hours, 0)) > 0.000001
    or abs(order_profit.hours_estimated - coalesce(pools.hours_estimated, 0)) > 0.000001
    or pools.has_other_rate = 1
