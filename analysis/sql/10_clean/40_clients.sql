-- One row per client that the orders, the client list or the time sheets name, with its attributes.
with kept as (  -- of clients that people called one: the name that stays
    select kept_id, min(kept_name) as kept_name
    from same_clients
    group by kept_id
),

newest_description as (
    select *
    from client_descriptions
    where version = 1
),

ordered as (
    select client_id, client_name, order_date, import_id from order_lines
    union all
    select
        coalesce(same_clients.kept_id, raw_usage.client_id, client_names.client_id, raw_usage.client_name),
        raw_usage.client_name,
        null,
        null
    from raw_usage
    left join client_names
        on raw_usage.client_id is null
        and raw_usage.client_name = client_names.client_name
    left join same_clients
        on coalesce(raw_usage.client_id, client_names.client_id, raw_usage.client_name) = same_clients.client_id
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
    select client_id from newest_description
)

select
    known.client_id,
    coalesce(kept.kept_name, newest_description.client_name, newest_name.client_name, known.client_id) as client_name,
    newest_description.industry,
    newest_description.region,
    newest_description.employees,
    newest_description.annual_revenue,
    raw_client_extras.*
from known
left join kept on known.client_id = kept.kept_id
left join newest_name
    on known.client_id = newest_name.client_id
    and newest_name.version = 1
left join newest_description
    on known.client_id = newest_description.client_id
left join raw_client_extras
    on newest_description.import_id = raw_client_extras.import_id
    and newest_description.source_row = raw_client_extras.source_row
