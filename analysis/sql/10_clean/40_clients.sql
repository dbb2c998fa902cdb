-- One row per client that the orders, the client list or the time sheets name, with its attributes.
-- A group that is judged as one has the attributes on which its members agree, and the people and revenue of all of them.
with kept as (  -- of clients that count under another id: the name that stays
    select kept_id, min(kept_name) as kept_name
    from counted_clients
    group by kept_id
),

group_sizes as (
    select group_id, max(members) as members from client_groups group by group_id
),

newest_description as (
    select
        coalesce(counted_clients.kept_id, client_descriptions.client_id) as client_id,
        client_descriptions.client_name,
        client_descriptions.industry,
        client_descriptions.region,
        client_descriptions.employees,
        client_descriptions.annual_revenue,
        client_descriptions.import_id,
        client_descriptions.source_row
    from client_descriptions
    left join counted_clients on client_descriptions.client_id = counted_clients.client_id
    where client_descriptions.version = 1
),

description as (
    select
        newest_description.client_id,
        min(newest_description.client_name) as client_name,
        case when count(distinct newest_description.industry) = 1 then min(newest_description.industry) end as industry,
        case when count(distinct newest_description.region) = 1 then min(newest_description.region) end as region,
        case
            when count(newest_description.employees) = coalesce(max(group_sizes.members), 1) then cast(sum(newest_description.employees) as bigint)
        end as employees,
        case
            when count(newest_description.annual_revenue) = coalesce(max(group_sizes.members), 1)
                then cast(sum(newest_description.annual_revenue) as decimal(18, 4))
        end as annual_revenue,
        case when max(group_sizes.members) is null then min(newest_description.import_id) end as import_id,
        min(newest_description.source_row) as source_row
    from newest_description
    left join group_sizes on newest_description.client_id = group_sizes.group_id
    group by newest_description.client_id
),

ordered as (
    select client_id, client_name, order_date, import_id from order_lines
    union all
    select
        coalesce(counted_clients.kept_id, raw_usage.client_id, client_names.client_id, raw_usage.client_name),
        raw_usage.client_name,
        null,
        null
    from raw_usage
    left join client_names
        on raw_usage.client_id is null
        and raw_usage.client_name = client_names.client_name
    left join counted_clients
        on coalesce(raw_usage.client_id, client_names.client_id, raw_usage.client_name) = counted_clients.client_id
    where raw_usage.order_id is null
),

name_uses as (
    select
        client_id,
        client_name,
        max(order_date) as last_used_on
    from ordered
    where client_id is not null
    group by client_id, client_name
),

newest_name as (
    select
        client_id,
        client_name,
        row_number() over (
            partition by client_id
            order by case when client_name is null then 1 else 0 end, last_used_on desc nulls last, client_name nulls last
        ) as version
    from name_uses
),

known as (
    select client_id from newest_name where version = 1
    union
    select client_id from description
)

select
    known.client_id,
    coalesce(kept.kept_name, description.client_name, newest_name.client_name, known.client_id) as client_name,
    description.industry,
    description.region,
    description.employees,
    description.annual_revenue,
    raw_client_extras.*
from known
left join kept on known.client_id = kept.kept_id
left join newest_name
    on known.client_id = newest_name.client_id
    and newest_name.version = 1
left join description
    on known.client_id = description.client_id
left join raw_client_extras
    on description.import_id = raw_client_extras.import_id
    and description.source_row = raw_client_extras.source_row
