-- One row per client that belongs to a group (a holding): what a person said of it, else what the client list says.
-- members: clients of the group.
with stated as (
    select
        client_descriptions.client_id,
        min(client_descriptions.client_name) as client_name,
        min(raw_client_attributes.content) as group_name
    from client_descriptions
    inner join raw_client_attributes
        on client_descriptions.import_id = raw_client_attributes.import_id
        and client_descriptions.source_row = raw_client_attributes.source_row
    inner join group_headers on raw_client_attributes.attribute = group_headers.attribute
    where client_descriptions.version = 1
    group by client_descriptions.client_id
),

said as (
    select
        coalesce(same_clients.kept_id, chosen_groups.client_id) as client_id,
        max(chosen_groups.client_name) as client_name,
        max(chosen_groups.group_name) as group_name
    from chosen_groups
    left join same_clients on chosen_groups.client_id = same_clients.client_id
    group by coalesce(same_clients.kept_id, chosen_groups.client_id)
),

belonging as (
    select
        coalesce(said.client_id, stated.client_id) as client_id,
        coalesce(stated.client_name, said.client_name, stated.client_id) as client_name,
        case when said.client_id is null then stated.group_name else said.group_name end as group_name,
        said.client_id is not null as is_chosen
    from stated
    full join said on stated.client_id = said.client_id
),

spelled as (
    select
        client_id,
        client_name,
        'group:' || lower(trim(group_name)) as group_id,
        trim(group_name) as group_name,
        is_chosen
    from belonging
    where trim(group_name) <> ''
)

select
    client_id,
    client_name,
    group_id,
    min(group_name) over (partition by group_id) as group_name,
    is_chosen,
    count(*) over (partition by group_id) as members
from spelled
