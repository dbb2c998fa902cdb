-- A file states a lead in several rows: the last of them counts.
select lead_id, company, stated_times
from leads
where stated_times > 1
