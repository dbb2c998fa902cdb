-- One row per lead of a group, where groups are judged as one: the group takes one call, at its first lead.
select
    leads.lead_id,
    min('group:' || lower(trim(raw_lead_attributes.content))) as group_id,
    min(trim(raw_lead_attributes.content)) as group_name
from leads
inner join raw_lead_attributes
    on leads.import_id = raw_lead_attributes.import_id
    and leads.source_row = raw_lead_attributes.source_row
inner join group_headers on raw_lead_attributes.attribute = group_headers.attribute
cross join settings
where settings.groups_judged_as_one and trim(raw_lead_attributes.content) <> ''
group by leads.lead_id
