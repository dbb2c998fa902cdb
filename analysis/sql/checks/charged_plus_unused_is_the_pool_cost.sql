-- For every pool and month: charged to orders + charged to clients + spread + unused = the pool's cost.
select pool, month, cost, charged_orders, charged_clients, spread, unused_cost
from pool_use
where cost is not null
    and abs(charged_orders + charged_clients + spread + unused_cost - cost) > 0.000001
