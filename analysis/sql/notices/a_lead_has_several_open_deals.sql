-- A lead has several deals of which none is closed.
with closed as (
    select distinct deal_id
    from touches
    where result in ('won', 'lost', 'no decision')
)

select touches.lead_id, count(distinct touches.deal_id) as open_deals
from touches
left join closed on touches.deal_id = closed.deal_id
where touches.lead_id is not null
    and closed.deal_id is null
group by touches.lead_id
having count(distinct touches.deal_id) > 1
