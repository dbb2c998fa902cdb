-- A step of a sale lies after the day on which the deal was won.
select touches.deal_id, touches.stage, touches.entered_on, won.won_on, imports.file, touches.source_row
from touches
inner join (
    select deal_id, max(coalesce(left_on, entered_on)) as won_on
    from touches
    where result = 'won'
    group by deal_id
) as won on touches.deal_id = won.deal_id
left join imports on touches.import_id = imports.import_id
where touches.entered_on > won.won_on
    and coalesce(touches.result, 'open') <> 'won'
