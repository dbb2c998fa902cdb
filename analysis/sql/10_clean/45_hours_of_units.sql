-- One row per unit, as pools, uses and time equations write it: how many of it make an hour (a day is 8 hours); null: it measures no time.
with written as (
    select unit from raw_pools
    union
    select unit from entered_rates
    union
    select unit from raw_usage
    union
    select unit from time_equations
),

folded as (
    select distinct lower(trim(unit)) as unit
    from written
    where unit is not null
)

select
    unit,
    cast(
        case
            when unit like 'сек%' or unit like 'sec%' or unit in ('s', 'с') then 3600
            when unit like 'мин%' or unit like 'min%' or unit like 'чел%мин%' or unit like '%-min%' then 60
            when unit like '%част%' then null  -- parts
            when unit in ('ч', 'ч.', 'h', 'h.', 'hr', 'hr.', 'hrs', 'hrs.', 'ч/ч', 'ч-ч', 'чч') or unit like '%час%' or unit like '%hour%'
                or unit like 'чел%ч%' or unit like 'норм%ч%' or unit like 'маш%ч%' or unit like 'стан%ч%'
                or unit in ('н/ч', 'н-ч', 'н.ч', 'н.ч.', 'н.-ч', 'н.-ч.', 'н ч', 'н. ч.', 'нч') then 1
            when unit in ('д', 'д.', 'дн', 'дн.', 'день', 'дня', 'дни', 'дней', 'd', 'd.', 'day', 'days') or unit like 'чел%д%'
                or unit like 'man%day%' or unit like 'person%day%' or unit like '%-day%' then 0.125
        end as double
    ) as in_an_hour
from folded
