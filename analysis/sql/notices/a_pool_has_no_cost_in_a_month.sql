-- The pool was used in a month for which no cost was given: the nearest month's rate was taken.
select pool, month, rate, quantity_orders + quantity_clients + quantity_internal as used
from pool_use
where rate_source = 'nearest month'
