-- One row per step of a sale: a deal at a stage from a day on, as the newest file has it, or as it was recorded on screen (place).
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
    coalesce(counted_clients.kept_id, newest.client_id, client_names.client_id, newest.client_name) as client_id,
    newest.client_name,
    newest.stage,
    stage_numbers.stage_no,
    newest.entered_on,
    newest.left_on,
    newest.hours,
    newest.person,
    coalesce(newest.result, stage_numbers.result) as result,
    newest.reason,
    newest.amount,
    newest.order_id,
    case when coalesce(newest.result, stage_numbers.result, 'open') = 'open' then newest.reason end as stall_reason,
    newest.stalled_until,
    newest.budget_state,
    newest.budget_amount,
    newest.budget_by,
    0 as place,
    newest.import_id,
    newest.source_row
from newest
left join stage_numbers on newest.stage = stage_numbers.written
left join client_names
    on newest.client_id is null
    and newest.client_name = client_names.client_name
left join counted_clients
    on coalesce(newest.client_id, client_names.client_id, newest.client_name) = counted_clients.client_id
where newest.version = 1
union all
select
    recorded_touches.deal_id,
    recorded_touches.lead_id,
    coalesce(counted_clients.kept_id, recorded_touches.client_id),
    null,
    cast(recorded_touches.stage as varchar(20)),
    recorded_touches.stage,
    recorded_touches.entered_on,
    null,
    recorded_touches.hours,
    recorded_touches.person,
    recorded_touches.result,
    recorded_touches.reason,
    recorded_touches.amount,
    recorded_touches.order_id,
    recorded_touches.stall_reason,
    recorded_touches.stalled_until,
    recorded_touches.budget_state,
    recorded_touches.budget_amount,
    recorded_touches.budget_by,
    recorded_touches.place,
    null,
    null
from recorded_touches
left join counted_clients on recorded_touches.client_id = counted_clients.client_id
