-- Rows by family add up to the order in every amount; each row's gross margin and true profit are made of its parts.
with rows_added as (
    select
        order_id,
        sum(revenue) as revenue,
        sum(open_revenue) as open_revenue,
        sum(open_cost) as open_cost,
        sum(direct_cost) as direct_cost,
        sum(gross_margin) as gross_margin,
        sum(book_overhead) as book_overhead,
        sum(book_profit) as book_profit,
        sum(hours) as hours,
        sum(hours_estimated) as hours_estimated,
        sum(time_cost) as time_cost,
        sum(resource_cost) as resource_cost,
        sum(estimated_cost) as estimated_cost,
        sum(spread_cost) as spread_cost,
        sum(credit_cost) as credit_cost,
        sum(credit_so_far) as credit_so_far,
        sum(penalty) as penalty,
        sum(true_profit) as true_profit,
        min(client_id) as client_id,
        sum(orders) as orders,
        sum(costed_orders) as costed_orders,
        sum(costed_sold_orders) as costed_sold_orders,
        sum(open_orders) as open_orders,
        sum(cancelled_orders) as cancelled_orders,
        sum(dated_orders) as dated_orders,
        sum(late_orders) as late_orders,
        sum(late_so_far_orders) as late_so_far_orders,
        sum(hidden_loss_orders) as hidden_loss_orders,
        sum(loss_orders) as loss_orders,
        max(
            case
                when abs(gross_margin - (revenue - direct_cost)) > 0.0001
                    or abs(true_profit - (gross_margin - resource_cost - spread_cost - credit_cost - penalty)) > 0.000001
                    or abs(custom_revenue - case when kind = 'custom' then revenue else 0 end) > 0.0001
                    or abs(revenue_with_kind - case when kind <> 'unknown' then revenue else 0 end) > 0.0001
                    or abs(revenue_with_cost - case when direct_cost is not null then revenue else 0 end) > 0.0001
                    or abs(revenue_costed - case when true_profit is not null then revenue else 0 end) > 0.0001
                    or abs(revenue_with_book) > abs(revenue) + 0.0001
                    or abs(open_hours) > abs(hours) + 0.000001
                    or outside_cost <> 0
                    then 1
                else 0
            end
        ) as has_other_parts
    from profit_rows
    where order_id is not null
    group by order_id
)

select
    order_profit.order_id,
    order_profit.revenue,
    rows_added.revenue as revenue_of_rows,
    order_profit.true_profit,
    rows_added.true_profit as true_profit_of_rows
from order_profit
left join rows_added on order_profit.order_id = rows_added.order_id
where rows_added.order_id is null
    or coalesce(order_profit.client_id, '') <> coalesce(rows_added.client_id, '')
    or rows_added.orders <> 1
    or rows_added.costed_orders <> case when order_profit.true_profit is not null then 1 else 0 end
    or rows_added.costed_sold_orders <> case when order_profit.true_profit is not null and order_profit.state = 'done' then 1 else 0 end
    or rows_added.open_orders <> case when order_profit.state = 'in progress' then 1 else 0 end
    or rows_added.cancelled_orders <> case when order_profit.state = 'cancelled' then 1 else 0 end
    or rows_added.dated_orders <> case when order_profit.days_late is not null then 1 else 0 end
    or rows_added.late_orders <> case when order_profit.days_late > 0 then 1 else 0 end
    or rows_added.late_so_far_orders <> case when order_profit.is_late_so_far then 1 else 0 end
    or rows_added.hidden_loss_orders <> case when order_profit.flag = 'hidden loss' then 1 else 0 end
    or rows_added.loss_orders <> case when order_profit.flag in ('loss', 'hidden loss') then 1 else 0 end
    or rows_added.has_other_parts = 1
    or abs(coalesce(order_profit.revenue, 0) - coalesce(rows_added.revenue, 0)) > 0.0001
    or abs(coalesce(order_profit.open_revenue, 0) - coalesce(rows_added.open_revenue, 0)) > 0.0001
    or abs(coalesce(order_profit.open_cost, 0) - coalesce(rows_added.open_cost, 0)) > 0.0001
    or abs(coalesce(order_profit.direct_cost, 0) - coalesce(rows_added.direct_cost, 0)) > 0.0001
    or abs(coalesce(order_profit.gross_margin, 0) - coalesce(rows_added.gross_margin, 0)) > 0.0001
    or abs(coalesce(order_profit.book_overhead, 0) - coalesce(rows_added.book_overhead, 0)) > 0.0001
    or abs(coalesce(order_profit.book_profit, 0) - coalesce(rows_added.book_profit, 0)) > 0.0001
    or abs(coalesce(order_profit.hours, 0) - coalesce(rows_added.hours, 0)) > 0.0001
    or abs(coalesce(order_profit.hours_estimated, 0) - coalesce(rows_added.hours_estimated, 0)) > 0.0001
    or abs(coalesce(order_profit.time_cost, 0) - coalesce(rows_added.time_cost, 0)) > 0.0001
    or abs(coalesce(order_profit.resource_cost, 0) - coalesce(rows_added.resource_cost, 0)) > 0.0001
    or abs(coalesce(order_profit.estimated_cost, 0) - coalesce(rows_added.estimated_cost, 0)) > 0.0001
    or abs(coalesce(order_profit.spread_cost, 0) - coalesce(rows_added.spread_cost, 0)) > 0.0001
    or abs(coalesce(order_profit.credit_cost, 0) - coalesce(rows_added.credit_cost, 0)) > 0.0001
    or abs(coalesce(order_profit.credit_so_far, 0) - coalesce(rows_added.credit_so_far, 0)) > 0.0001
    or abs(coalesce(order_profit.penalty, 0) - coalesce(rows_added.penalty, 0)) > 0.0001
    or abs(coalesce(order_profit.true_profit, 0) - coalesce(rows_added.true_profit, 0)) > 0.0001
