-- One row per refused row, as it stands today: one that was mended is out, or in with what is wrong with it now.
-- Beside the rows that no import could take stand the uses that the build sets aside.
select
    raw_refused.import_id,
    raw_refused.file,
    raw_refused.sheet,
    raw_refused.row_number,
    raw_refused.column as column,
    raw_refused.value as value,
    raw_refused.reason,
    raw_refused.raw,
    raw_refused.amount,
    raw_refused.reason_code
from raw_refused
where not exists (  -- a row that a later file mends and that is refused again stands as that file has it
    select 1 from raw_mended
    where raw_mended.import_id = raw_refused.import_id
        and raw_mended.row_number = raw_refused.row_number
        and raw_mended.file_no > raw_refused.file_no
)
union all
select
    set_aside_uses.import_id,
    raw_imports.file,
    raw_imports.sheet,
    cast(floor(set_aside_uses.source_row / nullif(raw_imports.records_in_row, 0)) as bigint),
    raw_set_aside_reasons.column,
    set_aside_uses.value,
    raw_set_aside_reasons.reason,
    set_aside_uses.as_written,
    set_aside_uses.quantity,
    set_aside_uses.reason_code
from set_aside_uses
inner join raw_imports on set_aside_uses.import_id = raw_imports.import_id
inner join raw_set_aside_reasons on set_aside_uses.reason_code = raw_set_aside_reasons.reason_code
