-- One row per person at a client or lead, as files name them and as they were recorded on screen; the newest record of a name counts.
with stated as (
    select
        client_id, client_name, lead_id, name, role, stance, import_id, source_row, 0 as place
    from raw_contacts
    union all
    select
        client_id, null, lead_id, name, role, stance, null, null, place
    from recorded_contacts
),

named as (
    select
        coalesce(counted_clients.kept_id, stated.client_id, client_names.client_id, stated.client_name) as client_id,
        stated.client_name,
        stated.lead_id,
        stated.name,
        case when stated.role = 'контакт' then 'contact' else stated.role end as role,  -- as earlier imports wrote it
        stated.stance,
        stated.import_id,
        stated.source_row,
        stated.place
    from stated
    left join client_names
        on stated.client_id is null
        and stated.client_name = client_names.client_name
    left join counted_clients
        on coalesce(stated.client_id, client_names.client_id, stated.client_name) = counted_clients.client_id
),

newest as (
    select
        coalesce(client_id, '') as client_key,
        coalesce(lead_id, '') as lead_key,
        lower(trim(name)) as name_key,
        max(place) as place
    from named
    where place > 0
    group by coalesce(client_id, ''), coalesce(lead_id, ''), lower(trim(name))
)

select named.client_id, named.client_name, named.lead_id, named.name, named.role, named.stance, named.import_id, named.source_row
from named
left join newest
    on coalesce(named.client_id, '') = newest.client_key
    and coalesce(named.lead_id, '') = newest.lead_key
    and lower(trim(named.name)) = newest.name_key
where newest.place is null or named.place = newest.place
