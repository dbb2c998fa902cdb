-- One row per step of a sale with hours: the pool of the person, its rate an hour in force that day (else in the nearest month), the cost.
-- Rate unknown: nobody is named, the person's pool isn't known, or the pool has no rate; such hours cost something, never nothing.
with timed as (
    select
        touches.deal_id,
        touches.stage_no,
        touches.entered_on,
        touches.place,
        touches.import_id,
        touches.source_row,
        touches.person,
        touches.hours,
        person_pools.pool,
        cast(date_trunc('month', touches.entered_on) as date) as month
    from touches
    left join person_pools on lower(trim(touches.person)) = person_pools.person
    where touches.hours > 0
),

hourly as (
    select
        lower(trim(pool)) as pool,
        month,
        cast(rate as double) / nullif(hours_per_unit, 0) as rate
    from capacity_rates
    where is_time and rate is not null and treatment = 'usage'
),

wanted as (
    select distinct lower(trim(pool)) as pool, month
    from timed
    where pool is not null
),

nearest as (
    select
        wanted.pool,
        wanted.month,
        hourly.rate,
        row_number() over (
            partition by wanted.pool, wanted.month
            order by
                case when hourly.month is null or hourly.month <= wanted.month then 0 else 1 end,
                case when hourly.month <= wanted.month then hourly.month end desc nulls last,
                hourly.month nulls last
        ) as nearness
    from wanted
    inner join hourly on wanted.pool = hourly.pool
)

select
    timed.deal_id,
    timed.stage_no,
    timed.entered_on,
    timed.place,
    timed.import_id,
    timed.source_row,
    timed.person,
    timed.pool,
    timed.hours,
    nearest.rate as rate_per_hour,
    cast(cast(timed.hours as double) * nearest.rate as decimal(18, 4)) as hours_cost
from timed
left join nearest
    on lower(trim(timed.pool)) = nearest.pool
    and timed.month = nearest.month
    and nearest.nearness = 1
