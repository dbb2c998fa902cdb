-- A record of time lasts over 24 hours: was it left running, or is the day of its end wrong? It counts as recorded.
select person, order_id, started_at, ended_at, quantity, import_id, source_row
from usage
where stamped_seconds > 86400
    and (started_at <> date_trunc('day', started_at) or ended_at <> date_trunc('day', ended_at))
