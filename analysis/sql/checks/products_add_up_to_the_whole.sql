-- Every month and kind of order: the roll-up by product adds up to the roll-up by client.
with added as (
    select
        coalesce(month, cast('1900-01-01' as date)) as month,
        coalesce(kind, '') as kind,
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
        sum(hours_costed) as hours_costed,
        sum(custom_hours) as custom_hours,
        sum(time_cost) as time_cost,
        sum(resource_cost) as resource_cost,
        sum(estimated_cost) as estimated_cost,
        sum(spread_cost) as spread_cost,
        sum(credit_cost) as credit_cost,
        sum(credit_so_far) as credit_so_far,
        sum(penalty) as penalty,
        sum(true_profit) as true_profit,
        sum(hidden_loss) as hidden_loss,
        sum(book_profit_costed) as book_profit_costed,
        sum(revenue_costed_with_book) as revenue_costed_with_book,
        sum(gross_margin_costed) as gross_margin_costed,
        sum(outside_cost) as outside_cost
    from profit_by_month
    group by coalesce(month, cast('1900-01-01' as date)), coalesce(kind, '')
),

of_products as (
    select
        coalesce(month, cast('1900-01-01' as date)) as month,
        coalesce(kind, '') as kind,
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
        sum(hours_costed) as hours_costed,
        sum(custom_hours) as custom_hours,
        sum(time_cost) as time_cost,
        sum(resource_cost) as resource_cost,
        sum(estimated_cost) as estimated_cost,
        sum(spread_cost) as spread_cost,
        sum(credit_cost) as credit_cost,
        sum(credit_so_far) as credit_so_far,
        sum(penalty) as penalty,
        sum(true_profit) as true_profit,
        sum(hidden_loss) as hidden_loss,
        sum(book_profit_costed) as book_profit_costed,
        sum(revenue_costed_with_book) as revenue_costed_with_book,
        sum(gross_margin_costed) as gross_margin_costed,
        sum(outside_cost) as outside_cost
    from product_by_month
    group by coalesce(month, cast('1900-01-01' as date)), coalesce(kind, '')
)

select
    coalesce(of_products.month, added.month) as month,
    coalesce(of_products.kind, added.kind) as kind,
    of_products.revenue,
    added.revenue as revenue_of_clients,
    of_products.true_profit,
    added.true_profit as true_profit_of_clients
from of_products
full outer join added on of_products.month = added.month and of_products.kind = added.kind
where abs(coalesce(of_products.orders, 0) - coalesce(added.orders, 0)) > 0.0001
    or abs(coalesce(of_products.open_orders, 0) - coalesce(added.open_orders, 0)) > 0.0001
    or abs(coalesce(of_products.cancelled_orders, 0) - coalesce(added.cancelled_orders, 0)) > 0.0001
    or abs(coalesce(of_products.dated_orders, 0) - coalesce(added.dated_orders, 0)) > 0.0001
    or abs(coalesce(of_products.late_orders, 0) - coalesce(added.late_orders, 0)) > 0.0001
    or abs(coalesce(of_products.late_so_far_orders, 0) - coalesce(added.late_so_far_orders, 0)) > 0.0001
    or abs(coalesce(of_products.costed_orders, 0) - coalesce(added.costed_orders, 0)) > 0.0001
    or abs(coalesce(of_products.costed_sold_orders, 0) - coalesce(added.costed_sold_orders, 0)) > 0.0001
    or abs(coalesce(of_products.hidden_loss_orders, 0) - coalesce(added.hidden_loss_orders, 0)) > 0.0001
    or abs(coalesce(of_products.loss_orders, 0) - coalesce(added.loss_orders, 0)) > 0.0001
    or abs(coalesce(of_products.revenue, 0) - coalesce(added.revenue, 0)) > 0.0001
    or abs(coalesce(of_products.open_revenue, 0) - coalesce(added.open_revenue, 0)) > 0.0001
    or abs(coalesce(of_products.open_cost, 0) - coalesce(added.open_cost, 0)) > 0.0001
    or abs(coalesce(of_products.custom_revenue, 0) - coalesce(added.custom_revenue, 0)) > 0.0001
    or abs(coalesce(of_products.revenue_with_kind, 0) - coalesce(added.revenue_with_kind, 0)) > 0.0001
    or abs(coalesce(of_products.direct_cost, 0) - coalesce(added.direct_cost, 0)) > 0.0001
    or abs(coalesce(of_products.gross_margin, 0) - coalesce(added.gross_margin, 0)) > 0.0001
    or abs(coalesce(of_products.revenue_with_cost, 0) - coalesce(added.revenue_with_cost, 0)) > 0.0001
    or abs(coalesce(of_products.revenue_with_book, 0) - coalesce(added.revenue_with_book, 0)) > 0.0001
    or abs(coalesce(of_products.revenue_costed, 0) - coalesce(added.revenue_costed, 0)) > 0.0001
    or abs(coalesce(of_products.book_overhead, 0) - coalesce(added.book_overhead, 0)) > 0.0001
    or abs(coalesce(of_products.book_profit, 0) - coalesce(added.book_profit, 0)) > 0.0001
    or abs(coalesce(of_products.hours, 0) - coalesce(added.hours, 0)) > 0.0001
    or abs(coalesce(of_products.open_hours, 0) - coalesce(added.open_hours, 0)) > 0.0001
    or abs(coalesce(of_products.hours_estimated, 0) - coalesce(added.hours_estimated, 0)) > 0.0001
    or abs(coalesce(of_products.hours_costed, 0) - coalesce(added.hours_costed, 0)) > 0.0001
    or abs(coalesce(of_products.custom_hours, 0) - coalesce(added.custom_hours, 0)) > 0.0001
    or abs(coalesce(of_products.time_cost, 0) - coalesce(added.time_cost, 0)) > 0.0001
    or abs(coalesce(of_products.resource_cost, 0) - coalesce(added.resource_cost, 0)) > 0.0001
    or abs(coalesce(of_products.estimated_cost, 0) - coalesce(added.estimated_cost, 0)) > 0.0001
    or abs(coalesce(of_products.spread_cost, 0) - coalesce(added.spread_cost, 0)) > 0.0001
    or abs(coalesce(of_products.credit_cost, 0) - coalesce(added.credit_cost, 0)) > 0.0001
    or abs(coalesce(of_products.credit_so_far, 0) - coalesce(added.credit_so_far, 0)) > 0.0001
    or abs(coalesce(of_products.penalty, 0) - coalesce(added.penalty, 0)) > 0.0001
    or abs(coalesce(of_products.true_profit, 0) - coalesce(added.true_profit, 0)) > 0.0001
    or abs(coalesce(of_products.hidden_loss, 0) - coalesce(added.hidden_loss, 0)) > 0.0001
    or abs(coalesce(of_products.book_profit_costed, 0) - coalesce(added.book_profit_costed, 0)) > 0.0001
    or abs(coalesce(of_products.revenue_costed_with_book, 0) - coalesce(added.revenue_costed_with_book, 0)) > 0.0001
    or abs(coalesce(of_products.gross_margin_costed, 0) - coalesce(added.gross_margin_costed, 0)) > 0.0001
    or abs(coalesce(of_products.outside_cost, 0) - coalesce(added.outside_cost, 0)) > 0.0001
