-- Every client: a margin is a ratio of its sums; a share is its part of the whole; its rank counts those that have more.
with sums as (
    select
        coalesce(client_id, '') as client_id,
        cast(sum(book_profit) as double) as book_profit,
        cast(sum(book_profit_costed) as double) as book_profit_costed,
        cast(sum(custom_revenue) as double) as custom_revenue,
        cast(sum(dated_orders) as double) as dated_orders,
        cast(sum(gross_margin) as double) as gross_margin,
        cast(sum(gross_margin_costed) as double) as gross_margin_costed,
        cast(sum(hours_costed) as double) as hours_costed,
        cast(sum(late_orders) as double) as late_orders,
        cast(sum(revenue_with_kind) as double) as revenue_with_kind,
        cast(sum(revenue_costed) as double) as revenue_costed,
        cast(sum(revenue_costed_with_book) as double) as revenue_costed_with_book,
        cast(sum(revenue_with_book) as double) as revenue_with_book,
        cast(sum(revenue_with_cost) as double) as revenue_with_cost
    from profit_by_month
    group by coalesce(client_id, '')
),

whole as (
    select
        cast(sum(revenue) as double) as revenue,
        cast(sum(hours - coalesce(open_hours, 0)) as double) as hours,
        cast(sum(true_profit) as double) as true_profit
    from client_profit
),

ranks as (
    select client_id, rank() over (order by true_profit desc nulls last) as place
    from client_profit
    where true_profit is not null
)

select client_profit.client_id, client_profit.revenue, client_profit.true_profit, client_profit.true_margin
from client_profit
cross join whole
left join sums on coalesce(client_profit.client_id, '') = sums.client_id
left join ranks on client_profit.client_id = ranks.client_id
where sums.client_id is null
    or abs(client_profit.gross_margin_share * sums.revenue_with_cost - sums.gross_margin) > 0.0000001 * (1 + abs(sums.gross_margin))
    or abs(client_profit.book_margin * sums.revenue_with_book - sums.book_profit) > 0.0000001 * (1 + abs(sums.book_profit))
    or abs(client_profit.true_margin * sums.revenue_costed - client_profit.true_profit) > 0.0000001 * (1 + abs(client_profit.true_profit))
    or abs(client_profit.book_margin_costed * sums.revenue_costed_with_book - sums.book_profit_costed) > 0.0000001 * (1 + abs(sums.book_profit_costed))
    or abs(client_profit.gross_margin_share_costed * sums.revenue_costed - sums.gross_margin_costed) > 0.0000001 * (1 + abs(sums.gross_margin_costed))
    or abs(client_profit.profit_per_hour * sums.hours_costed - client_profit.true_profit) > 0.0000001 * (1 + abs(client_profit.true_profit))
    or abs(client_profit.custom_share * sums.revenue_with_kind - sums.custom_revenue) > 0.0000001 * (1 + abs(sums.custom_revenue))
    or abs(client_profit.late_share * sums.dated_orders - sums.late_orders) > 0.0000001 * (1 + abs(sums.late_orders))
    or abs(client_profit.revenue_share * whole.revenue - client_profit.revenue) > 0.0000001 * (1 + abs(client_profit.revenue))
    or abs(client_profit.hours_share * whole.hours - (client_profit.hours - coalesce(client_profit.open_hours, 0)))
    > 0.0000001 * (1 + abs(client_profit.hours))
    or abs(client_profit.profit_share * whole.true_profit - client_profit.true_profit) > 0.0000001 * (1 + abs(client_profit.true_profit))
    or client_profit.profit_rank <> ranks.place
