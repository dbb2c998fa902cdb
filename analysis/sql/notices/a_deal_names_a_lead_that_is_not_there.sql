-- A step of a sale names a lead that no list of leads has.
select touches.lead_id, touches.deal_id, imports.file, touches.source_row
from touches
left join leads on touches.lead_id = leads.lead_id
left join imports on touches.import_id = imports.import_id
where touches.lead_id is not null
    and leads.lead_id is null
