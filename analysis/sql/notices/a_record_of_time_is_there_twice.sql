-- A record of time repeats another one: same person, order, start and end. Both count, as recorded: remove one if it is a mistake.
select person, order_id, client_id, started_at, ended_at, double_hours, double_cost, import_id, source_row
from simultaneous_records
where is_copy
