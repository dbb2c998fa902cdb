-- Every client: each amount, its hours and its counts are those of its orders, with what it used outside any order.
with orders as (
    select
        coalesce(client_id, '') as client_id,
        sum(revenue) as revenue,
        sum(open_revenue) as open_revenue,
        sum(open_cost) as open_cost,
        sum(gross_margin) as gross_margin,
        sum(book_profit) as book_profit,
        sum(hours) as hours,
        sum(hours_estimated) as hours_estimated,
        sum(time_cost) as time_cost,
        sum(resource_cost) as resource_cost,
        sum(estimated_cost) as estimated_cost,
        sum(credit_cost) as credit_cost,
        sum(credit_so_far) as credit_so_far,
        sum(penalty) as penalty,
        sum(true_profit) as true_profit,
        sum(case when true_profit is not null then book_profit end) as book_profit_costed,
        sum(case when flag = 'hidden loss' then true_profit end) as hidden_loss,
        sum(case when state = 'in progress' then hours else 0 end) as open_hours,
        sum(1) as orders,
        sum(case when state = 'in progress' then 1 else 0 end) as open_orders,
        sum(case when state = 'cancelled' then 1 else 0 end) as cancelled_orders,
        sum(case when true_profit is not null then 1 else 0 end) as costed_orders,
        sum(case when flag = 'hidden loss' then 1 else 0 end) as hidden_loss_orders,
        sum(case when flag in ('loss', 'hidden loss') then 1 else 0 end) as loss_orders,
        sum(case when is_late_so_far then 1 else 0 end) as late_so_far_orders
    from order_profit
    group by coalesce(client_id, '')
),

outside as (
    select client_id, sum(cost) as cost, sum(time_cost) as time_cost, sum(hours) as hours
    from client_costs
    group by client_id
)

select
    coalesce(client_profit.client_id, orders.client_id, outside.client_id) as client_id,
    client_profit.revenue,
    orders.revenue as revenue_of_orders,
    client_profit.true_profit,
    orders.true_profit - coalesce(outside.cost, 0) as true_profit_of_orders
from client_profit
full outer join orders on coalesce(client_profit.client_id, '') = orders.client_id
left join outside on coalesce(client_profit.client_id, orders.client_id) = outside.client_id
where client_profit.orders is null
    or abs(coalesce(client_profit.revenue, 0) - coalesce(orders.revenue, 0)) > 0.005
    or abs(coalesce(client_profit.open_revenue, 0) - coalesce(orders.open_revenue, 0)) > 0.005
    or abs(coalesce(client_profit.open_cost, 0) - coalesce(orders.open_cost, 0)) > 0.005
    or abs(coalesce(client_profit.gross_margin, 0) - coalesce(orders.gross_margin, 0)) > 0.005
    or abs(coalesce(client_profit.book_profit, 0) - coalesce(orders.book_profit, 0)) > 0.005
    or abs(coalesce(client_profit.hours, 0) - coalesce(orders.hours, 0) - coalesce(outside.hours, 0)) > 0.005
    or abs(coalesce(client_profit.hours_estimated, 0) - coalesce(orders.hours_estimated, 0)) > 0.005
    or abs(coalesce(client_profit.time_cost, 0) - coalesce(orders.time_cost, 0) - coalesce(outside.time_cost, 0)) > 0.005
    or abs(coalesce(client_profit.resource_cost, 0) - coalesce(orders.resource_cost, 0) - coalesce(outside.cost, 0)) > 0.005
    or abs(coalesce(client_profit.estimated_cost, 0) - coalesce(orders.estimated_cost, 0)) > 0.005
    or abs(coalesce(client_profit.credit_cost, 0) - coalesce(orders.credit_cost, 0)) > 0.005
    or abs(coalesce(client_profit.credit_so_far, 0) - coalesce(orders.credit_so_far, 0)) > 0.005
    or abs(coalesce(client_profit.penalty, 0) - coalesce(orders.penalty, 0)) > 0.005
    or abs(coalesce(client_profit.true_profit, 0) - coalesce(client_profit.spent_beside, 0) - coalesce(orders.true_profit, 0) + coalesce(outside.cost, 0)) > 0.005
    or abs(coalesce(client_profit.outside_cost, 0) - coalesce(outside.cost, 0)) > 0.005
    or abs(coalesce(client_profit.book_profit_costed, 0) - coalesce(orders.book_profit_costed, 0)) > 0.005
    or abs(coalesce(client_profit.hidden_loss, 0) - coalesce(orders.hidden_loss, 0)) > 0.005
    or abs(coalesce(client_profit.open_hours, 0) - coalesce(orders.open_hours, 0)) > 0.005
    or client_profit.orders <> coalesce(orders.orders, 0)
    or client_profit.open_orders <> coalesce(orders.open_orders, 0)
    or client_profit.cancelled_orders <> coalesce(orders.cancelled_orders, 0)
    or client_profit.costed_orders <> coalesce(orders.costed_orders, 0)
    or client_profit.hidden_loss_orders <> coalesce(orders.hidden_loss_orders, 0)
    or client_profit.loss_orders <> coalesce(orders.loss_orders, 0)
    or client_profit.late_so_far_orders <> coalesce(orders.late_so_far_orders, 0)
