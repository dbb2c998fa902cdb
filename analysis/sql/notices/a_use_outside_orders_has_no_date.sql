-- A client's use outside any order has no date: it counts over all history, and in no slice of time.
select client_id, pool, quantity, cost
from usage_costs
where charged_to = 'client'
    and used_in is null
