-- One row per person at a client or lead.
select
    coalesce(same_clients.kept_id, raw_contacts.client_id, client_names.client_id, raw_contacts.client_name) as client_id,
    raw_contacts.client_name,
    raw_contacts.lead_id,
    raw_contacts.name,
    case when raw_contacts.role = 'контакт' then 'contact' else raw_contacts.role end as role,  -- as earlier imports wrote it
    raw_contacts.stance,
    raw_contacts.import_id,
    raw_contacts.source_row
from raw_contacts
left join client_names
    on raw_contacts.client_id is null
    and raw_contacts.client_name = client_names.client_name
left join same_clients
    on coalesce(raw_contacts.client_id, client_names.client_id, raw_contacts.client_name) = same_clients.client_id
