-- One row per file taken in: its rows and money as read, accepted and refused, and how many of its rows count.
-- Uses that are set aside are refused by the build: of rows and of control totals alike, read = accepted + rejected.
with aside as (
    select import_id, count(*) as uses, sum(quantity) as control
    from set_aside_uses
    group by import_id
),

counted as (
    select import_id, count(*) as line_count from order_lines group by import_id
    union all
    select import_id, count(*) from usage group by import_id
    union all
    select import_id, -uses from aside
    union all
    select import_id, count(*) from pools group by import_id
    union all
    select import_id, count(*) from contacts group by import_id
    union all
    select import_id, count(*) from quotes group by import_id
    union all
    select import_id, count(*) from leads group by import_id
    union all
    select import_id, count(*) from touches group by import_id
    union all
    select import_id, count(*) from client_descriptions where version = 1 group by import_id
),

in_use as (
    select import_id, sum(line_count) as line_count
    from counted
    group by import_id
)

select
    raw_imports.import_id,
    raw_imports.delivery_no,
    raw_imports.file,
    raw_imports.sheet,
    raw_imports.sha256,
    raw_imports.table as table,
    raw_imports.rows_read,
    raw_imports.rows_accepted - coalesce(aside.uses, 0) as rows_accepted,
    raw_imports.rows_rejected + coalesce(aside.uses, 0) as rows_rejected,
    cast(case when raw_imports.table = 'order_lines' then raw_imports.control_read end as decimal(38, 4)) as revenue_read,
    cast(case when raw_imports.table = 'order_lines' then raw_imports.control_accepted end as decimal(38, 4)) as revenue_accepted,
    cast(case when raw_imports.table = 'order_lines' then raw_imports.control_rejected end as decimal(38, 4)) as revenue_rejected,
    raw_imports.control_read,
    cast(raw_imports.control_accepted - coalesce(aside.control, 0) as decimal(38, 6)) as control_accepted,
    cast(raw_imports.control_rejected + coalesce(aside.control, 0) as decimal(38, 6)) as control_rejected,
    raw_imports.imported_at,
    raw_imports.columns,
    raw_imports.unused,
    raw_imports.formats,
    raw_imports.warnings,
    cast(coalesce(in_use.line_count, 0) as bigint) as rows_in_use,
    coalesce(aside.uses, 0) as rows_set_aside,
    raw_imports.rows_not_data,
    raw_imports.control_not_data,
    raw_imports.rows_without_amount,
    raw_imports.is_replaced
from raw_imports
left join aside on raw_imports.import_id = aside.import_id
left join in_use on raw_imports.import_id = in_use.import_id
