-- One row per row of a client list: whom it describes; the newest of a client's rows is version 1.
with described as (
    select
        coalesce(raw_clients.client_id, client_names.client_id, raw_clients.client_name) as client_id,
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
    client_id,
    client_name,
    industry,
    region,
    employees,
    annual_revenue,
    import_id,
    source_row,
    row_number() over (partition by client_id order by file_no desc nulls last, source_row desc nulls last) as version
from described
