-- A deal's hours on the path are those of its steps.
with by_step as (
    select deal_id, cast(sum(hours) as double) as hours
    from touches
    where entered_on is not null  -- a notice names the others
    group by deal_id
)

select coalesce(by_step.deal_id, sale_deals.deal_id) as deal_id, by_step.hours as hours_of_steps, sale_deals.hours
from by_step
full outer join sale_deals on by_step.deal_id = sale_deals.deal_id
where by_step.deal_id is null
    or sale_deals.deal_id is null
    or abs(coalesce(by_step.hours, 0) - coalesce(sale_deals.hours, 0)) > 0.000001
