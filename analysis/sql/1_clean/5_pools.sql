-- One row per pool and month (month unknown: one row for all time), its newest version, with defaults filled in.
with numbered as (
    select
        raw_pools.*,
        row_number() over (partition by pool, month order by file_no desc nulls last, source_row desc nulls last) as version,
        count(*) over (partition by pool, month, file_no) as stated_times
    from raw_pools
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
        numbered.pool, numbered.month, coalesce(numbered.unit, equation_units.unit) as unit, numbered.cost, numbered.capacity,
        numbered.rate, numbered.is_time, numbered.treatment, numbered.spread_basis, numbered.import_id, numbered.source_row,
        numbered.stated_times
    from numbered
    left join equation_units on numbered.pool = equation_units.pool
    where version = 1
),

united as (
    select
        named.*,
        case
            when named.unit is null and logged_people.pool is not null then 1.0
            else 1.0 / nullif(hours_of_units.in_an_hour, 0)
        end as unit_hours
    from named
    left join logged_people on named.pool = logged_people.pool
    left join hours_of_units on lower(trim(named.unit)) = hours_of_units.unit
)

select
    pool,
    month,
    unit,
    cost,
    capacity,
    rate,
    coalesce(
        is_time,
        case  -- where no pool has a unit, nothing says what is counted
            when unit is null and unit_hours is null and (select count(unit) from united) = 0 then null
            when lower(pool) like '%machine%' or lower(pool) like '%станк%' or lower(pool) like '%оборуд%' then false
            when unit is null then unit_hours is not null
            when lower(unit) like 'маш%' or lower(unit) like 'стан%' then false
            when lower(unit) like '%hour%'  -- machine hours, mould hours … are time, but nobody's
                then lower(unit) like 'hour%' or lower(unit) like '%man%hour%' or lower(unit) like '%person%' or lower(unit) like 'lab%'
                    or lower(unit) like 'work%' or lower(unit) like 'staff%' or lower(unit) like 'engineer%'
            when lower(unit) like '%час%'
                then lower(unit) like 'час%' or lower(unit) like 'чел%' or lower(unit) like 'норм%' or lower(unit) like 'труд%'
                    or lower(unit) like 'раб%'
            else unit_hours is not null
        end
    ) as is_time,
    coalesce(treatment, 'usage') as treatment,
    coalesce(spread_basis, 'revenue') as spread_basis,
    unit_hours is not null as is_time_unit,
    cast(coalesce(unit_hours, 1.0) as double) as hours_per_unit,
    stated_times,
    import_id,
    source_row
from united
