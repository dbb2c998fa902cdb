-- One row per order and product family, and one per client and month for what it used outside any order.
-- What is known per order only (hours, resources, credit, penalty) is divided by the families' part of the order's revenue;
-- counts stand in the order's largest family alone, so that any slice adds up to the whole.
with family_lines as (
    select
        order_id,
        product_family,
        sum(case when state = 'done' then revenue else 0 end) as revenue,
        sum(case when state = 'in progress' then revenue else 0 end) as open_revenue,
        sum(case when state = 'done' then direct_cost else 0 end) as direct_cost,
        sum(abs(revenue)) as weight,
        count(*) as lines
    from order_lines
    group by order_id, product_family
),

several_families as (
    select order_id
    from family_lines
    group by order_id
    having count(*) > 1
),

weighed as (
    select
        family_lines.*,
        row_number() over (
            partition by family_lines.order_id order by weight desc nulls last, product_family nulls last
        ) as place,
        count(*) over (
            partition by family_lines.order_id order by weight desc nulls last, product_family nulls last
            rows between unbounded preceding and unbounded following
        ) as families,
        sum(weight) over (
            partition by family_lines.order_id order by weight desc nulls last, product_family nulls last
            rows between unbounded preceding and unbounded following
        ) as order_weight,
        sum(weight) over (
            partition by family_lines.order_id order by weight desc nulls last, product_family nulls last
            rows between unbounded preceding and current row
        ) as weight_so_far
    from family_lines
    inner join several_families on family_lines.order_id = several_families.order_id
),

parts as (
    select
        order_id, product_family, revenue, open_revenue, direct_cost,
        place,
        case
            when place = families then 1.0
            when order_weight > 0 then cast(weight_so_far as double) / nullif(cast(order_weight as double), 0)
            else cast(place as double) / families
        end as part_with,
        case
            when place = 1 then 0.0
            when order_weight > 0 then cast(weight_so_far - weight as double) / nullif(cast(order_weight as double), 0)
            else cast(place - 1 as double) / families
        end as part_before
    from weighed
    union all
    select order_id, product_family, revenue, open_revenue, direct_cost, 1, 1.0, 0.0
    from family_lines
    where not exists (select 1 from several_families where several_families.order_id = family_lines.order_id)
),

