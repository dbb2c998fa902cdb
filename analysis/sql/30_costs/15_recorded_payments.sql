-- One row per month of shipment, where days of payment are given at all: does a missing one mean that it isn't paid yet?
-- It does where most orders shipped in the twelve months up to then have one, from the first month with one on; else it is unknown.
with shipped as (
    select
        order_id,
        cast(extract(year from shipped_on) * 12 + extract(month from shipped_on) as integer) as month_no,
        max(case when paid_on is not null or unread_dates like '%paid_on%' then 1 else 0 end) as is_paid  -- one that can't be read is given
    from order_lines
    where state = 'done' and revenue > 0 and shipped_on is not null
    group by order_id, cast(extract(year from shipped_on) * 12 + extract(month from shipped_on) as integer)
),

months as (
    select month_no, count(*) as orders, sum(is_paid) as paid_orders
    from shipped
    group by month_no
),

begun as (
    select min(month_no) as month_no from months where paid_orders > 0
)

select
    months.month_no,
    coalesce(sum(year_before.orders), 0) as orders,
    coalesce(sum(year_before.paid_orders), 0) as paid_orders,
    coalesce(sum(year_before.paid_orders), 0) > max(settings.mostly_recorded) * coalesce(sum(year_before.orders), 0) as is_recorded
from months
inner join begun on begun.month_no is not null
cross join settings
left join months as year_before
    on year_before.month_no <= months.month_no
    and year_before.month_no > months.month_no - 12
    and year_before.month_no >= begun.month_no
group by months.month_no
