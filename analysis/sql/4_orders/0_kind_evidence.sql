-- One row per order: the evidence for custom work, each piece a column of 0 and 1, found in lines whose kind nobody stated.
with products as (  -- first and last the same: only one, told without counting the different ones
    select
        coalesce(sku, product_name) as product,
        min(order_id) = max(order_id) as is_in_one_order,
        min(client_id) = max(client_id) as is_for_one_client
    from order_lines
    where coalesce(sku, product_name) is not null
    group by coalesce(sku, product_name)
),

design_hours as (
    select order_id, sum(cast(hours as double)) as hours
    from usage_costs
    where charged_to = 'order'
        and (
            lower(pool) like '%констр%' or lower(pool) like '%разраб%' or lower(pool) like '%проектир%'
            or lower(pool) like '%design%' or lower(pool) like '%engineer%' or lower(pool) like '%r&d%'
        )
    group by order_id
),

history as (
    select
        count(*) as orders,
        count(distinct order_totals.client_id) as clients,
        sum(coalesce(design_hours.hours, 0)) as design_hours
    from order_totals
    left join design_hours on order_totals.order_id = design_hours.order_id
),

thresholds as (
    select
        settings.serial_min_batch,
        settings.many_products,
        settings.few_pieces,
        history.orders >= settings.history_orders as is_long_enough,
        history.orders >= settings.history_orders and history.clients > 1 as has_other_clients,
        -- a day's work, but more than orders usually take where designers log hours on every one; a week always counts
        least(
            greatest(settings.design_hours, settings.design_times * history.design_hours / nullif(history.orders, 0)),
            greatest(settings.design_hours, settings.design_hours_always)
        ) as design_hours
    from settings
    cross join history
),

line_evidence as (
    select
        order_lines.order_id,
        max(case when order_lines.kind in ('modified', 'unique') then 1 else 0 end) as stated_custom,
        min(case when order_lines.kind = 'serial' then 1 else 0 end) as stated_serial,
        max(case
            when order_lines.kind is null and order_lines.base_sku is not null
                and order_lines.base_sku <> coalesce(order_lines.sku, '') then 1 else 0
        end) as is_modification,
        max(case
            when order_lines.kind is null and products.is_in_one_order and thresholds.is_long_enough then 1 else 0
        end) as is_sold_once,
        max(case
            when order_lines.kind is null and products.is_for_one_client and not products.is_in_one_order
                and thresholds.has_other_clients then 1 else 0
        end) as is_for_one_client,
        max(case
            when order_lines.kind is null and order_lines.quantity > 0
                and order_lines.quantity < thresholds.serial_min_batch then 1 else 0
        end) as has_small_batch,
        max(case
            when order_lines.kind is null and order_lines.quantity >= thresholds.serial_min_batch then 1 else 0
        end) as has_full_batch
    from order_lines
    cross join thresholds
    left join products on coalesce(order_lines.sku, order_lines.product_name) = products.product
    group by order_lines.order_id
),

long_orders as (  -- those with lines enough to hold many products
    select
        order_lines.order_id,
        count(distinct coalesce(order_lines.sku, order_lines.product_name)) as products,
        sum(case when order_lines.quantity > 0 then cast(order_lines.quantity as double) end) as pieces
    from order_lines
    inner join order_totals on order_lines.order_id = order_totals.order_id
    cross join thresholds
    where order_totals.lines >= thresholds.many_products
    group by order_lines.order_id
)

select
    line_evidence.order_id,
    line_evidence.stated_custom,
    line_evidence.stated_serial,
    line_evidence.is_modification,
    line_evidence.is_sold_once,
    line_evidence.is_for_one_client,
    case when design_hours.hours >= thresholds.design_hours and design_hours.hours > 0 then 1 else 0 end as has_design_hours,
    case when line_evidence.has_small_batch = 1 and line_evidence.has_full_batch = 0 then 1 else 0 end as is_small_batch,
    case
        when long_orders.products >= thresholds.many_products
            and long_orders.pieces / nullif(long_orders.products, 0) <= thresholds.few_pieces then 1
        else 0
    end as is_many_in_few,
    design_hours.hours as design_hours,
    thresholds.design_hours as design_hours_needed
from line_evidence
cross join thresholds
left join long_orders on line_evidence.order_id = long_orders.order_id
left join design_hours on line_evidence.order_id = design_hours.order_id
