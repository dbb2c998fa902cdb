-- A step of a sale ends after the next one of its deal began.
with ordered as (
    select
        touches.*,
        lead(entered_on) over (
            partition by deal_id
            order by entered_on nulls last, place nulls last, stage_no nulls last
        ) as next_entered_on
    from touches
)

select ordered.deal_id, ordered.stage, ordered.entered_on, ordered.left_on, ordered.next_entered_on, imports.file, ordered.source_row
from ordered
left join imports on ordered.import_id = imports.import_id
where ordered.left_on > ordered.next_entered_on
