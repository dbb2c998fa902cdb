-- A lead buys already: a client with orders has the same name.
select leads.lead_id, leads.company, client_profit.client_id, client_profit.orders, imports.file, leads.source_row
from leads
inner join client_profit on lower(trim(leads.company)) = lower(trim(client_profit.client_name))
left join imports on leads.import_id = imports.import_id
where client_profit.orders > 0
