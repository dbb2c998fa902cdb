-- One row per month of the data: one in which there is an order, or a use that is charged or internal.
select distinct cast(date_trunc('month', order_date) as date) as month
from order_lines
where order_date is not null
union
select distinct month
from usage
where month is not null
    and charged_to in ('order', 'client', 'internal')
