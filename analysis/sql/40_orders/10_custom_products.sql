-- One row per product as written: which product it is, and whether its orders say that it is made once, or for one client.
-- Codes are one product where a stem comes with ever new suffixes, each in about one order, for several clients: those are lots.
-- "For one client again and again" tells where orders that fall on clients by chance would hardly show it (the part that chance
-- explains: Storey 2002); "in one order only" tells where few products are so, or where those in two and three orders foretell
-- few in one (of products that come by chance N1 >= 2 N2^2 / 3 N3 are in one order: Good 1953).
with plant as (
    select
        min(extract(year from order_date) * 12 + extract(month from order_date)) as first_month,
        max(extract(year from order_date) * 12 + extract(month from order_date)) as last_month
    from order_lines
),

sales as (  -- what came back is no second order
    select
        coalesce(sku, product_name) as product,
        order_id,
        min(client_id) as client_id,
        min(extract(year from order_date) * 12 + extract(month from order_date)) as month,
        min(case when sku is not null then product_name end) as product_name
    from order_lines
    where coalesce(sku, product_name) is not null
        and coalesce(quantity, 0) >= 0
        and coalesce(revenue, 0) >= 0
    group by coalesce(sku, product_name), order_id
),

written as (
    select
        product,
        count(*) as orders,
        min(order_id) as one_order,
        max(order_id) as other_order,
        min(client_id) as one_client,
        max(client_id) as other_client,
        min(month) as first_month,
        max(month) as last_month,
        min(translate(lower(product_name), '0123456789 -_.,/№', '')) as product_name
    from sales
    group by product
),

coded as (
    select
        product_codes.code,
        max(product_codes.stem) as stem,
        max(product_codes.sign) as sign,
        max(product_codes.year) as year,
        sum(written.orders) as orders,
        min(written.one_client) as one_client,
        max(written.other_client) as other_client,
        min(written.first_month) as first_month,
        max(written.last_month) as last_month,
        min(written.product_name) as product_name
    from written
    inner join product_codes on written.product = product_codes.product
    group by product_codes.code
),

stems as (
    select
        sign,
        stem,
        count(*) as codes,
        max(last_month) - min(first_month) as months,
        case
            when sign = 'year' then sum(case when floor((first_month - 1) / 12) = cast(year as integer)
                and floor((last_month - 1) / 12) = cast(year as integer) then 1 else 0 end) >= 0.9 * count(*)
            else count(*) >= max(settings.lot_codes)
                and min(one_client) <> max(other_client)
                and sum(orders) <= 1.25 * count(*)
                and count(distinct product_name) <= 0.5 * count(*)
        end as is_product
    from coded
    cross join settings
    where stem is not null
    group by sign, stem
),

signs as (  -- what stands behind a sign is a lot where it is one in most codes, of several products, all through the time
    select
        sign,
        sum(case when is_product then codes else 0 end) >= 0.5 * sum(codes)
        and (
            sign = 'year'
            or (
                sum(case when is_product then 1 else 0 end) >= 3
                and sum(case when is_product then codes * months else 0 end)
                    >= 0.5 * max(plant.last_month - plant.first_month) * sum(case when is_product then codes else 0 end)
            )
        ) as is_lot
    from stems
    cross join plant
    group by sign
),

items as (
    select
        product_codes.product,
        case when signs.is_lot and signs.sign <> 'point' then product_codes.stem else product_codes.code end as item,
        signs.is_lot and signs.sign = 'point' as is_doubtful  -- АБВГ.468332.015: a lot, or a drawing of its class
    from product_codes
    left join signs on product_codes.sign = signs.sign
),

counted as (  -- lots of one product in one order are one
    select
        items.item,
        sales.order_id,
        min(sales.client_id) as client_id,
        min(sales.month) as month
    from sales
    inner join items on sales.product = items.product
    group by items.item, sales.order_id
),

