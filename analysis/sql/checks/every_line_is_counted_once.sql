-- Orders hold their lines, each once: revenue that is earned, open or cancelled, direct cost, penalty, pieces; and their client.
with lines as (
    select
        order_id,
        min(client_id) as client_id,
        count(*) as lines,
        sum(case when state = 'done' then revenue else 0 end) as revenue,
        sum(case when state = 'in progress' then revenue else 0 end) as open_revenue,
        sum(case when state = 'cancelled' then revenue else 0 end) as cancelled_revenue,
        sum(case when state = 'done' then direct_cost else 0 end) as direct_cost,
        sum(case when state = 'done' then quantity else 0 end) as quantity,
        sum(coalesce(penalty, 0)) as penalty
    from order_lines
    group by order_id
)

select
    lines.order_id,
    lines.revenue as revenue_of_lines,
    order_profit.revenue as revenue_of_order,
    lines.client_id as client_of_lines,
    order_profit.client_id as client_of_order
from lines
left join order_profit on lines.order_id = order_profit.order_id
where order_profit.order_id is null
    or lines.lines <> order_profit.lines
    or coalesce(lines.client_id, '') <> coalesce(order_profit.client_id, '')
    or abs(lines.revenue - order_profit.revenue) > 0.0001
    or abs(lines.open_revenue - order_profit.open_revenue) > 0.0001
    or abs(lines.cancelled_revenue - order_profit.cancelled_revenue) > 0.0001
    or abs(lines.direct_cost - order_profit.direct_cost) > 0.0001
    or abs(coalesce(lines.quantity, 0) - coalesce(order_profit.quantity, 0)) > 0.000001
    or abs(lines.penalty - order_profit.penalty) > 0.0001
