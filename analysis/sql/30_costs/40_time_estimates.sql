-- One row per earned order and pool with a time equation: what the equation says, and what was logged, in the pool's unit.
-- Source: Kaplan & Anderson, Time-Driven Activity-Based Costing, HBR 2004: base + each × feature. Unknown where a feature is.
with values_of_features as (
    select order_id, 'lines' as feature, lines as amount from order_features
    union all
    select order_id, 'products', products from order_features
    union all
    select order_id, 'quantity', quantity from order_features
    union all
    select order_id, 'modified_lines', modified_lines from order_features
    union all
    select order_id, 'is_new_client', is_new_client from order_features
    union all
    select order_id, 'is_rush', is_rush from order_features
    union all
    select order_id, 'approval_rounds', approval_rounds from order_features
    union all
    select order_id, 'lead_time_days', lead_time_days from order_features
),

rates as (
    select
        pool,
        month,
        rate,
        is_time,
        treatment,
        hours_per_unit,
        is_time_unit,
        unit,
        rate_source,
        row_number() over (partition by pool order by month desc nulls last) as age
    from capacity_rates
),

units as (
    select
        time_equations.pool,
        max(
            case
                when time_equations.unit is null or lower(time_equations.unit) = lower(rates.unit) then 1.0
                when not rates.is_time_unit then null
                else 1.0 / nullif(hours_of_units.in_an_hour, 0) / nullif(rates.hours_per_unit, 0)
            end
        ) as pool_units
    from time_equations
    inner join rates on time_equations.pool = rates.pool and rates.age = 1
    left join hours_of_units on lower(trim(time_equations.unit)) = hours_of_units.unit
    group by time_equations.pool
),

estimated as (
    select
        order_totals.order_id,
        time_equations.pool,
        max(order_totals.month) as month,
        max(case when time_equations.needs_no_log_at_all then 1 else 0 end) as needs_no_log_at_all,
        sum(
            cast(
                time_equations.each * case when time_equations.feature is null then 1 else values_of_features.amount end
                as decimal(38, 10)
            )
        ) as amount,
        sum(case when time_equations.feature is not null and values_of_features.amount is null then 1 else 0 end) as unknown_features
    from order_totals
    cross join time_equations
    left join values_of_features
        on order_totals.order_id = values_of_features.order_id
        and time_equations.feature = values_of_features.feature
    where order_totals.state = 'done'
        and not order_totals.is_return
    group by order_totals.order_id, time_equations.pool
),

logged as (
    select order_id, pool, sum(quantity) as quantity
    from usage_costs
    where charged_to = 'order'
    group by order_id, pool
),

logged_orders as (  -- an order that people's time was logged for; a set-up is no log of hours
    select order_id, max(case when is_time then 1 else 0 end) as has_people
    from usage_costs
    where charged_to = 'order'
    group by order_id
),

priced as (
    select
        estimated.order_id,
        estimated.pool,
        estimated.needs_no_log_at_all,
        case when dated.pool is not null then dated.month end as month,
        coalesce(dated.rate, undated.rate) as rate,
        coalesce(dated.is_time, undated.is_time) as is_time,
        coalesce(dated.treatment, undated.treatment) as treatment,
        coalesce(dated.hours_per_unit, undated.hours_per_unit) as hours_per_unit,
        case when estimated.unknown_features = 0 then estimated.amount * units.pool_units end as exact_quantity
    from estimated
    inner join units on estimated.pool = units.pool
    left join rates as dated
        on estimated.pool = dated.pool
        and estimated.month = dated.month
        and dated.rate_source <> 'no pool given'
    left join rates as undated
        on estimated.pool = undated.pool
        and (undated.month is null or undated.rate_source = 'no pool given')
)

select
    priced.order_id,
    priced.pool,
    priced.month,
    cast(priced.exact_quantity as decimal(18, 6)) as estimated_quantity,
    cast(logged.quantity as decimal(18, 6)) as logged_quantity,
    logged.order_id is null
    and (
        priced.needs_no_log_at_all = 0
        or logged_orders.order_id is null
        or (coalesce(priced.is_time, false) and logged_orders.has_people = 0)
    ) as is_used,
    priced.rate,
    priced.is_time,
    case
        when priced.is_time then cast(priced.exact_quantity * priced.hours_per_unit as decimal(18, 6))
    end as hours,
    case
        when priced.treatment <> 'usage' then cast(0 as decimal(18, 6))
        else cast(priced.exact_quantity * priced.rate as decimal(18, 6))
    end as cost
from priced
left join logged on priced.order_id = logged.order_id and priced.pool = logged.pool
left join logged_orders on priced.order_id = logged_orders.order_id
