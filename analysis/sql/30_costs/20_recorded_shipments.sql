-- One row per month of a promise, where days of shipment are given at all: does a missing one mean that it isn't shipped yet?
-- It does where at least the half of finished orders promised in the twelve months up to then have one, or none is finished.
with orders as (
    select
        order_id,
        cast(extract(year from max(promised_on)) * 12 + extract(month from max(promised_on)) as integer) as month_no,
        max(case when state = 'done' and revenue >= 0 then 1 else 0 end) as is_finished,
        max(case when state = 'done' and (shipped_on is not null or unread_dates like '%shipped_on%') then 1 else 0 end) as is_shipped
    from order_lines
    where promised_on is not null
    group by order_id
),

months as (
    select month_no, sum(is_finished) as orders, sum(is_shipped) as shipped_orders
    from orders
    group by month_no
),

given as (
    select count(shipped_on) as days from order_lines
)

select
    months.month_no,
    coalesce(sum(year_before.orders), 0) as orders,
    coalesce(sum(year_before.shipped_orders), 0) as shipped_orders,
    coalesce(sum(year_before.shipped_orders), 0) >= max(settings.mostly_recorded) * coalesce(sum(year_before.orders), 0) as is_recorded
from months
inner join given on given.days > 0
cross join settings
left join months as year_before
    on year_before.month_no <= months.month_no
    and year_before.month_no > months.month_no - 12
group by months.month_no
