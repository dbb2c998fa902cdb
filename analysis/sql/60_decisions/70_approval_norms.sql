-- One row per plant: people's hours that a round of approval takes by the plant's time equations, and the rounds that a serial order takes; unknown where nothing tells.
-- Units as the table hours_of_units has them; an equation without one counts in its pool's own.
with people as (
    select pool, max(unit) as unit, max(hours_per_unit) as hours_per_unit from pools where is_time group by pool
),

terms as (
    select
        time_equations.each * case
            when time_equations.unit is null or trim(time_equations.unit) = '' or lower(trim(time_equations.unit)) = lower(people.unit)
                then people.hours_per_unit
            else 1.0 / nullif(hours_of_units.in_an_hour, 0)
        end as hours
    from time_equations
    inner join people on time_equations.pool = people.pool
    left join hours_of_units on lower(trim(time_equations.unit)) = hours_of_units.unit
    where time_equations.feature = 'approval_rounds'
),

asked as (
    select cast(sum(cast(hours as decimal(38, 10))) as double) as hours_per_round from terms
),

usual as (
    select avg(approval_rounds) as serial_rounds
    from order_profit
    where state = 'done' and kind = 'serial' and not coalesce(revenue < 0, false)
)

select asked.hours_per_round, usual.serial_rounds from asked cross join usual
