-- Every client and month: the roll-up that the pages read holds every amount and count of the rows.
with added as (
    select
        coalesce(client_id, '') as client_id,
        coalesce(month, cast('1900-01-01' as date)) as month,
        sum(orders) as orders,
        sum(open_orders) as open_orders,
        sum(cancelled_orders) as cancelled_orders,
        sum(dated_orders) as dated_orders,
        sum(late_orders) as late_orders,
        sum(late_so_far_orders) as late_so_far_orders,
        sum(costed_orders) as costed_orders,
        sum(costed_sold_orders) as costed_sold_orders,
        sum(hidden_loss_orders) as hidden_loss_orders,
        sum(loss_orders) as loss_orders,
        sum(revenue) as revenue,
        sum(open_revenue) as open_revenue,
        sum(open_cost) as open_cost,
        sum(custom_revenue) as custom_revenue,
        sum(revenue_with_kind) as revenue_with_kind,
        sum(direct_cost) as direct_cost,
        sum(gross_margin) as gross_margin,
        sum(revenue_with_cost) as revenue_with_cost,
        sum(revenue_with_book) as revenue_with_book,
        sum(revenue_costed) as revenue_costed,
        sum(book_overhead) as book_overhead,
        sum(book_profit) as book_profit,
        sum(hours) as hours,
        sum(open_hours) as open_hours,
        sum(hours_estimated) as hours_estimated,
        sum(time_cost) as time_cost,
        sum(resource_cost) as resource_cost,
        sum(estimated_cost) as estimated_cost,
        sum(spread_cost) as spread_cost,
        sum(credit_cost) as credit_cost,
        sum(credit_so_far) as credit_so_far,
        sum(penalty) as penalty,
        sum(true_profit) as true_profit,
        sum(outside_cost) as outside_cost,
        sum(case when true_profit is not null then hours end) as hours_costed,
        sum(case when kind = 'custom' then hours end) as custom_hours,
        sum(case when flag = 'hidden loss' then true_profit end) as hidden_loss,
        sum(case when true_profit is not null then book_profit end) as book_profit_costed,
        sum(case when true_profit is not null and book_profit is not null then revenue else 0 end) as revenue_costed_with_book,
        sum(case when true_profit is not null then gross_margin end) as gross_margin_costed
    from profit_rows
    group by coalesce(client_id, ''), coalesce(month, cast('1900-01-01' as date))
),

rolled as (
    select
        coalesce(client_id, '') as client_id,
        coalesce(month, cast('1900-01-01' as date)) as month,
        sum(orders) as orders,
        sum(open_orders) as open_orders,
        sum(cancelled_orders) as cancelled_orders,
        sum(dated_orders) as dated_orders,
        sum(late_orders) as late_orders,
        sum(late_so_far_orders) as late_so_far_orders,
        sum(costed_orders) as costed_orders,
        sum(costed_sold_orders) as costed_sold_orders,
        sum(hidden_loss_orders) as hidden_loss_orders,
        sum(loss_orders) as loss_orders,
        sum(revenue) as revenue,
        sum(open_revenue) as open_revenue,
        sum(open_cost) as open_cost,
        sum(custom_revenue) as custom_revenue,
        sum(revenue_with_kind) as revenue_with_kind,
        sum(direct_cost) as direct_cost,
        sum(gross_margin) as gross_margin,
        sum(revenue_with_cost) as revenue_with_cost,
        sum(revenue_with_book) as revenue_with_book,
        sum(revenue_costed) as revenue_costed,
        sum(book_overhead) as book_overhead,
        sum(book_profit) as book_profit,
        sum(hours) as hours,
        sum(open_hours) as open_hours,
        sum(hours_estimated) as hours_estimated,
        sum(time_cost) as time_cost,
        sum(resource_cost) as resource_cost,
        sum(estimated_cost) as estimated_cost,
        sum(spread_cost) as spread_cost,
        sum(credit_cost) as credit_cost,
        sum(credit_so_far) as credit_so_far,
        sum(penalty) as penalty,
        sum(true_profit) as true_profit,
        sum(outside_cost) as outside_cost,
        sum(hours_costed) as hours_costed,
        sum(custom_hours) as custom_hours,
        sum(hidden_loss) as hidden_loss,
        sum(book_profit_costed) as book_profit_costed,
        sum(revenue_costed_with_book) as revenue_costed_with_book,
        sum(gross_margin_costed) as gross_margin_costed
    from profit_by_month
    group by coalesce(client_id, ''), coalesce(month, cast('1900-01-01' as date))
)

select
    coalesce(rolled.client_id, added.client_id) as client_id,
    coalesce(rolled.month, added.month) as month,
    rolled.revenue,
    added.revenue as revenue_of_rows,
    rolled.true_profit,
    added.true_profit as true_profit_of_rows
