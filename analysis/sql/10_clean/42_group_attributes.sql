-- One row per group that is judged as one and further column of the client list on which its members agree.
select
    counted_clients.group_id as client_id,
    raw_client_attributes.attribute,
    min(raw_client_attributes.content) as content
from counted_clients
inner join client_descriptions
    on counted_clients.client_id = client_descriptions.client_id
    and client_descriptions.version = 1
inner join raw_client_attributes
    on client_descriptions.import_id = raw_client_attributes.import_id
    and client_descriptions.source_row = raw_client_attributes.source_row
where counted_clients.group_id is not null
group by counted_clients.group_id, raw_client_attributes.attribute
having min(raw_client_attributes.content) = max(raw_client_attributes.content)
