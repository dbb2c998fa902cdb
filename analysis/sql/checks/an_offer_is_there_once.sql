-- An offer is there once: no two rows of quotes share an id.
select quote_id, count(*) as offers
from quotes
group by quote_id
having count(*) > 1
