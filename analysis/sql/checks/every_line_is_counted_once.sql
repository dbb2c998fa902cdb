-- Orders hold the revenue of all their lines: earned, still open or cancelled, each line once.
with lines as (
    select order_id, sum(revenue) as revenue, count(*) as lines
    from order_lines
    group by order_id
)

select
    lines.order_id,
    lines.revenue as revenue_of_lines,
    order_totals.revenue + order_totals.open_revenue + order_totals.cancelled_revenue as revenue_of_order
from lines
left join order_totals on lines.order_id = order_totals.order_id
where order_totals.order_id is null
    or lines.lines <> order_totals.lines
    or abs(lines.revenue - order_totals.revenue - order_totals.open_revenue - order_totals.cancelled_revenue) > 0.0001
