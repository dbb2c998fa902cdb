-- Every order: gross margin = revenue − direct cost; true profit = gross margin − resources − spread − credit − penalty; the rest as added up.
select
    order_profit.order_id,
    order_profit.gross_margin,
    order_profit.book_profit,
    order_profit.true_profit,
    gross_margin - resource_cost - spread_cost - order_profit.credit_cost - order_profit.penalty as true_profit_of_parts
from order_profit
inner join order_totals on order_profit.order_id = order_totals.order_id
where (order_profit.gross_margin is null) <> (order_profit.direct_cost is null)
    or abs(order_profit.gross_margin - (order_profit.revenue - order_profit.direct_cost)) > 0.0001
    or abs(order_profit.book_profit - (order_profit.gross_margin - order_profit.book_overhead)) > 0.0001
    or abs(order_profit.book_profit - order_totals.book_profit) > 0.0001
    or abs(order_profit.book_overhead - order_totals.book_overhead) > 0.0001
    or abs(order_profit.credit_cost - order_totals.credit_cost) > 0.000001
    or abs(order_profit.credit_so_far - order_totals.credit_so_far) > 0.000001
    or order_profit.credit_so_far < 0
    or order_profit.days_late <> order_totals.days_late
    or order_profit.approval_rounds <> order_totals.approval_rounds
    or order_profit.lead_time_days <> order_totals.lead_time_days
    or (order_profit.true_profit is null)
    <> (gross_margin is null or resource_cost is null or order_profit.credit_cost is null)
    or abs(true_profit - (gross_margin - resource_cost - spread_cost - order_profit.credit_cost - order_profit.penalty)) > 0.000001
    or abs(
        open_cost
        - case
            when order_profit.state = 'in progress' then resource_cost + spread_cost + order_profit.credit_cost + order_profit.penalty
            else 0
        end
    ) > 0.000001
