-- One row per statement of a pool, its newest version: what it costs and holds in a month, from a month on (`since`), or always.
-- A statement comes from a file, or a person entered it (then `entered_upto` is the newest delivery that it knew). Cost and capacity
-- are those of a month, unless a period (quarter, year, total) says otherwise.
with stated as (
    select
        pool, month, since, unit, cost, capacity, rate, cost_period, capacity_period, is_time, treatment, spread_basis,
        import_id, source_row, delivery_no, file_no, cast(null as integer) as entered_upto
    from raw_pools
    union all
    select
        pool, null, since, unit, cost, capacity, rate, null, null, null, null, null,
        null, null, null, null, entered_upto
    from entered_rates
),

numbered as (
    select
        stated.*,
        row_number() over (
            partition by pool, month, since, entered_upto is null
            order by entered_upto desc nulls last, file_no desc nulls last, source_row desc nulls last
        ) as version,
        count(*) over (partition by pool, month, since, file_no) as stated_times
    from stated
),

treated as (  -- what files say of a pool's kind holds for what is entered of it
    select
        pool,
        max(unit) as unit,
        max(treatment) as treatment,
        max(spread_basis) as spread_basis,
        max(case when is_time then 1 when not is_time then 0 end) as is_time
    from numbered
    where entered_upto is null and version = 1
    group by pool
),

logged_people as (
    select distinct coalesce(raw_usage.pool, person_pools.pool) as pool
    from raw_usage
    left join person_pools on lower(trim(raw_usage.person)) = person_pools.person
    where raw_usage.person is not null or raw_usage.started_at is not null
),

equation_units as (
    select pool, max(unit) as unit
    from time_equations
    group by pool
),

named as (
    select
        numbered.pool, numbered.month, numbered.since,
        coalesce(numbered.unit, case when numbered.entered_upto is not null then treated.unit end, equation_units.unit) as unit,
        numbered.cost, numbered.capacity, numbered.rate, numbered.cost_period, numbered.capacity_period,
        case when numbered.entered_upto is null then numbered.is_time else treated.is_time = 1 end as is_time,
        case when numbered.entered_upto is null then numbered.treatment else treated.treatment end as treatment,
        case when numbered.entered_upto is null then numbered.spread_basis else treated.spread_basis end as spread_basis,
        numbered.entered_upto, numbered.import_id, numbered.source_row, numbered.delivery_no, numbered.stated_times
    from numbered
    left join treated on numbered.pool = treated.pool
    left join equation_units on numbered.pool = equation_units.pool
    where version = 1
),

united as (
    select
        named.*,
        case
            when named.unit is null and logged_people.pool is not null then 1.0
            else 1.0 / nullif(hours_of_units.in_an_hour, 0)
        end as unit_hours,
        hours_of_units.of_people
    from named
    left join logged_people on named.pool = logged_people.pool
    left join hours_of_units on lower(trim(named.unit)) = hours_of_units.unit
)

select
    pool,
    month,
    since,
    unit,
    cost,
    capacity,
    rate,
    coalesce(cost_period, capacity_period, 'month') as cost_period,
    coalesce(capacity_period, cost_period, 'month') as capacity_period,
    coalesce(
        is_time,
        case  -- where no pool has a unit, nothing says what is counted
            when unit is null and unit_hours is null and (select count(unit) from united where entered_upto is null) = 0
                and entered_upto is null then null
            when lower(pool) like '%machine%' or lower(pool) like '%станк%' or lower(pool) like '%оборуд%' then false
            when unit is null then unit_hours is not null
            else coalesce(of_people, false)  -- machine hours, mould hours … are time, but nobody's
        end
    ) as is_time,
    coalesce(treatment, 'usage') as treatment,
    coalesce(spread_basis, 'revenue') as spread_basis,
    unit_hours is not null as is_time_unit,
    cast(coalesce(unit_hours, 1.0) as double) as hours_per_unit,
    stated_times,
    entered_upto,
    delivery_no,
    import_id,
    source_row
from united