sold as (
    select
        item,
        count(*) as orders,
        least(count(*), 6) as times,
        case when min(client_id) = max(client_id) then 1 else 0 end as is_for_one_client,
        case when count(*) > 2 then count(distinct client_id) end as clients,
        min(month) as first_month
    from counted
    group by item
),

client_parts as (
    select
        cast(count(*) as double) / nullif((select count(*) from counted), 0) as part
    from counted
    group by client_id
),

chances as (  -- that so many orders fall on one client by chance
    select
        cast(sum(cast(power(part, 2) as decimal(38, 30))) as double) as of_2,
        cast(sum(cast(power(part, 3) as decimal(38, 30))) as double) as of_3,
        cast(sum(cast(power(part, 4) as decimal(38, 30))) as double) as of_4,
        cast(sum(cast(power(part, 5) as decimal(38, 30))) as double) as of_5,
        cast(sum(cast(power(part, 6) as decimal(38, 30))) as double) as of_6
    from client_parts
),

one_client as (
    select
        sold.times,
        cast(count(*) as double) as items,
        cast(sum(sold.is_for_one_client) as double) as found,
        max(case sold.times when 2 then of_2 when 3 then of_3 when 4 then of_4 when 5 then of_5 else of_6 end) as chance
    from sold
    cross join chances
    where sold.times > 1
    group by sold.times
),

loyalty as (  -- products that two clients buy again and again are as many as those of one: nobody's own, only loyal clients
    select
        sum(case when is_for_one_client = 1 and clients is not null then 1 else 0 end)
            >= 2 * sum(case when clients = 2 then 1 else 0 end) as is_none
    from sold
),

own as (
    select
        one_client.times,
        loyalty.is_none
        and one_client.found >= 1 + one_client.items * one_client.chance + 3 * sqrt(one_client.items * one_client.chance)
        and one_client.chance * (one_client.items - one_client.found)
            <= settings.by_chance * one_client.found * (1 - one_client.chance) as tells
    from one_client
    cross join loyalty
    cross join settings
),

judged as (
    select
        sold.*,
        plant.last_month - sold.first_month < settings.new_months as is_new,
        coalesce(own.tells, false) and sold.is_for_one_client = 1 as is_own
    from sold
    cross join plant
    cross join settings
    left join own on sold.times = own.times
),

novelties as (  -- products first sold in the second half of the time: where they are hardly ever sold again, no new one will be
    select
        coalesce(
            count(*) >= 10
            and sum(case when orders = 1 or is_own then 1 else 0 end) >= (1 - max(settings.by_chance)) * count(*),
            false
        ) as stay_alone
    from judged
    cross join plant
    cross join settings
    where not judged.is_new and 2 * judged.first_month > plant.first_month + plant.last_month
),

times as (
    select
        cast(count(*) as double) as items,
        cast(sum(orders) as double) as orders,
        cast(sum(case when orders = 1 then 1 else 0 end) as double) as once,
        cast(sum(case when orders = 2 and not is_own then 1 else 0 end) as double) as twice,
        cast(sum(case when orders = 3 and not is_own then 1 else 0 end) as double) as thrice
    from judged
    where not is_new
),

once as (
    select
        coalesce(case
            when times.orders < settings.tail_orders then times.once <= settings.once_share * times.items
            when times.once <= settings.once_share * times.items
                then 2 * power(times.twice, 2) <= 0.5 * 3 * (times.thrice + 1) * times.once
            else 2 * power(times.twice, 2) <= settings.by_chance * 3 * (times.thrice + 1) * times.once
        end, false) as tells
    from times
    cross join settings
)

select
    items.product,
    items.item,
    judged.orders = 1 as is_in_one_order,
    judged.orders = 1 and once.tells and (novelties.stay_alone or not judged.is_new) and not coalesce(items.is_doubtful, false) as is_made_once,
    judged.orders > 1 and judged.is_for_one_client = 1 as is_for_one_client,
    judged.is_own,
    judged.is_for_one_client = 0 as is_for_several
from items
inner join judged on items.item = judged.item
cross join once
cross join novelties
