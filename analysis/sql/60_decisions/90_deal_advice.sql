-- One row per version of a saved deal: what was advised on it that day, what was decided, and what the order that came of it cost.
-- actual_cost stands beside cost_mid: direct cost, resources and what is spread by another basis than revenue; null until the order is done.
-- What goes with the price (credit, penalties, pools spread over revenue) is in floor_price and target_price, and in neither cost.
with bases as (
    select pool, coalesce(max(spread_basis), 'revenue') as basis from capacity_rates group by pool
),

spread_with_price as (
    select order_costs.order_id, sum(order_costs.cost) as cost
    from order_costs
    inner join bases on order_costs.pool = bases.pool
    where order_costs.source = 'spread' and bases.basis = 'revenue'
    group by order_costs.order_id
)

select
    saved_deals.deal_id,
    saved_deals.version,
    saved_deals.client,
    saved_deals.client_id,
    saved_deals.advised_on,
    saved_deals.decision,
    saved_deals.deciding_rule,
    saved_deals.price,
    saved_deals.direct_cost,
    saved_deals.cost_low,
    saved_deals.cost_mid,
    saved_deals.cost_high,
    saved_deals.floor_price,
    saved_deals.target_price,
    saved_deals.need_by,
    saved_deals.ready_on,
    saved_deals.saved_by,
    saved_deals.decided,
    saved_deals.decided_by,
    saved_deals.decided_on,
    saved_deals.accepted,
    saved_deals.is_closed,
    saved_deals.order_id,
    case when orders.state = 'done' then cast(
        orders.direct_cost + orders.resource_cost + orders.spread_cost - coalesce(spread_with_price.cost, 0) as decimal(18, 6)
    ) end as actual_cost,
    case when orders.state = 'done' then orders.direct_cost end as actual_direct_cost,
    case when orders.state = 'done' then orders.revenue end as actual_revenue,
    case when orders.state = 'done' then orders.true_profit end as actual_profit,
    orders.shipped_on,
    orders.state
from saved_deals
left join order_profit as orders on saved_deals.order_id = orders.order_id
left join spread_with_price on saved_deals.order_id = spread_with_price.order_id
