-- One row per client's name that stands under an order number beside another name.
select distinct client_name
from raw_order_lines
where client_name is not null
    and order_id in (select order_id from raw_order_lines group by order_id having min(client_name) <> max(client_name))
