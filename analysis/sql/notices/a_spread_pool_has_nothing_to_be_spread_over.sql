-- The base of a spread pool adds up to zero over the orders of a month: its cost is carried by nobody and stays unused.
select pool, month, cost, unused_cost
from pool_use
where treatment = 'spread'
    and cost <> 0
    and spread = 0
