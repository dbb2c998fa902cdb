-- One row per person whose pool is known: named in the settings, else the only one that the person's other records name.
with stated as (
    select
        lower(trim(person)) as person,
        min(pool) as pool
    from raw_usage
    where person is not null and pool is not null
    group by lower(trim(person))
    having count(distinct lower(trim(pool))) = 1
),

named as (
    select
        lower(trim(person)) as person,
        max(pool) as pool
    from people
    group by lower(trim(person))
)

select
    coalesce(named.person, stated.person) as person,
    coalesce(named.pool, stated.pool) as pool
from named
full outer join stated on named.person = stated.person
