-- One row per client: what its decision stands on, money and hours of its costed orders, and what it used outside them.
-- squares, cubes, scatter: sums over its orders with revenue of w², w³ and (profit − margin × w)², w the revenue (analysis.estimates.shrinkage).
with margins as (
    select client_id, cast(sum(true_profit) as double) / nullif(cast(sum(revenue) as double), 0) as margin
    from costed_orders
    where revenue > 0
    group by client_id
),

deviations as (  -- of profit from what the client's margin says, as a part of its largest profit
    select
        costed_orders.*,
        case
            when revenue > 0 then coalesce((cast(true_profit as double) - margin * revenue) / nullif(largest_profit, 0), 0)
        end as deviation
    from costed_orders
    left join margins on costed_orders.client_id = margins.client_id
),

sums as (
    select
        client_id,
        count(case when revenue > 0 then 1 end) as orders,
        cast(sum(revenue) as double) as costed_revenue,
        cast(sum(case when revenue > 0 then revenue end) as double) as earned,
        cast(sum(case when revenue > 0 then cast(target_margin * revenue as decimal(38, 10)) end) as double) as wanted,
        cast(sum(credit_cost) as double) as credit_cost,
        cast(sum(direct_cost) as double) as direct_cost,
        cast(sum(time_cost) as double) as time_cost,
        cast(sum(other_resources) as double) as other_resources,
        cast(sum(penalty) as double) as penalty,
        max(largest_revenue) as largest_revenue,
        max(largest_profit) as largest_profit,
        cast(sum(ww) as double) as squares,
        cast(sum(www) as double) as cubes,
        cast(sum(cast(power(deviation, 2) as decimal(38, 18))) as double) as scatter
    from deviations
    group by client_id
),

kinds as (
    select
        client_id,
        kind,
        sum(true_profit) as true_profit,
        cast(sum(case when quantity > 0 then quantity end) as double) / nullif(sum(case when quantity > 0 then lines end), 0) as mean_batch
    from costed_orders
    group by client_id, kind
),

worst_kinds as (
    select
        client_id,
        kind,
        mean_batch,
        row_number() over (partition by client_id order by true_profit nulls last, kind nulls last) as place
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
    sums.credit_cost / nullif(sums.costed_revenue, 0) as credit_share,
    coalesce(sums.orders, 0) as orders,
    coalesce(sums.costed_revenue, 0) as costed_revenue,
    coalesce(sums.credit_cost, 0) as credit_cost,
    sums.client_id is not null as is_costed,
    sums.wanted / nullif(sums.earned, 0) as target_margin,
    sums.direct_cost,
    sums.time_cost,
    sums.other_resources,
    sums.penalty,
    outside.cost as outside_cost,
    outside.time_cost as outside_time_cost,
    sums.squares * power(sums.largest_revenue, 2) as squares,
    sums.cubes * power(sums.largest_revenue, 3) as cubes,
    sums.scatter * power(sums.largest_profit, 2) as scatter,
    worst_kinds.kind as batch_kind,
    worst_kinds.mean_batch,
    kept.lead_days,
    kept.lead_orders
from client_fit
left join clients on client_fit.client_id = clients.client_id
left join client_profit on client_fit.client_id = client_profit.client_id
left join client_measures on client_fit.client_id = client_measures.client_id
left join sums on client_fit.client_id = sums.client_id
left join worst_kinds on client_fit.client_id = worst_kinds.client_id and worst_kinds.place = 1
left join kept on client_fit.client_id = kept.client_id
left join outside on client_fit.client_id = outside.client_id
