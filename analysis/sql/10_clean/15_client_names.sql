-- One row per client name that the exports tie to exactly one client id.
with named as (
    select client_name, client_id from raw_order_lines where client_name is not null and client_id is not null
    union
    select client_name, client_id from raw_clients where client_name is not null and client_id is not null
    union
    select client_name, client_id from raw_usage where client_name is not null and client_id is not null
)

select
    client_name,
    min(client_id) as client_id
from named
group by client_name
having count(*) = 1
