-- A file states a lead in several rows: the last of them counts.
select leads.lead_id, leads.company, leads.stated_times, imports.file, leads.source_row
from leads
left join imports on leads.import_id = imports.import_id
where leads.stated_times > 1
