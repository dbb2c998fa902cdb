-- One row per order that tells most of its client: without it the client's margin would be the highest, or the lowest.
-- An order without which nothing is left comes first. w, ww, www, p, pp, pw: sums over the orders with revenue that are left, of revenue,
-- its squares and cubes, profit, its squares, and their products (analysis.estimates.shrinkage).
with sums as (
    select
        client_id,
        sum(revenue) as revenue,
        count(case when revenue > 0 then 1 end) as orders,
        sum(case when revenue > 0 then revenue end) as w,
        sum(ww) as ww,
        sum(www) as www,
        sum(case when revenue > 0 then true_profit end) as p,
        sum(pp) as pp,
        sum(pw) as pw
    from costed_orders
    group by client_id
),

left_out as (
    select
        costed_orders.order_id,
        costed_orders.client_id,
        costed_orders.revenue,
        costed_orders.true_profit as profit,
        costed_orders.credit_cost as credit,
        costed_orders.largest_revenue,
        costed_orders.largest_profit,
        sums.orders - case when costed_orders.revenue > 0 then 1 else 0 end as orders_left,
        cast(sums.revenue - costed_orders.revenue as double) as revenue_left,
        cast(client_profit.true_profit - costed_orders.true_profit as double) as profit_left,
        sums.w - greatest(costed_orders.revenue, 0) as w,
        sums.ww - costed_orders.ww as ww,
        sums.www - costed_orders.www as www,
        sums.p - case when costed_orders.revenue > 0 then costed_orders.true_profit else 0 end as p,
        sums.pp - costed_orders.pp as pp,
        sums.pw - costed_orders.pw as pw
    from costed_orders
    inner join sums on costed_orders.client_id = sums.client_id
    inner join client_profit on costed_orders.client_id = client_profit.client_id
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
    cast(revenue as double) as revenue,
    cast(profit as double) as profit,
    cast(credit as double) as credit,
    orders_left,
    revenue_left,
    profit_left,
    margin_left,
    cast(w as double) as w,
    cast(ww as double) * power(largest_revenue, 2) as ww,
    cast(www as double) * power(largest_revenue, 3) as www,
    cast(p as double) as p,
    cast(pp as double) * power(largest_profit, 2) as pp,
    cast(pw as double) * largest_profit * largest_revenue as pw,
    from_the_worst = 1 as is_worst,
    from_the_best = 1 as is_best
from placed
where from_the_worst = 1 or from_the_best = 1
