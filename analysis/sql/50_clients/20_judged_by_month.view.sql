-- One row per row of profit_by_month; a client of whose orders nothing that was sold is costed has no true profit (METHOD, rule 11).
-- What was spent on such a client (cancelled orders, use outside orders) stands in spent_beside. Of a client without any order all is
-- known: what was spent on it is its loss. The rows of a slice are judged by the slice alone.
with judged as (
    select
        profit_by_month.*,
        sum(costed_sold_orders) over (partition by client_id) > 0 or sum(orders) over (partition by client_id) = 0 as is_judged
    from profit_by_month
)

select
    client_id,
    month,
    manager,
    product_family,
    kind,
    orders,
    open_orders,
    cancelled_orders,
    dated_orders,
    late_orders,
    late_so_far_orders,
    costed_orders,
    costed_sold_orders,
    hidden_loss_orders,
    loss_orders,
    revenue,
    open_revenue,
    open_cost,
    custom_revenue,
    revenue_with_kind,
    direct_cost,
    gross_margin,
    revenue_with_cost,
    revenue_with_book,
    revenue_costed,
    book_overhead,
    book_profit,
    hours,
    open_hours,
    hours_estimated,
    hours_costed,
    custom_hours,
    time_cost,
    resource_cost,
    estimated_cost,
    spread_cost,
    credit_cost,
    credit_so_far,
    penalty,
    case when is_judged then true_profit end as true_profit,
    hidden_loss,
    book_profit_costed,
    revenue_costed_with_book,
    gross_margin_costed,
    outside_cost,
    case when is_judged then 0 else true_profit end as spent_beside
from judged
