-- The order was shipped before it was placed: one of its days is wrong, and how long it took, its lateness and its credit are wrong with it.
select order_id, client_id, order_date, shipped_on, revenue
from order_profit
where shipped_on < order_date
