-- Hours of a sale have no rate: nobody is named, the person's pool isn't known, or the pool has no rate.
select touch_costs.person, touch_costs.pool, touch_costs.hours, touch_costs.deal_id, touch_costs.entered_on
from touch_costs
where touch_costs.hours_cost is null
