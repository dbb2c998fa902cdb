-- One row per possible client: the day on which it first came in, by a file or typed in.
with arrivals as (
    select
        raw_leads.lead_id,
        cast(raw_imports.imported_at as date) as came_on
    from raw_leads
    inner join raw_imports on raw_leads.import_id = raw_imports.import_id
    union all
    select
        lead_id,
        typed_on
    from typed_leads
)

select
    lead_id,
    min(came_on) as came_on
from arrivals
group by lead_id
