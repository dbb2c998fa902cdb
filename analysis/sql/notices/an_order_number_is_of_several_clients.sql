-- An order number is of several clients: each client's order counts as one of its own, all but the first with the client in its id.
select
    order_numbers.order_id,
    order_numbers.order_number,
    min(order_lines.client_id) as client_id,
    cast(sum(order_lines.revenue) as decimal(18, 2)) as revenue
from (select distinct order_id, order_number from order_numbers where is_of_a_client) as order_numbers
inner join order_lines on order_numbers.order_id = order_lines.order_id
group by order_numbers.order_id, order_numbers.order_number