order_rows as (
    select
        order_profit.client_id,
        order_profit.order_id,
        order_profit.order_date as date,
        order_profit.month,
        order_profit.manager,
        parts.product_family,
        order_profit.kind,
        order_profit.flag,
        case when parts.place = 1 then 1 else 0 end as orders,
        case when parts.place = 1 and order_profit.state = 'in progress' then 1 else 0 end as open_orders,
        case when parts.place = 1 and order_profit.state = 'cancelled' then 1 else 0 end as cancelled_orders,
        case when parts.place = 1 and order_profit.days_late is not null then 1 else 0 end as dated_orders,
        case when parts.place = 1 and order_profit.days_late > 0 then 1 else 0 end as late_orders,
        case when parts.place = 1 and order_profit.is_late_so_far then 1 else 0 end as late_so_far_orders,
        case when parts.place = 1 and order_profit.true_profit is not null then 1 else 0 end as costed_orders,
        case
            when parts.place = 1 and order_profit.state = 'done' and order_profit.true_profit is not null then 1 else 0
        end as costed_sold_orders,
        case when parts.place = 1 and order_profit.flag = 'hidden loss' then 1 else 0 end as hidden_loss_orders,
        case when parts.place = 1 and order_profit.flag in ('loss', 'hidden loss') then 1 else 0 end as loss_orders,
        cast(parts.revenue as decimal(18, 4)) as revenue,
        cast(parts.open_revenue as decimal(18, 4)) as open_revenue,
        cast(cast(order_profit.open_cost as double) * part_with as decimal(18, 6))
            - cast(cast(order_profit.open_cost as double) * part_before as decimal(18, 6)) as open_cost,
        case when order_profit.state = 'in progress' then 1 else 0 end as is_open,
        case order_profit.kind
            when 'custom' then cast(parts.revenue as decimal(18, 4))
            when 'serial' then cast(0 as decimal(18, 4))
        end as custom_revenue,  -- unknown where the kind is
        case when order_profit.kind <> 'unknown' then cast(parts.revenue as decimal(18, 4)) else 0 end as revenue_with_kind,
        case when order_profit.direct_cost is not null then cast(parts.direct_cost as decimal(18, 4)) end as direct_cost,
        case when order_profit.direct_cost is not null then cast(parts.revenue - parts.direct_cost as decimal(18, 4)) end as gross_margin,
        case when order_profit.direct_cost is not null then cast(parts.revenue as decimal(18, 4)) else 0 end as revenue_with_cost,
        case when order_profit.book_profit is not null then cast(parts.revenue as decimal(18, 4)) else 0 end as revenue_with_book,
        case when order_profit.true_profit is not null then cast(parts.revenue as decimal(18, 4)) else 0 end as revenue_costed,
        cast(cast(order_profit.book_overhead as double) * part_with as decimal(18, 6))
            - cast(cast(order_profit.book_overhead as double) * part_before as decimal(18, 6)) as book_overhead,
        cast(cast(order_profit.book_profit as double) * part_with as decimal(18, 6))
            - cast(cast(order_profit.book_profit as double) * part_before as decimal(18, 6)) as book_profit_by_part,
        cast(cast(order_profit.hours as double) * part_with as decimal(18, 6))
            - cast(cast(order_profit.hours as double) * part_before as decimal(18, 6)) as hours,
        cast(cast(order_profit.hours_estimated as double) * part_with as decimal(18, 6))
            - cast(cast(order_profit.hours_estimated as double) * part_before as decimal(18, 6)) as hours_estimated,
        cast(cast(order_profit.time_cost as double) * part_with as decimal(18, 6))
            - cast(cast(order_profit.time_cost as double) * part_before as decimal(18, 6)) as time_cost,
        cast(cast(order_profit.resource_cost as double) * part_with as decimal(18, 6))
            - cast(cast(order_profit.resource_cost as double) * part_before as decimal(18, 6)) as resource_cost,
        cast(cast(order_profit.estimated_cost as double) * part_with as decimal(18, 6))
            - cast(cast(order_profit.estimated_cost as double) * part_before as decimal(18, 6)) as estimated_cost,
        cast(cast(order_profit.spread_cost as double) * part_with as decimal(18, 6))
            - cast(cast(order_profit.spread_cost as double) * part_before as decimal(18, 6)) as spread_cost,
        cast(cast(order_profit.credit_cost as double) * part_with as decimal(18, 6))
            - cast(cast(order_profit.credit_cost as double) * part_before as decimal(18, 6)) as credit_cost,
        cast(cast(order_profit.credit_so_far as double) * part_with as decimal(18, 6))
            - cast(cast(order_profit.credit_so_far as double) * part_before as decimal(18, 6)) as credit_so_far,
        cast(cast(order_profit.penalty as double) * part_with as decimal(18, 6))
            - cast(cast(order_profit.penalty as double) * part_before as decimal(18, 6)) as penalty
    from parts
    inner join order_profit on parts.order_id = order_profit.order_id
),

outside_rows as (
    select
        client_id,
        coalesce(date, used_in) as date,
        used_in as month,
        sum(case when is_time then hours when not is_time then 0 end) as hours,
        sum(case when is_time then cost else 0 end) as time_cost,
        sum(cost) as resource_cost
    from usage_costs
    where charged_to = 'client'
    group by client_id, coalesce(date, used_in), used_in
)

select
    client_id, order_id, date, month, manager, product_family, kind, flag,
    orders, open_orders, cancelled_orders, dated_orders, late_orders, late_so_far_orders, costed_orders, costed_sold_orders,
    hidden_loss_orders, loss_orders,
    revenue, open_revenue, open_cost, custom_revenue, revenue_with_kind, direct_cost, gross_margin, revenue_with_cost, revenue_with_book,
    revenue_costed,
    book_overhead,
    cast(case
        when book_overhead is not null and gross_margin is not null then gross_margin - book_overhead
        else book_profit_by_part
    end as decimal(18, 6)) as book_profit,
    hours, case when is_open = 1 then hours else 0 end as open_hours, hours_estimated,
    time_cost, resource_cost, estimated_cost, spread_cost, credit_cost, credit_so_far, penalty,
    cast(gross_margin - resource_cost - spread_cost - credit_cost - penalty as decimal(18, 6)) as true_profit,
    cast(0 as decimal(18, 6)) as outside_cost
from order_rows
union all
select
    client_id, null, date, month, null, null, null, null,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, null, 0, null, null, 0, 0, 0,
    null, null,
    cast(hours as decimal(18, 6)),
    cast(0 as decimal(18, 6)),
    cast(0 as decimal(18, 6)),
    cast(time_cost as decimal(18, 6)),
    cast(resource_cost as decimal(18, 6)),
    cast(0 as decimal(18, 6)),
    null, null, null, null,
    cast(-resource_cost as decimal(18, 6)),
    cast(coalesce(resource_cost, 0) as decimal(18, 6))
from outside_rows
