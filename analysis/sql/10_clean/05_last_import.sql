-- One row per workspace: the day on which its newest file came in.
select day
from raw_last_import
