-- One row per order: book and true profit side by side. Unknown stays unknown.
-- An order in progress has no profit yet: its direct cost is unknown (order_totals), and what was spent on it so far is open_cost.
-- An order without recorded use has no resource cost only where there can be none: a return, a plant whose pools are all spread
-- or below the line, one that records use on its clients alone.
-- Where the plant logs people on orders, an order without a log (or an estimate) of people's time has unknown hours, whatever else
-- was logged on it; a return needs none.
with resource_costs as (
    select
        order_id,
        sum(case when source <> 'spread' then cost else 0 end) as resource_cost,
        sum(case when source = 'spread' then cost else 0 end) as spread_cost,
        sum(case when is_time and source <> 'spread' then cost else 0 end) as time_cost,
        sum(hours) as hours,
        sum(case when source = 'estimated' then hours else 0 end) as hours_estimated,
        sum(case when source = 'estimated' then cost else 0 end) as estimated_cost,
        max(case when source = 'estimated' then 1 else 0 end) as is_estimated,
        sum(case when hours is null then 1 else 0 end) as unknown_hours,
        max(case when is_time and source <> 'spread' then 1 else 0 end) as has_people,
        sum(case when source <> 'spread' and cost is null then 1 else 0 end) as unpriced,
        sum(case when source <> 'spread' then 1 else 0 end) as uses
    from order_costs
    group by order_id
),

recorded as (
    select
        sum(case when charged_to = 'order' then 1 else 0 end) as on_orders,
        sum(case when charged_to = 'client' then 1 else 0 end) as on_clients
    from usage_costs
),

people as (  -- whether people are logged on orders at all, and among them those that orders are charged for
    select
        max(case when order_costs.pool is not null then 1 else 0 end) as are_logged,
        max(case when rates.charged = 1 then 1 else 0 end) as are_charged
    from (select distinct pool from order_costs where source = 'logged' and is_time) as order_costs
    left join (
        select pool, max(case when treatment = 'usage' then 1 else 0 end) as charged
        from capacity_rates
        group by pool
    ) as rates on order_costs.pool = rates.pool
),

pooled as (
    select
        count(*) as pools,
        sum(case when treatment = 'usage' then 1 else 0 end) as usage_pools
    from pools
),

equations as (
    select count(*) as terms from time_equations
),

plant as (
    select
        coalesce(people.are_logged, 0) = 1 as logs_people,
        coalesce(people.are_charged, 0) = 1 as charges_people,
        coalesce(recorded.on_orders, 0) = 0
        and equations.terms = 0
        and (recorded.on_clients > 0 or (pooled.pools > 0 and pooled.usage_pools = 0)) as uses_nothing_on_orders
    from recorded
    cross join pooled
    cross join equations
    cross join people
),

sourced as (
    select
        order_totals.*,
        order_kind.kind,
        order_kind.kind_reasons,
        resource_costs.hours,
        resource_costs.hours_estimated,
        resource_costs.is_estimated,
        coalesce(resource_costs.uses, 0) > 0
        and resource_costs.unknown_hours = 0
        and (resource_costs.has_people = 1 or not plant.logs_people) as has_hours,
        coalesce(resource_costs.uses, 0) > 0
        and resource_costs.unpriced = 0
        and (resource_costs.has_people = 1 or not plant.charges_people or order_totals.is_return) as has_cost,
        coalesce(resource_costs.uses, 0) = 0
        and order_totals.state <> 'in progress'
        and (order_totals.is_return or plant.uses_nothing_on_orders) as uses_nothing,
        resource_costs.time_cost,
        resource_costs.resource_cost,
        resource_costs.estimated_cost,
        resource_costs.spread_cost
    from order_totals
    inner join order_kind on order_totals.order_id = order_kind.order_id
    cross join plant
    left join resource_costs on order_totals.order_id = resource_costs.order_id
),

priced as (
    select
        order_id, client_id, order_date, month, promised_on, shipped_on, paid_on, days_late, is_late_so_far, manager, state, kind, kind_reasons,
        lines, quantity, revenue, open_revenue, cancelled_revenue, direct_cost, book_overhead, book_profit, penalty, credit_cost,
        credit_so_far, approval_rounds, lead_time_days,
        cast(revenue - direct_cost as decimal(18, 4)) as gross_margin,
        case when not has_hours then 'unknown' when is_estimated = 1 then 'estimated' else 'logged' end as hours_source,
        case when has_hours then cast(hours as decimal(18, 6)) end as hours,
        case when has_hours then cast(hours_estimated as decimal(18, 6)) end as hours_estimated,
        cast(case when has_cost then time_cost when uses_nothing then 0 end as decimal(18, 6)) as time_cost,
        cast(case when has_cost then resource_cost when uses_nothing then 0 end as decimal(18, 6)) as resource_cost,
        cast(case when has_cost then estimated_cost when uses_nothing then 0 end as decimal(18, 6)) as estimated_cost,
        cast(coalesce(spread_cost, 0) as decimal(18, 6)) as spread_cost
    from sourced
),

profits as (
    select
        priced.*,
        order_target.target_margin,
        order_target.healthy_gross_margin,
        cast(gross_margin - resource_cost - spread_cost - credit_cost - penalty as decimal(18, 6)) as true_profit,
        cast(
            case when state = 'in progress' then resource_cost + spread_cost + credit_cost + penalty else 0 end as decimal(18, 6)
        ) as open_cost
    from priced
    inner join order_target on priced.order_id = order_target.order_id
)

select
    order_id,
    client_id,
    order_date,
    month,
    promised_on,
    shipped_on,
    paid_on,
    days_late,
    is_late_so_far,
    manager,
    state,
    kind,
    kind_reasons,
    lines,
    quantity,
    revenue,
    open_revenue,
    open_cost,
    cancelled_revenue,
    direct_cost,
    gross_margin,
    book_overhead,
    book_profit,
    hours,
    hours_source,
    hours_estimated,
    time_cost,
    resource_cost,
    estimated_cost,
    spread_cost,
    credit_cost,
    credit_so_far,
    penalty,
    true_profit,
    case
        when state = 'in progress' then 'unknown'
        when state = 'cancelled' then 'cancelled'
        when true_profit is null and gross_margin < 0 then 'loss'
        when true_profit is null then 'unknown'
        when true_profit < 0 and book_profit >= 0 then 'hidden loss'
        when true_profit < 0 then 'loss'
        when true_profit >= cast(target_margin * cast(revenue as double) as decimal(18, 6)) then 'profitable'  -- 0.07 * 100 > 7
        when gross_margin >= cast(healthy_gross_margin * cast(revenue as double) as decimal(18, 6)) then 'markup eaten'
        else 'thin price'
    end as flag,
    approval_rounds,
    lead_time_days
from profits
