-- A lead buys already: a client with orders has the same name.
select leads.lead_id, leads.company, client_profit.client_id, client_profit.orders
from leads
inner join client_profit on lower(trim(leads.company)) = lower(trim(client_profit.client_name))
where client_profit.orders > 0
