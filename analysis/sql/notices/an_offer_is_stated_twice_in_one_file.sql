-- A file states an offer in several rows: the last of them counts. An offer is one row, with the amount of all its lines.
select quote_id, client_id, quoted_on, amount, stated_times
from quotes
where stated_times > 1
