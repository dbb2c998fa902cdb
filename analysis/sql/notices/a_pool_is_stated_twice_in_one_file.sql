-- A file states the same pool and month in several rows: the last of them counts. Add them up, or remove the extra ones.
select pool, month, cost, capacity, stated_times, import_id
from pools
where stated_times > 1
