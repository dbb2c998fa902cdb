-- One row per order and delivery whose lines of the order no longer count: a later delivery brought the order anew.
-- It did so where it repeats a line, or where it repeats most orders of the earlier delivery; what only adds to an order replaces nothing.
with several_deliveries as (  -- empty where one delivery brought everything: nothing can be repeated then
    select distinct delivery_no
    from raw_order_lines
    where (select min(delivery_no) from raw_order_lines) <> (select max(delivery_no) from raw_order_lines)
),

brought as (
    select
        coalesce(order_numbers.order_id, raw_order_lines.order_id) as order_id,
        raw_order_lines.delivery_no,
        coalesce(cast(try_cast(raw_order_lines.line_no as bigint) as varchar(40)), raw_order_lines.line_no) as line_no,
        lower(raw_order_lines.sku) as sku,
        lower(raw_order_lines.product_name) as product_name,
        raw_order_lines.shipped_on,
        raw_order_lines.quantity,
        raw_order_lines.revenue
    from raw_order_lines
    inner join several_deliveries on raw_order_lines.delivery_no = several_deliveries.delivery_no
    left join order_numbers
        on raw_order_lines.order_id = order_numbers.order_number
        and raw_order_lines.order_date between order_numbers.first_day and order_numbers.last_day
        and (
            not order_numbers.is_of_a_client
            or (
                coalesce(raw_order_lines.client_id, '') = coalesce(order_numbers.stated_client_id, '')
                and coalesce(raw_order_lines.client_name, '') = coalesce(order_numbers.stated_client_name, '')
            )
        )
),

repeated_orders as (
    select order_id
    from brought
    group by order_id
    having min(delivery_no) <> max(delivery_no)
),

lines as (
    select brought.*
    from brought
    inner join repeated_orders on brought.order_id = repeated_orders.order_id
),

bare as (  -- deliveries that name no product at all: an order there is what all its lines come to
    select delivery_no
    from brought
    group by delivery_no
    having count(sku) + count(product_name) = 0
),

orders as (  -- what a delivery brought of an order
    select
        order_id,
        delivery_no,
        sum(revenue) as revenue,
        sum(quantity) as quantity,
        max(shipped_on) as shipped_on,
        max(case when sku is null then 0 else 1 end) as has_skus,
        max(case when product_name is null then 0 else 1 end) as has_names
    from lines
    group by order_id, delivery_no
),

pairs as (
    select
        older.order_id,
        older.delivery_no,
        newer.delivery_no as newer_delivery_no,
        case when older.revenue > 0 and newer.revenue < 0 then 1 else 0 end as takes_back,
        case
            when older.revenue > 0 and newer.revenue < 0 then 0
            when older.delivery_no in (select delivery_no from bare) and newer.has_skus + newer.has_names > 0 then 1
            when newer.delivery_no in (select delivery_no from bare) and older.has_skus + older.has_names > 0 then 1
            when older.has_skus * newer.has_skus + older.has_names * newer.has_names > 0 then 0
            when abs(older.revenue) < 1 or abs(older.revenue - newer.revenue) >= 1 then 0
            when older.quantity <> newer.quantity or older.shipped_on <> newer.shipped_on then 0
            else 1
        end as is_same_whole  -- nothing tells their lines apart, or one says only what all of them come to
    from orders as older
    inner join orders as newer
        on older.order_id = newer.order_id
        and older.delivery_no < newer.delivery_no
),

repeating as (  -- pairs in which the newer delivery has a line of the older one
    select distinct
        older.order_id,
        older.delivery_no,
        newer.delivery_no as newer_delivery_no
    from lines as older
    inner join lines as newer
        on older.order_id = newer.order_id
        and older.delivery_no < newer.delivery_no
    where not (older.revenue > 0 and newer.revenue < 0)
        and (
            (
                older.line_no = newer.line_no
                and (
                    older.sku = newer.sku
                    or older.product_name = newer.product_name
                    or (older.sku is null and older.product_name is null)
                    or (newer.sku is null and newer.product_name is null)
                    or (older.shipped_on = newer.shipped_on and older.quantity = newer.quantity)
                )
            )
            or (
                (older.line_no is null or newer.line_no is null)
                and (
                    coalesce(older.sku, older.product_name, '') = coalesce(newer.sku, newer.product_name, '')
                    or ((older.sku is null or newer.sku is null) and older.product_name = newer.product_name)
                )
                and (older.shipped_on is null or newer.shipped_on is null or older.shipped_on = newer.shipped_on)
            )
        )
),

told as (
    select
        pairs.order_id,
        pairs.delivery_no,
        pairs.newer_delivery_no,
        pairs.takes_back,
        case when pairs.is_same_whole = 1 or repeating.order_id is not null then 1 else 0 end as is_repeated
    from pairs
    left join repeating
        on pairs.order_id = repeating.order_id
        and pairs.delivery_no = repeating.delivery_no
        and pairs.newer_delivery_no = repeating.newer_delivery_no
),

reexports as (  -- deliveries that bring most of the orders that they share with an earlier one anew
    select
        delivery_no,
        newer_delivery_no
    from told
    group by delivery_no, newer_delivery_no
    having count(*) >= 3 and 2 * sum(is_repeated) >= count(*)
)

select distinct
    told.order_id,
    told.delivery_no
from told
left join reexports
    on told.delivery_no = reexports.delivery_no
    and told.newer_delivery_no = reexports.newer_delivery_no
where told.is_repeated = 1
    or (reexports.delivery_no is not null and told.takes_back = 0)
