-- A name stands for several clients with ids: rows that give only the name count as one more client. Say whose they are.
select
    nameless.client_name,
    count(*) as clients
from clients as nameless
inner join clients as named
    on nameless.client_name = named.client_name
    and nameless.client_id <> named.client_id
where nameless.client_id = nameless.client_name
group by nameless.client_name
