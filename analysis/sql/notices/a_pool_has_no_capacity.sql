-- The pool's capacity in a month is zero or not given, and so is its rate: what orders used of it has no known cost.
select pool, month, cost, capacity, quantity_orders + quantity_clients as used
from pool_use
where treatment = 'usage'
    and rate is null
    and cost is not null
