-- One row per order: the evidence for custom and for serial work, each piece a column of 0 and 1, found in lines whose kind
-- nobody stated. What a product's orders say stands in custom_products, what its words say in product_words.
with design_hours as (
    select usage_costs.order_id, sum(usage_costs.hours) as hours
    from usage_costs
    inner join design_pools on usage_costs.pool = design_pools.pool
    where usage_costs.charged_to = 'order' and design_pools.is_design
    group by usage_costs.order_id
),

logged_hours as (  -- of anybody's time
    select order_id, sum(hours) as hours
    from usage_costs
    where charged_to = 'order' and is_time
    group by order_id
),

custom_families as (  -- where the plant keeps custom work in a group of its own, the other groups are serial
    select count(*) as families from product_words where is_custom_family = 1
),

history as (
    select
        count(*) as orders,
        count(distinct order_totals.client_id) as clients,
        sum(coalesce(design_hours.hours, 0)) as design_hours
    from order_totals
    left join design_hours on order_totals.order_id = design_hours.order_id
),

serial_lines as (  -- of products for several clients, by their pieces
    select order_lines.quantity, count(*) as lines
    from order_lines
    inner join custom_products on coalesce(order_lines.sku, order_lines.product_name) = custom_products.product
    where custom_products.is_for_several and order_lines.quantity > 0 and coalesce(order_lines.kind, 'serial') = 'serial'
    group by order_lines.quantity
),

serial_batches as (
    select
        quantity,
        sum(lines) over (order by quantity nulls last) as lines_so_far,
        sum(lines) over (order by quantity nulls last rows between unbounded preceding and unbounded following) as lines
    from serial_lines
),

usual_batch as (  -- under which hardly any serial line is; nothing where they are too few to have such ones
    select min(serial_batches.quantity) as pieces
    from serial_batches
    cross join settings
    where serial_batches.lines_so_far > settings.small_share * serial_batches.lines
        and settings.small_share * serial_batches.lines >= 1
),

thresholds as (
    select
        settings.serial_min_batch,
        coalesce(settings.serial_min_batch, usual_batch.pieces) as small_batch,
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
    cross join usual_batch
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
        max(case when order_lines.kind is null and product_words.is_custom = 1 then 1 else 0 end) as is_named_custom,
        max(case
            when order_lines.kind is null and custom_products.is_made_once and thresholds.is_long_enough
                and not coalesce(order_lines.quantity >= thresholds.serial_min_batch, false)
                and coalesce(product_words.is_serial, 0) = 0 then 1 else 0
        end) as is_sold_once,
        max(case
            when order_lines.kind is null and custom_products.is_own and thresholds.has_other_clients then 1 else 0
        end) as is_for_its_client,
        max(case
            when order_lines.kind is null and custom_products.is_in_one_order and thresholds.is_long_enough then 1 else 0
        end) as is_in_one_order,
        max(case
            when order_lines.kind is null and custom_products.is_for_one_client and not custom_products.is_own
                and thresholds.has_other_clients then 1 else 0
        end) as is_for_one_client,
        max(case when order_lines.kind is null and custom_products.is_for_several then 1 else 0 end) as is_for_several,
        max(case
            when order_lines.kind is null and custom_products.is_for_one_client and history.clients = 1 then 1 else 0
        end) as is_repeated,
        max(case
            when order_lines.kind = 'serial' then 1
            when order_lines.kind is null and order_lines.base_sku = order_lines.sku then 1
            else 0
        end) as is_base_product,
        max(case
            when order_lines.kind is not null then 0
            when product_words.is_custom = 1 then 0
            when product_words.is_serial = 1 then 1
            when order_lines.product_family is not null and custom_families.families > 0 then 1
            else 0
        end) as is_named_serial,
        max(case
            when order_lines.kind is null and order_lines.quantity > 0
                and order_lines.quantity < thresholds.small_batch then 1 else 0
        end) as has_small_batch,
        max(case
            when order_lines.kind is null and order_lines.quantity >= thresholds.serial_min_batch then 1 else 0
        end) as has_full_batch,
        max(case
            when order_lines.kind is null and order_lines.quantity >= thresholds.small_batch then 1 else 0
        end) as has_usual_batch
    from order_lines
    cross join thresholds
    cross join history
    cross join custom_families
    left join custom_products on coalesce(order_lines.sku, order_lines.product_name) = custom_products.product
    left join product_words
        on coalesce(order_lines.product_name, '') = product_words.product_name
        and coalesce(order_lines.product_family, '') = product_words.product_family
    group by order_lines.order_id
),

long_orders as (  -- those with lines enough to hold many products
    select
        order_lines.order_id,
        count(distinct coalesce(order_lines.sku, order_lines.product_name)) as products,
        sum(case when order_lines.quantity > 0 then order_lines.quantity end) as pieces
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
    line_evidence.is_named_custom,
    line_evidence.is_sold_once,
    line_evidence.is_for_its_client,
    case when line_evidence.is_in_one_order = 1 and line_evidence.is_sold_once = 0 then 1 else 0 end as is_once_so_far,
    line_evidence.is_for_one_client,
    case when design_hours.hours >= thresholds.design_hours and design_hours.hours > 0 then 1 else 0 end as has_design_hours,
    case when line_evidence.has_small_batch = 1 and line_evidence.has_usual_batch = 0 then 1 else 0 end as is_small_batch,
    case
        when long_orders.products >= thresholds.many_products
            and cast(long_orders.pieces as double) / nullif(long_orders.products, 0) <= thresholds.few_pieces then 1
        else 0
    end as is_many_in_few,
    line_evidence.is_for_several,
    line_evidence.is_repeated,
    line_evidence.is_base_product,
    line_evidence.is_named_serial,
    line_evidence.has_full_batch,
    case
        when history.design_hours > 0 and logged_hours.hours > 0
            and coalesce(design_hours.hours, 0) < thresholds.design_hours then 1
        else 0
    end as has_no_design,
    cast(design_hours.hours as double) as design_hours,
    thresholds.design_hours as design_hours_needed
from line_evidence
cross join thresholds
cross join history
left join logged_hours on line_evidence.order_id = logged_hours.order_id
left join long_orders on line_evidence.order_id = long_orders.order_id
left join design_hours on line_evidence.order_id = design_hours.order_id