from rolled
full outer join added on rolled.client_id = added.client_id and rolled.month = added.month
where abs(coalesce(rolled.orders, 0) - coalesce(added.orders, 0)) > 0.0001
    or abs(coalesce(rolled.open_orders, 0) - coalesce(added.open_orders, 0)) > 0.0001
    or abs(coalesce(rolled.cancelled_orders, 0) - coalesce(added.cancelled_orders, 0)) > 0.0001
    or abs(coalesce(rolled.dated_orders, 0) - coalesce(added.dated_orders, 0)) > 0.0001
    or abs(coalesce(rolled.late_orders, 0) - coalesce(added.late_orders, 0)) > 0.0001
    or abs(coalesce(rolled.late_so_far_orders, 0) - coalesce(added.late_so_far_orders, 0)) > 0.0001
    or abs(coalesce(rolled.costed_orders, 0) - coalesce(added.costed_orders, 0)) > 0.0001
    or abs(coalesce(rolled.costed_sold_orders, 0) - coalesce(added.costed_sold_orders, 0)) > 0.0001
    or abs(coalesce(rolled.hidden_loss_orders, 0) - coalesce(added.hidden_loss_orders, 0)) > 0.0001
    or abs(coalesce(rolled.loss_orders, 0) - coalesce(added.loss_orders, 0)) > 0.0001
    or abs(coalesce(rolled.revenue, 0) - coalesce(added.revenue, 0)) > 0.0001
    or abs(coalesce(rolled.open_revenue, 0) - coalesce(added.open_revenue, 0)) > 0.0001
    or abs(coalesce(rolled.open_cost, 0) - coalesce(added.open_cost, 0)) > 0.0001
    or abs(coalesce(rolled.custom_revenue, 0) - coalesce(added.custom_revenue, 0)) > 0.0001
    or abs(coalesce(rolled.revenue_with_kind, 0) - coalesce(added.revenue_with_kind, 0)) > 0.0001
    or abs(coalesce(rolled.direct_cost, 0) - coalesce(added.direct_cost, 0)) > 0.0001
    or abs(coalesce(rolled.gross_margin, 0) - coalesce(added.gross_margin, 0)) > 0.0001
    or abs(coalesce(rolled.revenue_with_cost, 0) - coalesce(added.revenue_with_cost, 0)) > 0.0001
    or abs(coalesce(rolled.revenue_with_book, 0) - coalesce(added.revenue_with_book, 0)) > 0.0001
    or abs(coalesce(rolled.revenue_costed, 0) - coalesce(added.revenue_costed, 0)) > 0.0001
    or abs(coalesce(rolled.book_overhead, 0) - coalesce(added.book_overhead, 0)) > 0.0001
    or abs(coalesce(rolled.book_profit, 0) - coalesce(added.book_profit, 0)) > 0.0001
    or abs(coalesce(rolled.hours, 0) - coalesce(added.hours, 0)) > 0.0001
    or abs(coalesce(rolled.open_hours, 0) - coalesce(added.open_hours, 0)) > 0.0001
    or abs(coalesce(rolled.hours_estimated, 0) - coalesce(added.hours_estimated, 0)) > 0.0001
    or abs(coalesce(rolled.time_cost, 0) - coalesce(added.time_cost, 0)) > 0.0001
    or abs(coalesce(rolled.resource_cost, 0) - coalesce(added.resource_cost, 0)) > 0.0001
    or abs(coalesce(rolled.estimated_cost, 0) - coalesce(added.estimated_cost, 0)) > 0.0001
    or abs(coalesce(rolled.spread_cost, 0) - coalesce(added.spread_cost, 0)) > 0.0001
    or abs(coalesce(rolled.credit_cost, 0) - coalesce(added.credit_cost, 0)) > 0.0001
    or abs(coalesce(rolled.credit_so_far, 0) - coalesce(added.credit_so_far, 0)) > 0.0001
    or abs(coalesce(rolled.penalty, 0) - coalesce(added.penalty, 0)) > 0.0001
    or abs(coalesce(rolled.true_profit, 0) - coalesce(added.true_profit, 0)) > 0.0001
    or abs(coalesce(rolled.outside_cost, 0) - coalesce(added.outside_cost, 0)) > 0.0001
    or abs(coalesce(rolled.hours_costed, 0) - coalesce(added.hours_costed, 0)) > 0.0001
    or abs(coalesce(rolled.custom_hours, 0) - coalesce(added.custom_hours, 0)) > 0.0001
    or abs(coalesce(rolled.hidden_loss, 0) - coalesce(added.hidden_loss, 0)) > 0.0001
    or abs(coalesce(rolled.book_profit_costed, 0) - coalesce(added.book_profit_costed, 0)) > 0.0001
    or abs(coalesce(rolled.revenue_costed_with_book, 0) - coalesce(added.revenue_costed_with_book, 0)) > 0.0001
    or abs(coalesce(rolled.gross_margin_costed, 0) - coalesce(added.gross_margin_costed, 0)) > 0.0001
