-- One row per stage of a sale as files write it.
select distinct stage as written
from raw_touches
where stage is not null
