-- A time equation names a pool that is not among the pools, or counts in a unit that the pool's can't be turned into.
with estimated as (
    select pool, count(estimated_quantity) as known, count(*) as orders
    from time_estimates
    group by pool
)

select distinct time_equations.pool, time_equations.unit
from time_equations
left join estimated on time_equations.pool = estimated.pool
where (estimated.pool is null and exists (select 1 from order_totals where state = 'done'))
    or (estimated.known = 0 and estimated.orders > 0)
