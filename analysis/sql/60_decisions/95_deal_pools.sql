-- One row per version of a saved deal and pool that it was to take, or that its order took: the frozen estimate, and what was recorded.
-- Hours where the pool is people's time, else the pool's own unit; what the order took is null until it is done.
with came as (
    select deal_advice.deal_id, deal_advice.version, order_costs.pool, order_costs.is_time, order_costs.hours,
        order_costs.quantity, order_costs.cost
    from deal_advice
    inner join order_costs on deal_advice.order_id = order_costs.order_id
    where deal_advice.state = 'done' and order_costs.source <> 'spread'
),

named as (
    select deal_id, version, pool from saved_deal_pools
    union
    select deal_id, version, pool from came
)

select
    named.deal_id,
    named.version,
    named.pool,
    coalesce(saved_deal_pools.in_hours, came.is_time) as in_hours,
    saved_deal_pools.use_low,
    saved_deal_pools.use_mid,
    saved_deal_pools.use_high,
    saved_deal_pools.use_cost,
    case when coalesce(saved_deal_pools.in_hours, came.is_time) then came.hours else came.quantity end as actual_use,
    came.cost as actual_use_cost
from named
left join saved_deal_pools
    on named.deal_id = saved_deal_pools.deal_id and named.version = saved_deal_pools.version and named.pool = saved_deal_pools.pool
left join came on named.deal_id = came.deal_id and named.version = came.version and named.pool = came.pool
