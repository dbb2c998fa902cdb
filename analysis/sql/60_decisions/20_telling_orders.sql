-- One row per order that tells most of its client: without it the client's margin would be the highest, or the lowest.
-- An order without which nothing is left comes first. w, ww, www, p, pp, pw: sums over the orders with revenue that are left, of revenue,
-- its squares and cubes, profit, its squares, and their products (analysis.estimates.shrinkage).
with costed as (
    select
        order_id,
        client_id,
        cast(revenue as double) as revenue,
        cast(true_profit as double) as profit,
        cast(credit_cost as double) as credit
    from order_profit
    where true_profit is not null
),

sums as (
    select
        client_id,
        sum(revenue) as revenue,
        count(case when revenue > 0 then 1 end) as orders,
        sum(case when revenue > 0 then revenue end) as w,
        sum(case when revenue > 0 then revenue * revenue end) as ww,
        sum(case when revenue > 0 then revenue * revenue * revenue end) as www,
        sum(case when revenue > 0 then profit end) as p,
        sum(case when revenue > 0 then profit * profit end) as pp,
        sum(case when revenue > 0 then profit * revenue end) as pw
    from costed
    group by client_id
),

left_out as (
    select
        costed.order_id,
        costed.client_id,
        costed.revenue,
        costed.profit,
        costed.credit,
        sums.orders - case when costed.revenue > 0 then 1 else 0 end as orders_left,
        sums.revenue - costed.revenue as revenue_left,
        cast(client_profit.true_profit as double) - costed.profit as profit_left,
        sums.w - greatest(costed.revenue, 0) as w,
        sums.ww - greatest(costed.revenue, 0) * costed.revenue as ww,
        sums.www - greatest(costed.revenue, 0) * costed.revenue * costed.revenue as www,
        sums.p - case when costed.revenue > 0 then costed.profit else 0 end as p,
        sums.pp - case when costed.revenue > 0 then costed.profit * costed.profit else 0 end as pp,
        sums.pw - case when costed.revenue > 0 then costed.profit * costed.revenue else 0 end as pw
    from costed
    inner join sums on costed.client_id = sums.client_id
    inner join client_profit on costed.client_id = client_profit.client_id
),

weighed as (
    select
        left_out.*,
        case when orders_left > 0 and revenue_left > 1e-9 * abs(revenue) then profit_left / nullif(revenue_left, 0) end as margin_left
    from left_out
),

placed as (
    select
        weighed.*,
        row_number() over (partition by client_id order by margin_left desc nulls first, order_id nulls last) as from_the_worst,
        row_number() over (partition by client_id order by margin_left asc nulls first, order_id nulls last) as from_the_best
    from weighed
)

select
    order_id,
    client_id,
    revenue,
    profit,
    credit,
    orders_left,
    revenue_left,
    profit_left,
    margin_left,
    w,
    ww,
    www,
    p,
    pp,
    pw,
    from_the_worst = 1 as is_worst,
    from_the_best = 1 as is_best
from placed
where from_the_worst = 1 or from_the_best = 1
