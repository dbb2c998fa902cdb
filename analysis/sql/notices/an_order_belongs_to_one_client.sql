-- An order number stands under more than one client: the order is counted under the first of them.
select order_id, count(distinct client_id) as clients, min(client_id) as counted_under
from order_lines
group by order_id
having count(distinct client_id) > 1
