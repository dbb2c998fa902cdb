-- One row per possible client: what the newest file says of it, or what was typed in; a file that gives a code twice means the last row.
with stated as (
    select
        lead_id,
        company,
        industry,
        region,
        employees,
        annual_revenue,
        wants,
        expected_amount,
        lead_time_days,
        last_purchase_on,
        last_supplier,
        purchase_cycle_days,
        need_by,
        meeting_on,
        assigned_to,
        phone,
        import_id,
        source_row,
        file_no
    from raw_leads
    union all
    select
        lead_id,
        company,
        industry,
        region,
        employees,
        annual_revenue,
        wants,
        expected_amount,
        lead_time_days,
        last_purchase_on,
        last_supplier,
        purchase_cycle_days,
        need_by,
        null,
        assigned_to,
        phone,
        null,
        null,
        null
    from typed_leads
),

newest as (
    select
        *,
        row_number() over (
            partition by lead_id order by file_no desc nulls last, source_row desc nulls last
        ) as version,
        count(*) over (partition by lead_id, import_id) as stated_times
    from stated
)

select
    newest.lead_id,
    newest.company,
    newest.industry,
    newest.region,
    newest.employees,
    newest.annual_revenue,
    newest.wants,
    newest.expected_amount,
    newest.lead_time_days,
    newest.last_purchase_on,
    newest.last_supplier,
    newest.purchase_cycle_days,
    newest.need_by,
    newest.meeting_on,
    newest.assigned_to,
    newest.phone,
    newest.stated_times,
    raw_lead_extras.*
from newest
left join raw_lead_extras
    on newest.import_id = raw_lead_extras.import_id
    and newest.source_row = raw_lead_extras.source_row
where newest.version = 1
