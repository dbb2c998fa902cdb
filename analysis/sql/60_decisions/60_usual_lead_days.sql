-- One row per kind of orders: the days from order to shipment that four of five of the plant's orders of this kind kept.
with lasted as (
    select order_profit.kind, coalesce(order_profit.shipped_on, last_day.day) - order_profit.order_date as days
    from order_profit
    cross join last_day
    where (order_profit.state = 'done' and order_profit.shipped_on >= order_profit.order_date) or order_profit.is_late_so_far
),

placed as (
    select
        kind,
        days,
        count(*) over (partition by kind) as orders,
        row_number() over (partition by kind order by days nulls last) as place
    from lasted
    where kind is not null
)

select kind, min(days) as lead_days from placed where place >= 0.8 * orders - 1e-9 group by kind
