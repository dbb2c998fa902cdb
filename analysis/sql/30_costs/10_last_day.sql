-- One row per plant: the last day that its orders tell of. What isn't paid or shipped has waited up to it at least.
select max(day) as day
from (
    select max(order_date) as day from order_lines
    union all
    select max(shipped_on) from order_lines
    union all
    select max(paid_on) from order_lines
) as days
