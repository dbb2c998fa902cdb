-- One row per client and day on which it bought: orders of one day are one purchase; cancelled orders and returns are none.
select distinct client_id, order_date
from order_totals
where client_id is not null and state <> 'cancelled' and coalesce(revenue, 0) + coalesce(open_revenue, 0) > 0
