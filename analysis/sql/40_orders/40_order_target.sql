-- One row per order: the true margin aimed at, by the most specific segment that the settings name (its kind, family, client …).
with families as (
    select order_id, product_family, row_number() over (partition by order_id order by revenue desc nulls last, product_family nulls last) as place
    from (
        select order_id, product_family, sum(revenue) as revenue
        from order_lines
        where product_family is not null
        group by order_id, product_family
    ) as sold
),

sizes as (
    select client_id, sum(case when state = 'done' then revenue end) as revenue
    from order_totals
    group by client_id
),

matched as (
    select
        order_totals.order_id,
        segment_targets.target_margin,
        row_number() over (partition by order_totals.order_id order by segment_targets.place desc nulls last) as place
    from order_totals
    inner join order_kind on order_totals.order_id = order_kind.order_id
    left join families on order_totals.order_id = families.order_id and families.place = 1
    left join clients on order_totals.client_id = clients.client_id
    left join sizes on order_totals.client_id = sizes.client_id
    inner join segment_targets
        on (segment_targets.kind is null or segment_targets.kind = order_kind.kind)
        and (segment_targets.family is null or lower(segment_targets.family) = lower(families.product_family))
        and (segment_targets.industry is null or lower(segment_targets.industry) = lower(clients.industry))
        and (
            segment_targets.client is null
            or segment_targets.client = order_totals.client_id
            or lower(segment_targets.client) = lower(clients.client_name)
        )
        and (segment_targets.client_revenue_from is null or sizes.revenue >= segment_targets.client_revenue_from)
)

select
    order_totals.order_id,
    coalesce(matched.target_margin, settings.target_margin) as target_margin,
    case
        when settings.healthy_gross_margin = settings.target_margin then coalesce(matched.target_margin, settings.target_margin)
        else settings.healthy_gross_margin
    end as healthy_gross_margin
from order_totals
cross join settings
left join matched on order_totals.order_id = matched.order_id and matched.place = 1
