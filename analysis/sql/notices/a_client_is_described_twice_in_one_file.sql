-- A client list names the same client in several rows: the last of them counts. Two companies of one name need ids.
select client_id, import_id, count(*) as descriptions, min(source_row) as first_row, max(source_row) as last_row
from client_descriptions
group by client_id, stated_id, import_id
having count(*) > 1
