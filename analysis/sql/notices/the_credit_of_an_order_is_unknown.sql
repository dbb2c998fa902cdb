-- The order is shipped and has no day of payment, nor have most orders of that time: what waiting for its money costs is unknown, and so is its true profit.
select order_id, client_id, order_date, revenue
from order_profit
where credit_cost is null
