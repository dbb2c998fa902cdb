-- An offer names an order that is not among the imported ones: import it, or correct the number.
select quote_id, order_id, client_id, quoted_on, amount
from quotes
where order_id is not null and not is_order_known
