-- One row per value that could not be read in a row that was taken in: it is unknown.
select
    raw_unread.import_id,
    raw_unread.file,
    raw_unread.sheet,
    raw_unread.row_number,
    raw_unread.column as column,
    raw_unread.value as value,
    raw_unread.reason,
    raw_unread.reason_code
from raw_unread
