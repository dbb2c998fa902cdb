-- One row per order, where time equations are set: the features that their terms may name.
-- Yes/no features are 1 or 0 (0: nothing says yes); counts and days that the export does not give are unknown.
with equations as (
    select count(*) as terms from time_equations
),

features as (
    select
        order_lines.order_id,
        count(*) as lines,
        count(distinct coalesce(order_lines.sku, order_lines.product_name)) as products,
        sum(case when order_lines.quantity > 0 then order_lines.quantity end) as quantity,
        sum(
            case
                when order_lines.kind in ('modified', 'unique') then 1
                when order_lines.kind is null and order_lines.base_sku is not null
                    and order_lines.base_sku <> coalesce(order_lines.sku, '') then 1
                else 0
            end
        ) as modified_lines,
        max(case when order_lines.is_new_client then 1 when order_lines.is_new_client is not null then 0 end) as stated_new_client,
        max(case when order_lines.is_rush then 1 when order_lines.is_rush is not null then 0 end) as stated_rush,
        max(coalesce(order_lines.days_promised, order_lines.lead_time_days)) as lead_time_days,
        max(order_lines.approval_rounds) as approval_rounds
    from order_lines
    cross join equations
    where equations.terms > 0
    group by order_lines.order_id
),

turns as (
    select
        order_id,
        row_number() over (partition by client_id order by order_date nulls last, order_id nulls last) as turn
    from order_totals
    cross join equations
    where equations.terms > 0
)

select
    features.order_id,
    cast(features.lines as double) as lines,
    cast(features.products as double) as products,
    cast(features.quantity as double) as quantity,
    cast(features.modified_lines as double) as modified_lines,
    cast(coalesce(features.stated_new_client, case when turns.turn = 1 then 1 else 0 end) as double) as is_new_client,
    cast(coalesce(features.stated_rush, case when features.lead_time_days <= settings.rush_days then 1 else 0 end) as double) as is_rush,
    cast(features.approval_rounds as double) as approval_rounds,
    cast(features.lead_time_days as double) as lead_time_days
from features
inner join turns on features.order_id = turns.order_id
cross join settings
