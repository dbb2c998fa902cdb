-- One row per order line: its newest version, with the client named once and the direct cost in one.
-- member_id: the client of a group that is judged as one.
-- What a later delivery or another file of the delivery brought anew (00_arrivals) is left out; what they add counts.
with several_files as (  -- empty where one file brought everything: nothing can be repeated then
    select distinct file_no
    from raw_order_lines
    where (select min(file_no) from raw_order_lines) <> (select max(file_no) from raw_order_lines)
),

repeated_orders as (
    select coalesce(order_numbers.order_id, raw_order_lines.order_id) as order_id
    from raw_order_lines
    inner join several_files on raw_order_lines.file_no = several_files.file_no
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
    group by coalesce(order_numbers.order_id, raw_order_lines.order_id)
    having min(raw_order_lines.file_no) <> max(raw_order_lines.file_no)
),

brought as (  -- without what is replaced from the start: of an export taken in anew, half of all lines
    select
        coalesce(order_numbers.order_id, raw_order_lines.order_id) as order_id,
        line_no, client_id, client_name, order_date, promised_on, shipped_on, paid_on, unread_dates, status, manager,
        sku, product_name, product_family, base_sku, kind, quantity, unit_price, discount, revenue,
        material_cost, labour_cost, other_direct_cost, direct_cost, book_overhead, book_cost, penalty,
        lead_time_days, approval_rounds, days_late, days_to_pay, days_promised, is_rush, is_new_client, is_posted, is_deleted,
        raw_order_lines.import_id, source_row, raw_order_lines.delivery_no, file_no
    from raw_order_lines
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
    left join replaced_orders
        on coalesce(order_numbers.order_id, raw_order_lines.order_id) = replaced_orders.order_id
        and raw_order_lines.delivery_no = replaced_orders.delivery_no
    left join copied_orders
        on coalesce(order_numbers.order_id, raw_order_lines.order_id) = copied_orders.order_id
        and raw_order_lines.import_id = copied_orders.import_id
    where replaced_orders.order_id is null
        and copied_orders.order_id is null
),

cancelled as (  -- by a person, as long as no later delivery brings the order again
    select order_cancellations.order_id
    from order_cancellations
    inner join brought on order_cancellations.order_id = brought.order_id
    group by order_cancellations.order_id
    having max(brought.delivery_no) <= max(order_cancellations.upto)
),

line_numbers_given_twice as (
    select brought.order_id
    from brought
    inner join repeated_orders on brought.order_id = repeated_orders.order_id
    where brought.line_no is not null
    group by
        brought.order_id, brought.delivery_no, brought.line_no,
        coalesce(brought.sku, brought.product_name, ''),
        case when brought.revenue < 0 then 1 else 0 end
    having count(*) > 1
),

unsettled_orders as (  -- with more than one version of a line: only these are put in order
    select distinct order_id
    from line_numbers_given_twice
),

unsettled_lines as (
    select brought.*
    from brought
    inner join unsettled_orders using (order_id)
),

numbered as (
    select
        unsettled_lines.*,
        case
            when unsettled_lines.line_no is null then 1
            else row_number() over (
                partition by
                    unsettled_lines.order_id, unsettled_lines.delivery_no, unsettled_lines.line_no,
                    coalesce(unsettled_lines.sku, unsettled_lines.product_name, ''),
                    case when unsettled_lines.revenue < 0 then 1 else 0 end
                order by unsettled_lines.file_no desc nulls last, unsettled_lines.source_row desc nulls last
            )
        end as version
    from unsettled_lines
),

newest as (
    select
        order_id, line_no, client_id, client_name, order_date, promised_on, shipped_on, paid_on, unread_dates, status, manager,
        sku, product_name, product_family, base_sku, kind, quantity, unit_price, discount, revenue,
        material_cost, labour_cost, other_direct_cost, direct_cost, book_overhead, book_cost, penalty,
        lead_time_days, approval_rounds, days_late, days_to_pay, days_promised, is_rush, is_new_client, is_posted, is_deleted, import_id, source_row
    from brought
    where not exists (select 1 from unsettled_orders where unsettled_orders.order_id = brought.order_id)
    union all
    select
        order_id, line_no, client_id, client_name, order_date, promised_on, shipped_on, paid_on, unread_dates, status, manager,
        sku, product_name, product_family, base_sku, kind, quantity, unit_price, discount, revenue,
        material_cost, labour_cost, other_direct_cost, direct_cost, book_overhead, book_cost, penalty,
        lead_time_days, approval_rounds, days_late, days_to_pay, days_promised, is_rush, is_new_client, is_posted, is_deleted, import_id, source_row
    from numbered
    where version = 1
)

select
    newest.order_id,
    newest.line_no,
    coalesce(counted_clients.kept_id, newest.client_id, client_names.client_id, newest.client_name) as client_id,
    case when counted_clients.group_id is not null then counted_clients.own_id end as member_id,
    newest.client_name,
    newest.order_date,
    newest.promised_on,
    newest.shipped_on,
    newest.paid_on,
    newest.unread_dates,
    newest.status,
    newest.is_posted,
    newest.is_deleted,
    case
        when cancelled.order_id is not null then 'cancelled'
        when newest.is_deleted then 'cancelled'
        when status_states.state = 'cancelled' then 'cancelled'
        when not newest.is_posted then 'in progress'
        else coalesce(status_states.state, 'done')
    end as state,
    newest.manager,
    newest.sku,
    newest.product_name,
    newest.product_family,
    newest.base_sku,
    newest.kind,
    newest.quantity,
    newest.unit_price,
    newest.discount,
    newest.revenue,
    newest.material_cost,
    newest.labour_cost,
    newest.other_direct_cost,
    case
        when newest.direct_cost is not null then newest.direct_cost
        when newest.material_cost is null and newest.labour_cost is null and newest.other_direct_cost is null then null
        else cast(
            coalesce(newest.material_cost, 0) + coalesce(newest.labour_cost, 0) + coalesce(newest.other_direct_cost, 0)
            as decimal(18, 4)
        )
    end as direct_cost,
    newest.book_overhead,
    newest.book_cost,
    newest.penalty,
    newest.lead_time_days,
    newest.approval_rounds,
    newest.days_late,
    newest.days_to_pay,
    newest.days_promised,
    newest.is_rush,
    newest.is_new_client,
    newest.import_id,
    newest.source_row
from newest
left join cancelled
    on newest.order_id = cancelled.order_id
left join status_states
    on newest.status = status_states.status
left join client_names
    on newest.client_id is null
    and newest.client_name = client_names.client_name
left join counted_clients
    on coalesce(newest.client_id, client_names.client_id, newest.client_name) = counted_clients.client_id
