-- A record of time begins on one day and ends on the next: a night's work, or a clock that was not stopped. It counts as recorded.
select person, order_id, started_at, ended_at, quantity, import_id, source_row
from usage
where stamped_seconds <= 86400
    and cast(ended_at as date) > cast(started_at as date)
    and ended_at <> date_trunc('day', ended_at)
