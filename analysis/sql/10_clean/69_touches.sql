-- One row per step of a sale: a deal at a stage from a day on, as the newest file has it.
with newest as (
    select
        raw_touches.*,
        row_number() over (
            partition by deal_id, stage, entered_on order by file_no desc nulls last, source_row desc nulls last
        ) as version
    from raw_touches
)

select
    newest.deal_id,
    newest.lead_id,
    coalesce(same_clients.kept_id, newest.client_id, client_names.client_id, newest.client_name) as client_id,
    newest.client_name,
    newest.stage,
    newest.entered_on,
    newest.left_on,
    newest.hours,
    newest.person,
    newest.result,
    newest.reason,
    newest.amount,
    newest.order_id,
    newest.import_id,
    newest.source_row
from newest
left join client_names
    on newest.client_id is null
    and newest.client_name = client_names.client_name
left join same_clients
    on coalesce(newest.client_id, client_names.client_id, newest.client_name) = same_clients.client_id
where newest.version = 1
