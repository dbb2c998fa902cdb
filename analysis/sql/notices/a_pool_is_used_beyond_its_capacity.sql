-- More of the pool was used than its practical capacity: check the capacity, or the time sheets.
select pool, month, capacity, quantity_orders + quantity_clients + quantity_internal as used
from pool_use
where capacity is not null
    and quantity_orders + quantity_clients + quantity_internal > capacity
