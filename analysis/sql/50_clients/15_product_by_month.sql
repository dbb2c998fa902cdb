-- One row per month, product family, product and kind: the roll-up that is read by product.
-- The texts of profit_rows and profit_by_month divide and add up here too, over lines in which a product stands in the family's place:
-- what is known per order only is divided by its products' part of its revenue, counts stand under its largest product alone. Clients and
-- managers are left out: by them there would be nearly as many rows as lines. A slice by them goes through this text over its own orders.
with order_lines as (
    select
        order_lines.order_id,
        order_lines.state,
        order_lines.revenue,
        order_lines.direct_cost,
        sold_products.product_number as product_family
    from order_lines
    inner join sold_products
        on order_lines.product_family is not distinct from sold_products.product_family
        and coalesce(order_lines.sku, order_lines.product_name) is not distinct from sold_products.product
),

order_profit as (
    select
        cast(null as string) as client_id,
        order_id,
        order_date,
        month,
        cast(null as string) as manager,
        state,
        kind,
        flag,
        days_late,
        is_late_so_far,
        open_cost,
        direct_cost,
        book_overhead,
        book_profit,
        hours,
        hours_estimated,
        time_cost,
        resource_cost,
        estimated_cost,
        spread_cost,
        credit_cost,
        credit_so_far,
        penalty,
        true_profit
    from order_profit
),

usage_costs as (
    select
        cast(null as string) as client_id,
        date,
        used_in,
        charged_to,
        is_time,
        hours,
        cost
    from usage_costs
),

profit_rows as (
{profit_rows}
),

by_number as (
{profit_by_month}
)

select
    by_number.month,
    sold_products.product_family,
    sold_products.product,
    by_number.kind,
    by_number.orders,
    by_number.open_orders,
    by_number.cancelled_orders,
    by_number.dated_orders,
    by_number.late_orders,
    by_number.late_so_far_orders,
    by_number.costed_orders,
    by_number.costed_sold_orders,
    by_number.hidden_loss_orders,
    by_number.loss_orders,
    by_number.revenue,
    by_number.open_revenue,
    by_number.open_cost,
    by_number.custom_revenue,
    by_number.revenue_with_kind,
    by_number.direct_cost,
    by_number.gross_margin,
    by_number.revenue_with_cost,
    by_number.revenue_with_book,
    by_number.revenue_costed,
    by_number.book_overhead,
    by_number.book_profit,
    by_number.hours,
    by_number.open_hours,
    by_number.hours_estimated,
    by_number.hours_costed,
    by_number.custom_hours,
    by_number.time_cost,
    by_number.resource_cost,
    by_number.estimated_cost,
    by_number.spread_cost,
    by_number.credit_cost,
    by_number.credit_so_far,
    by_number.penalty,
    by_number.true_profit,
    by_number.hidden_loss,
    by_number.book_profit_costed,
    by_number.revenue_costed_with_book,
    by_number.gross_margin_costed,
    by_number.outside_cost
from by_number
left join sold_products on by_number.product_family = sold_products.product_number
