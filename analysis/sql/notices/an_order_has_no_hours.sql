-- The order has no recorded use of any pool, so its true profit is unknown.
select order_id, client_id, order_date, revenue
from order_profit
where hours_source = 'unknown'
    and state <> 'in progress'
