-- A phone of a lead can't be called: it has too few digits, or a table program has rounded it (7,4951E+10).
select leads.phone, leads.lead_id, leads.company, imports.file, leads.source_row
from leads
left join imports on leads.import_id = imports.import_id
where lower(leads.phone) like '%e+%'
    or length(leads.phone) - length(translate(leads.phone, '0123456789', '')) between 1 and 9
