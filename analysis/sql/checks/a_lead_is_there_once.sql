-- A lead is there once: no two rows of leads share a code.
select lead_id, count(*) as times
from leads
group by lead_id
having count(*) > 1
