-- One row per client: what its orders show of it, by name as criteria of the portrait may ask; unknown where nothing tells.
-- What isn't paid yet counts with the days up to the last day of the data: who never pays is not quicker than who pays late.
with orders as (
    select
        client_id,
        count(*) as orders,
        min(order_date) as first_order_on,
        max(order_date) as last_order_on,
        sum(case when state = 'done' then revenue else 0 end) as revenue,
        sum(case when state = 'done' and kind <> 'unknown' then revenue else 0 end) as revenue_with_kind,
        sum(case when state = 'done' and kind = 'custom' then revenue else 0 end) as custom_revenue,
        sum(case when state = 'done' and quantity > 0 then quantity end) as pieces,
        sum(case when state = 'done' and quantity > 0 then lines end) as lines,
        sum(approval_rounds) as approval_rounds,
        count(approval_rounds) as orders_with_rounds,
        sum(case when days_late > 0 then 1 else 0 end) as late_orders,
        count(days_late) as dated_orders
    from order_profit
    group by client_id
),

payments as (
    select
        order_lines.client_id,
        sum(order_lines.revenue * coalesce(order_lines.days_to_pay, last_day.day - order_lines.shipped_on)) as money_days,
        sum(order_lines.revenue) as paid_revenue
    from order_lines
    cross join last_day
    left join recorded_payments
        on order_lines.days_to_pay is null
        and cast(extract(year from order_lines.shipped_on) * 12 + extract(month from order_lines.shipped_on) as integer)
        = recorded_payments.month_no
    where order_lines.state = 'done'
        and order_lines.revenue > 0
        and (order_lines.days_to_pay is not null or (recorded_payments.is_recorded and order_lines.unread_dates is null))
    group by order_lines.client_id
),

people as (
    select
        client_id,
        sum(case when stance = 'against' then 1 else 0 end) as hostile_contacts,
        sum(case when role = 'ЛПР' then 1 else 0 end) as deciders
    from contacts
    group by client_id
)

select
    clients.client_id,
    coalesce(orders.orders, 0) as orders,
    orders.first_order_on,
    orders.last_order_on,
    cast(orders.custom_revenue as double) / nullif(cast(orders.revenue_with_kind as double), 0) as custom_share,
    cast(orders.pieces as double) / nullif(orders.lines, 0) as mean_batch,
    cast(orders.approval_rounds as double) / nullif(orders.orders_with_rounds, 0) as approval_rounds,
    cast(payments.money_days as double) / nullif(cast(payments.paid_revenue as double), 0) as late_payment_days,
    cast(orders.late_orders as double) / nullif(orders.dated_orders, 0) as late_share,
    people.hostile_contacts,
    people.deciders
from clients
left join orders on clients.client_id = orders.client_id
left join payments on clients.client_id = payments.client_id
left join people on clients.client_id = people.client_id
