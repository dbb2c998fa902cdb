-- For every pool and month: charged to orders + charged to clients + spread + unused = the pool's cost; internal use is part of the unused.
select pool, month, cost, charged_orders, charged_clients, spread, unused_cost, cost_internal
from pool_use
where (cost is not null and abs(charged_orders + charged_clients + spread + unused_cost - cost) > 0.000001)
    or (capacity is not null and abs(quantity_orders + quantity_clients + unused_quantity - capacity) > 0.000001)
