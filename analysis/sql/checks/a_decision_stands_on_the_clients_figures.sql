-- Every decision stands on the client's figures: those of client_profit, client_fit and client_measures, and the money at stake of them.
with costed as (
    select
        order_profit.client_id,
        cast(sum(order_profit.revenue) as double) as revenue,
        sum(case when order_profit.revenue > 0 then 1 else 0 end) as orders,
        cast(sum(order_profit.credit_cost) as double) as credit_cost,
        cast(sum(
            case when order_profit.revenue > 0 then cast(order_target.target_margin * order_profit.revenue as decimal(38, 10)) end
        ) as double)
        / nullif(cast(sum(case when order_profit.revenue > 0 then order_profit.revenue end) as double), 0) as target_margin
    from order_profit
    inner join order_target on order_profit.order_id = order_target.order_id
    where order_profit.true_profit is not null
    group by order_profit.client_id
),

compared as (
    select
        decided.*,
        client_profit.revenue as revenue_of_client,
        client_profit.true_profit as true_profit_of_client,
        client_profit.true_margin as true_margin_of_client,
        client_profit.hours as hours_of_client,
        client_profit.hours_share as hours_share_of_client,
        client_profit.revenue_share as revenue_share_of_client,
        client_profit.custom_share as custom_share_of_client,
        client_profit.late_share as late_share_of_client,
        client_fit.fit_score as score_of_fit,
        client_measures.approval_rounds as rounds_of_client,
        client_measures.late_payment_days as days_of_client,
        coalesce(costed.orders, 0) as orders_of_client,
        coalesce(costed.target_margin, settings.target_margin) as target_of_orders,
        case when costed.revenue > 0 then costed.credit_cost / nullif(costed.revenue, 0) end as credit_of_client,
        case
            when decided.target_margin * coalesce(costed.revenue, 0) > client_profit.true_profit
                then decided.target_margin * coalesce(costed.revenue, 0) - client_profit.true_profit
            else 0
        end as stake
    from client_decision as decided
    cross join settings
    left join client_profit on decided.client_id = client_profit.client_id
    left join client_fit on decided.client_id = client_fit.client_id
    left join client_measures on decided.client_id = client_measures.client_id
    left join costed on decided.client_id = costed.client_id
)

select client_id, decision, revenue, true_profit, at_stake
from compared
where abs(revenue - revenue_of_client) > 0.005
    or (true_profit is null) <> (true_profit_of_client is null)
    or abs(true_profit - true_profit_of_client) > 0.005
    or abs(true_margin - true_margin_of_client) > 0.0000001
    or abs(hours - hours_of_client) > 0.005
    or abs(hours_share - hours_share_of_client) > 0.0000001
    or abs(revenue_share - revenue_share_of_client) > 0.0000001
    or abs(custom_share - custom_share_of_client) > 0.0000001
    or abs(late_share - late_share_of_client) > 0.0000001
    or abs(fit_score - score_of_fit) > 0.0000001
    or abs(approval_rounds - rounds_of_client) > 0.0000001
    or abs(payment_days - days_of_client) > 0.0000001
    or abs(target_margin - target_of_orders) > 0.0000001
    or orders_behind_it <> orders_of_client
    or abs(credit_share - credit_of_client) > 0.0000001
    or abs(at_stake - stake) > 0.005
    or abs(own_weight * true_margin + (1 - own_weight) * peer_margin - shrunk_margin) > 0.000001 * (1 + abs(shrunk_margin))
    or shrunk_margin < margin_low - 0.0000001
    or shrunk_margin > margin_high + 0.0000001
