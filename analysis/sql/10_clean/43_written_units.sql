-- One row per unit, as pools, uses and time equations write it, in lower case.
with written as (
    select unit from raw_pools
    union
    select unit from entered_rates
    union
    select unit from raw_usage
    union
    select unit from time_equations
)

select distinct lower(trim(unit)) as unit
from written
where unit is not null
