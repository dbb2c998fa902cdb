-- One row per client: what its decision stands on, money and hours of its costed orders, and what it used outside them.
-- squares, cubes, scatter: sums over its orders with revenue of w², w³ and (profit − margin × w)², w the revenue (analysis.estimates.shrinkage).
with costed as (
    select
        order_profit.order_id,
        order_profit.client_id,
        order_profit.kind,
        order_profit.lines,
        order_profit.quantity,
        order_target.target_margin,
        cast(order_profit.revenue as double) as revenue,
        cast(order_profit.true_profit as double) as profit,
        cast(order_profit.credit_cost as double) as credit,
        cast(order_profit.penalty as double) as penalty,
        cast(order_profit.direct_cost as double) as direct_cost,
        cast(coalesce(order_profit.time_cost, 0) as double) as time_cost,
        cast(coalesce(order_profit.resource_cost, 0) - coalesce(order_profit.time_cost, 0) + order_profit.spread_cost as double) as other_resources
    from order_profit
    inner join order_target on order_profit.order_id = order_target.order_id
    where order_profit.true_profit is not null
),

margins as (
    select client_id, sum(profit) / nullif(sum(revenue), 0) as margin from costed where revenue > 0 group by client_id
),

scattered as (
    select
        costed.client_id,
        count(case when revenue > 0 then 1 end) as orders,
        sum(revenue) as costed_revenue,
        sum(credit) as credit_cost,
        sum(case when revenue > 0 then target_margin * revenue end) / nullif(sum(case when revenue > 0 then revenue end), 0) as target_margin,
        sum(direct_cost) as direct_cost,
        sum(time_cost) as time_cost,
        sum(other_resources) as other_resources,
        sum(penalty) as penalty,
        sum(case when revenue > 0 then revenue * revenue end) as squares,
        sum(case when revenue > 0 then revenue * revenue * revenue end) as cubes,
        sum(case when revenue > 0 then (profit - margin * revenue) * (profit - margin * revenue) end) as scatter
    from costed
    left join margins on costed.client_id = margins.client_id
    group by costed.client_id
),

kinds as (
    select
        client_id,
        kind,
        sum(profit) as profit,
        cast(sum(case when quantity > 0 then quantity end) as double) / nullif(sum(case when quantity > 0 then lines end), 0) as mean_batch
    from costed
    group by client_id, kind
),

worst_kinds as (
    select
        client_id,
        kind,
        mean_batch,
        row_number() over (partition by client_id order by profit nulls last, kind nulls last) as place
    from kinds
),

lasted as (
    select order_profit.client_id, coalesce(order_profit.shipped_on, last_day.day) - order_profit.order_date as days
    from order_profit
    cross join last_day
    where (order_profit.state = 'done' and order_profit.shipped_on >= order_profit.order_date) or order_profit.is_late_so_far
),

leads as (
    select
        client_id,
        days,
        count(*) over (partition by client_id) as orders,
        row_number() over (partition by client_id order by days nulls last) as place
    from lasted
),

kept as (
    select client_id, min(days) as lead_days, min(orders) as lead_orders from leads where place >= 0.8 * orders - 1e-9 group by client_id
),

outside as (
    select client_id, cast(sum(cost) as double) as cost, cast(sum(time_cost) as double) as time_cost from client_costs group by client_id
)

select
    client_fit.client_id,
    client_fit.client_name,
    client_fit.fit_score,
    client_fit.verdict,
    clients.industry,
    cast(client_profit.revenue as double) as revenue,
    cast(client_profit.true_profit as double) as true_profit,
    client_profit.true_margin,
    client_profit.profit_share,
    cast(client_profit.gross_margin as double) as gross_margin,
    cast(client_profit.hours as double) as hours,
    client_profit.hours_share,
    client_profit.revenue_share,
    client_profit.custom_share,
    client_profit.late_share,
    client_measures.approval_rounds,
    client_measures.late_payment_days as payment_days,
    scattered.credit_cost / nullif(scattered.costed_revenue, 0) as credit_share,
    coalesce(scattered.orders, 0) as orders,
    coalesce(scattered.costed_revenue, 0) as costed_revenue,
    coalesce(scattered.credit_cost, 0) as credit_cost,
    scattered.client_id is not null as is_costed,
    scattered.target_margin,
    scattered.direct_cost,
    scattered.time_cost,
    scattered.other_resources,
    scattered.penalty,
    outside.cost as outside_cost,
    outside.time_cost as outside_time_cost,
    scattered.squares,
    scattered.cubes,
    scattered.scatter,
    worst_kinds.kind as batch_kind,
    worst_kinds.mean_batch,
    kept.lead_days,
    kept.lead_orders
from client_fit
left join clients on client_fit.client_id = clients.client_id
left join client_profit on client_fit.client_id = client_profit.client_id
left join client_measures on client_fit.client_id = client_measures.client_id
left join scattered on client_fit.client_id = scattered.client_id
left join worst_kinds on client_fit.client_id = worst_kinds.client_id and worst_kinds.place = 1
left join kept on client_fit.client_id = kept.client_id
left join outside on client_fit.client_id = outside.client_id
