-- One row per row of a client list: whom it describes; the newest of a client's rows is version 1.
-- Of clients that people called one, the rows of the one that is kept come before the others'.
with described as (
    select
        coalesce(raw_clients.client_id, client_names.client_id, raw_clients.client_name) as stated_id,
        raw_clients.client_name,
        raw_clients.industry,
        raw_clients.region,
        raw_clients.employees,
        raw_clients.annual_revenue,
        raw_clients.import_id,
        raw_clients.source_row,
        raw_clients.file_no
    from raw_clients
    left join client_names
        on raw_clients.client_id is null
        and raw_clients.client_name = client_names.client_name
)

select
    coalesce(same_clients.kept_id, described.stated_id) as client_id,
    described.client_name,
    described.industry,
    described.region,
    described.employees,
    described.annual_revenue,
    described.import_id,
    described.source_row,
    described.stated_id,
    row_number() over (
        partition by coalesce(same_clients.kept_id, described.stated_id)
        order by
            case when same_clients.kept_id is null then 0 else 1 end,
            described.file_no desc nulls last,
            described.source_row desc nulls last
    ) as version
from described
left join same_clients on described.stated_id = same_clients.client_id
