-- One row per recorded use of a pool that is charged to nobody, and why: its pool, order or person isn't known, or its quantity can't be.
-- The quantity is the file's, as control totals count it.
select
    usage.import_id,
    usage.source_row,
    usage.charged_to as reason_code,
    case raw_set_aside_reasons.column
        when 'pool' then usage.pool
        when 'person' then usage.person
        when 'unit' then raw_usage.unit
        when 'quantity' then cast(raw_usage.quantity as varchar(40))
        else usage.order_id
    end as value,
    raw_usage.quantity,
    raw_usage.as_written
from usage
inner join raw_set_aside_reasons on usage.charged_to = raw_set_aside_reasons.reason_code
inner join raw_usage
    on usage.import_id = raw_usage.import_id
    and usage.source_row = raw_usage.source_row
