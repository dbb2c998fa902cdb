-- One row per pool that records of use name: whether all of them count time, else the unit that they are in.
with named as (
    select
        coalesce(raw_usage.pool, person_pools.pool) as pool,
        lower(trim(raw_usage.unit)) as unit,
        hours_of_units.in_an_hour
    from raw_usage
    left join person_pools on raw_usage.pool is null and lower(trim(raw_usage.person)) = person_pools.person
    left join hours_of_units on lower(trim(raw_usage.unit)) = hours_of_units.unit
)

select
    pool,
    sum(case when unit is not null and in_an_hour is null then 1 else 0 end) = 0 as counts_time,
    min(case when in_an_hour is null then unit end) as unit
from named
where pool is not null
group by pool
