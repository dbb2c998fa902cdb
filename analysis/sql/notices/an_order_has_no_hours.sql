-- The order has no record of people's time (or of any pool's), so its true profit is unknown.
select order_id, client_id, order_date, revenue
from order_profit
where hours_source = 'unknown'
    and state <> 'in progress'
