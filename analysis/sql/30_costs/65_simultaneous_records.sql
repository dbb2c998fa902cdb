-- One row per record of use that begins while an earlier record of the same person still runs, beside the one that runs longest.
-- Both count, as recorded. The hours add up: over all rows they are the recorded time beyond the time that passed.
with stamped as (  -- dates without a time of day say nothing of hours
    select
        lower(trim(person)) as who,
        person,
        order_id,
        client_id,
        started_at,
        ended_at,
        started_second as begins,
        started_second + stamped_seconds as ends,
        import_id,
        source_row
    from usage
    where person is not null
        and stamped_seconds > 0
        and charged_to in ('order', 'client', 'internal')
        and (started_at <> date_trunc('day', started_at) or ended_at <> date_trunc('day', ended_at))
),

swept as (
    select
        stamped.*,
        max(ends) over (
            partition by who
            order by begins nulls last, ends nulls last, import_id nulls last, source_row nulls last
            rows between unbounded preceding and 1 preceding
        ) as busy_until,
        row_number() over (
            partition by who, begins, ends, coalesce(order_id, ''), coalesce(client_id, '')
            order by import_id nulls last, source_row nulls last
        ) as copy,
        row_number() over (
            partition by who, ends
            order by begins nulls last, import_id nulls last, source_row nulls last
        ) as place
    from stamped
)

select
    later.person,
    later.order_id,
    later.client_id,
    later.started_at,
    later.ended_at,
    coalesce(twin.order_id, longest.order_id) as other_order_id,
    coalesce(twin.client_id, longest.client_id) as other_client_id,
    coalesce(twin.started_at, longest.started_at) as other_started_at,
    coalesce(twin.ended_at, longest.ended_at) as other_ended_at,
    later.copy > 1 as is_copy,
    cast((least(later.ends, later.busy_until) - later.begins) / 3600 as decimal(18, 6)) as double_hours,
    cast(
        usage_costs.cost * (least(later.ends, later.busy_until) - later.begins) / 3600 / nullif(usage_costs.hours, 0)
        as decimal(18, 6)
    ) as double_cost,
    later.import_id,
    later.source_row
from swept as later
left join swept as twin
    on later.copy > 1
    and twin.copy = 1
    and later.who = twin.who
    and later.begins = twin.begins
    and later.ends = twin.ends
    and coalesce(later.order_id, '') = coalesce(twin.order_id, '')
    and coalesce(later.client_id, '') = coalesce(twin.client_id, '')
left join swept as longest
    on longest.place = 1
    and later.who = longest.who
    and later.busy_until = longest.ends
left join usage_costs
    on later.import_id = usage_costs.import_id
    and later.source_row = usage_costs.source_row
where later.busy_until > later.begins
