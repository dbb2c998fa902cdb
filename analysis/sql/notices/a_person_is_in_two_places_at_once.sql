-- A person has records that overlap: both count, as recorded. Correct the times, or keep them if two jobs were really done at once.
select person, order_id, other_order_id, started_at, ended_at, other_started_at, other_ended_at, double_hours, double_cost
from simultaneous_records
where not is_copy
