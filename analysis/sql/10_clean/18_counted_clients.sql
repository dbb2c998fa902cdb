-- One row per client that counts under another id: people called the two one client, or clients of a group are judged as one.
-- own_id: the client itself, before its group. A group of one client is that client.
with grouped as (
    select client_groups.client_id, client_groups.client_name, client_groups.group_id, client_groups.group_name
    from client_groups
    cross join settings
    where settings.groups_judged_as_one and client_groups.members > 1
)

select
    same_clients.client_id,
    same_clients.client_name,
    coalesce(grouped.group_id, same_clients.kept_id) as kept_id,
    coalesce(grouped.group_name, same_clients.kept_name) as kept_name,
    same_clients.kept_id as own_id,
    grouped.group_id
from same_clients
left join grouped on same_clients.kept_id = grouped.client_id
union all
select grouped.client_id, grouped.client_name, grouped.group_id, grouped.group_name, grouped.client_id, grouped.group_id
from grouped
left join same_clients on grouped.client_id = same_clients.client_id
where same_clients.client_id is null
