-- A record of time ends when it begins: if work was done, its hours are missing.
select person, order_id, started_at, ended_at, quantity, import_id, source_row
from usage
where stamped_seconds = 0
    and started_at <> date_trunc('day', started_at)
