-- A phone is written beside several leads: they may be one.
with numbered as (
    select
        *,
        right(translate(phone, ' ()-+', ''), 10) as digits
    from leads
    where length(translate(phone, ' ()-+', '')) between 10 and 11
),

compared as (
    select
        *,
        min(lead_id) over (partition by digits) as first_lead_id
    from numbered
)

select compared.phone, compared.lead_id, compared.first_lead_id as other_lead_id, imports.file, compared.source_row
from compared
left join imports on compared.import_id = imports.import_id
where compared.lead_id <> compared.first_lead_id
