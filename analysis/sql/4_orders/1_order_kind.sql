-- One row per order: serial or custom, and the evidence for it, each piece a column.
-- As a person corrected it, else as the export states it, else from evidence: one strong piece, or two weak ones, make it custom.
with product_orders as (
    select
        coalesce(sku, product_name) as product,
        count(distinct order_id) as orders
    from order_lines
    where coalesce(sku, product_name) is not null
    group by coalesce(sku, product_name)
),

history as (
    select count(*) as orders from order_totals
),

design_hours as (
    select order_id, sum(hours) as hours
    from usage_costs
    where charged_to = 'order'
        and (
            lower(pool) like '%констр%' or lower(pool) like '%разраб%' or lower(pool) like '%проектир%'
            or lower(pool) like '%design%' or lower(pool) like '%engineer%' or lower(pool) like '%r&d%'
        )
    group by order_id
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
            when order_lines.kind is null and product_orders.orders = 1 and history.orders >= settings.history_orders then 1
            else 0
        end) as is_sold_once,
        max(case
            when order_lines.kind is null and order_lines.quantity > 0
                and order_lines.quantity < settings.serial_min_batch then 1 else 0
        end) as is_small_batch
    from order_lines
    cross join settings
    cross join history
    left join product_orders on coalesce(order_lines.sku, order_lines.product_name) = product_orders.product
    group by order_lines.order_id
),

evidence as (
    select
        line_evidence.order_id,
        stated_custom,
        stated_serial,
        is_modification,
        is_sold_once,
        is_small_batch,
        case when design_hours.hours >= settings.design_hours then 1 else 0 end as has_design_hours,
        case
            when order_totals.lines >= settings.many_products
                and cast(order_totals.quantity as double) / nullif(order_totals.lines, 0) <= settings.few_pieces then 1
            else 0
        end as is_many_in_few
    from line_evidence
    inner join order_totals on line_evidence.order_id = order_totals.order_id
    cross join settings
    left join design_hours on line_evidence.order_id = design_hours.order_id
),

judged as (
    select
        evidence.*,
        raw_kind_corrections.kind as corrected_kind,
        case
            when raw_kind_corrections.kind is not null then case when raw_kind_corrections.kind = 'custom' then 1 else 0 end
            when stated_custom = 1 then 1
            when stated_serial = 1 then 0
            when 2 * (is_modification + is_sold_once + has_design_hours) + is_small_batch + is_many_in_few >= 2 then 1
            else 0
        end as is_custom
    from evidence
    left join raw_kind_corrections on evidence.order_id = raw_kind_corrections.order_id
)

select
    order_id,
    case when is_custom = 1 then 'custom' else 'serial' end as kind,
    case
        when corrected_kind is not null then 'corrected by hand'
        when stated_custom = 1 or stated_serial = 1 then 'stated in the export'
        when is_custom = 0 then 'no evidence of custom work'
        else concat(
            case when is_modification = 1 then 'modification of a base product; ' else '' end,
            case when is_sold_once = 1 then 'product in one order only; ' else '' end,
            case when has_design_hours = 1 then 'design hours logged; ' else '' end,
            case when is_small_batch = 1 then 'batch under the serial minimum; ' else '' end,
            case when is_many_in_few = 1 then 'many products in few pieces; ' else '' end
        )
    end as kind_reasons,
    stated_custom = 1 or stated_serial = 1 as is_stated,
    corrected_kind is not null as is_corrected,
    is_modification = 1 as is_modification,
    is_sold_once = 1 as is_sold_once,
    has_design_hours = 1 as has_design_hours,
    is_small_batch = 1 as is_small_batch,
    is_many_in_few = 1 as is_many_in_few
from judged
