-- One row per order and file that brings it once more in the same delivery: a report and a list of one month, say.
-- Two files repeat each other where most of their common orders, of three at least, have the same money, pieces and days in both.
with several_files as (  -- empty where every delivery is one file: nothing can be brought twice then
    select delivery_no
    from raw_order_lines
    group by delivery_no
    having min(file_no) <> max(file_no)
),

brought as (
    select
        coalesce(order_numbers.order_id, raw_order_lines.order_id) as order_id,
        raw_order_lines.delivery_no,
        raw_order_lines.file_no,
        min(raw_order_lines.import_id) as import_id,
        sum(raw_order_lines.revenue) as revenue,
        sum(raw_order_lines.quantity) as quantity,
        min(raw_order_lines.order_date) as order_date,
        max(raw_order_lines.shipped_on) as shipped_on,
        max(case when raw_order_lines.sku is null and raw_order_lines.product_name is null then 0 else 1 end)
        + max(case when raw_order_lines.line_no is null then 0 else 1 end) as detail
    from raw_order_lines
    inner join several_files on raw_order_lines.delivery_no = several_files.delivery_no
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
    group by coalesce(order_numbers.order_id, raw_order_lines.order_id), raw_order_lines.delivery_no, raw_order_lines.file_no
),

common as (
    select
        one.order_id,
        one.delivery_no,
        one.file_no,
        one.import_id,
        one.detail,
        other.file_no as other_file,
        other.import_id as other_import,
        other.detail as other_detail,
        case
            when abs(one.revenue) < 1 or abs(one.revenue - other.revenue) >= 1 then 0
            when one.order_date <> other.order_date or one.shipped_on <> other.shipped_on or one.quantity <> other.quantity then 0
            else 1
        end as is_same
    from brought as one
    inner join brought as other
        on one.order_id = other.order_id
        and one.delivery_no = other.delivery_no
        and one.file_no <> other.file_no
),

sizes as (
    select
        delivery_no,
        file_no,
        count(*) as orders
    from brought
    group by delivery_no, file_no
),

copies as (  -- of two files the one that says less of an order is the copy, else the one with fewer orders, else the earlier
    select
        common.delivery_no,
        common.file_no,
        common.other_file
    from common
    inner join sizes as own
        on common.delivery_no = own.delivery_no
        and common.file_no = own.file_no
    inner join sizes as others
        on common.delivery_no = others.delivery_no
        and common.other_file = others.file_no
    group by common.delivery_no, common.file_no, common.other_file, own.orders, others.orders
    having count(*) >= 3
        and 2 * sum(common.is_same) > count(*)
        and (
            sum(common.detail) < sum(common.other_detail)
            or (sum(common.detail) = sum(common.other_detail) and own.orders < others.orders)
            or (
                sum(common.detail) = sum(common.other_detail)
                and own.orders = others.orders
                and common.file_no < common.other_file
            )
        )
)

select
    common.order_id,
    common.import_id,
    min(common.other_import) as other_import_id
from common
inner join copies
    on common.delivery_no = copies.delivery_no
    and common.file_no = copies.file_no
    and common.other_file = copies.other_file
group by common.order_id, common.import_id
