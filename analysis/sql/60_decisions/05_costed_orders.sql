-- One row per order whose true profit is known: its money; squares, cubes and products of its revenue w and its profit p.
-- These are of w and p as parts of the client's largest ones, and decimals: floats would add up otherwise in another order of the rows.
-- An order without revenue has none.
with largest as (
    select client_id, cast(max(revenue) as double) as revenue, cast(max(abs(true_profit)) as double) as profit
    from order_profit
    where true_profit is not null and revenue > 0
    group by client_id
),

parts as (
    select
        order_profit.*,
        largest.revenue as largest_revenue,
        largest.profit as largest_profit,
        case when order_profit.revenue > 0 then cast(order_profit.revenue as double) / nullif(largest.revenue, 0) else 0 end as w,
        case
            when order_profit.revenue > 0 then coalesce(cast(order_profit.true_profit as double) / nullif(largest.profit, 0), 0)
            else 0
        end as p
    from order_profit
    left join largest on order_profit.client_id = largest.client_id
    where order_profit.true_profit is not null
)

select
    parts.order_id,
    parts.client_id,
    parts.kind,
    parts.lines,
    parts.quantity,
    order_target.target_margin,
    parts.revenue,
    parts.true_profit,
    parts.credit_cost,
    parts.penalty,
    parts.direct_cost,
    coalesce(parts.time_cost, 0) as time_cost,
    coalesce(parts.resource_cost, 0) - coalesce(parts.time_cost, 0) + parts.spread_cost as other_resources,
    parts.largest_revenue,
    parts.largest_profit,
    cast(w * w as decimal(38, 18)) as ww,
    cast(w * w * w as decimal(38, 18)) as www,
    cast(p * p as decimal(38, 18)) as pp,
    cast(p * w as decimal(38, 18)) as pw
from parts
inner join order_target on parts.order_id = order_target.order_id
