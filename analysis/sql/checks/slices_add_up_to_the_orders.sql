-- Rows by family add up to the order: revenue, book profit, true profit and hours.
with rows_added as (
    select
        order_id,
        sum(revenue) as revenue,
        sum(book_profit) as book_profit,
        sum(true_profit) as true_profit,
        sum(hours) as hours
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
    or abs(order_profit.revenue - rows_added.revenue) > 0.0001
    or abs(coalesce(order_profit.book_profit, 0) - coalesce(rows_added.book_profit, 0)) > 0.0001
    or abs(coalesce(order_profit.true_profit, 0) - coalesce(rows_added.true_profit, 0)) > 0.0001
    or abs(coalesce(order_profit.hours, 0) - coalesce(rows_added.hours, 0)) > 0.0001
