-- One row per order: its lines added up. Cancelled and unfinished lines bring no revenue and no cost of goods.
-- An amount is unknown when it is unknown for any line that counts; what was sold and its cost are unknown while an order is in progress.
-- What isn't paid, or not shipped after its promised day, has waited up to the last day of the data: so far.
with lines as (
    select
        order_lines.*,
        settings.cost_of_capital,
        case when state = 'done' then 1 else 0 end as counts,
        coalesce(
            cast(book_overhead as double),
            cast(book_cost as double) - cast(direct_cost as double),
            settings.overhead_rate * cast(
                case settings.overhead_basis
                    when 'labour_cost' then labour_cost
                    when 'material_cost' then material_cost
                    when 'direct_cost' then direct_cost
                    when 'revenue' then revenue
                    when 'quantity' then quantity
                end as double
            )
        ) as line_overhead,
        case
            when state = 'done' and days_to_pay is null and unread_dates is null and revenue <> 0 and shipped_on < last_day.day
                then cast(extract(year from shipped_on) * 12 + extract(month from shipped_on) as integer)
        end as unpaid_since,
        case  -- a day of payment, or of a shipment that was paid, can't be read: no day is no fact here
            when unread_dates like '%paid_on%' then 1
            when unread_dates like '%shipped_on%' and paid_on is not null then 1
            else 0
        end as has_unread_payment,
        case when unread_dates like '%shipped_on%' then 1 else 0 end as has_unread_shipment,
        last_day.day - shipped_on as days_since_shipment
    from order_lines
    cross join settings
    cross join last_day
),

waiting as (
    select
        lines.*,
        case when counts = 1 and days_to_pay > 0 then days_to_pay else 0 end as days_waited,
        case when recorded_payments.is_recorded then days_since_shipment else 0 end as days_waited_so_far,
        case
            when counts = 1 and has_unread_payment = 1 and revenue > 0 and cost_of_capital > 0 then 1
            when not recorded_payments.is_recorded and revenue > 0 and cost_of_capital > 0 then 1
            else 0
        end as has_unknown_credit
    from lines
    left join recorded_payments on lines.unpaid_since = recorded_payments.month_no
),

stated as (  -- what the plant states anywhere: a cancelled order costs nothing only where costs are known at all
    select
        max(case when direct_cost is not null then 1 else 0 end) as cost,
        max(case when line_overhead is not null then 1 else 0 end) as overhead,
        max(case when book_cost is not null then 1 else 0 end) as book_cost
    from lines
),

summed as (
    select
        order_id,
        min(client_id) as client_id,
        min(order_date) as order_date,
        max(promised_on) as promised_on,
        max(case when counts = 1 and revenue >= 0 and shipped_on is null then 1 else 0 end) as has_unshipped,
        max(case when counts = 1 then has_unread_shipment else 0 end) as has_unread_shipment,
        max(case when counts = 1 then shipped_on end) as last_shipped_on,
        max(case when counts = 1 then paid_on end) as paid_on,
        max(case when counts = 1 then days_late end) as last_days_late,
        min(manager) as manager,
        count(*) as lines,
        sum(case when counts = 1 then 1 else 0 end) as counted_lines,
        sum(case when state = 'cancelled' then 1 else 0 end) as cancelled_lines,
        sum(case when state = 'in progress' then 1 else 0 end) as open_lines,
        max(case when counts = 1 and revenue >= 0 then 1 else 0 end) as has_sales,
        sum(case when counts = 1 then quantity else 0 end) as quantity,
        sum(case when counts = 1 then revenue else 0 end) as revenue,
        sum(case when state = 'in progress' then revenue else 0 end) as open_revenue,
        sum(case when state = 'cancelled' then revenue else 0 end) as cancelled_revenue,
        sum(case when counts = 1 then labour_cost else 0 end) as labour_cost,
        sum(case when counts = 1 then material_cost else 0 end) as material_cost,
        sum(case when counts = 1 then direct_cost else 0 end) as direct_cost,
        sum(case when counts = 1 and direct_cost is null then 1 else 0 end) as lines_without_cost,
        sum(case when counts = 1 then cast(line_overhead as decimal(18, 6)) else 0 end) as book_overhead,
        sum(case when counts = 1 and line_overhead is null then 1 else 0 end) as lines_without_overhead,
        sum(case when counts = 1 then coalesce(book_cost, 0) else 0 end) as book_cost,
        sum(case when counts = 1 and book_cost is null then 1 else 0 end) as lines_without_book_cost,
        sum(coalesce(penalty, 0)) as penalty,
        sum(cast(cast(revenue as double) * days_waited / 365 * cost_of_capital as decimal(18, 6))) as credit_of_paid,
        sum(cast(cast(revenue as double) * days_waited_so_far / 365 * cost_of_capital as decimal(18, 6))) as credit_of_unpaid,
        max(has_unknown_credit) as has_unknown_credit,
        max(approval_rounds) as approval_rounds,
        max(lead_time_days) as lead_time_days
    from waiting
    group by order_id
),

opened as (
    select
        summed.*,
        case when counted_lines = 0 and open_lines > 0 then 1 else 0 end as is_open,
        coalesce(recorded_shipments.is_recorded, false)
        and promised_on < last_day.day
        and has_unread_shipment = 0
        and (has_unshipped = 1 or (counted_lines = 0 and open_lines > 0)) as is_late_so_far,
        last_day.day - promised_on as days_late_so_far
    from summed
    cross join last_day
    left join recorded_shipments
        on cast(extract(year from promised_on) * 12 + extract(month from promised_on) as integer) = recorded_shipments.month_no
)

select
    order_id,
    client_id,
    order_date,
    cast(date_trunc('month', order_date) as date) as month,
    promised_on,
    case when has_unshipped = 0 then last_shipped_on end as shipped_on,
    case when has_unshipped = 0 then paid_on end as paid_on,
    case when is_late_so_far then days_late_so_far when has_unshipped = 0 then last_days_late end as days_late,
    is_late_so_far,
    manager,
    case when is_open = 1 then 'in progress' when counted_lines > 0 then 'done' else 'cancelled' end as state,
    counted_lines > 0 and has_sales = 0 as is_return,
    lines,
    cast(quantity as decimal(18, 6)) as quantity,
    cast(revenue as decimal(18, 4)) as revenue,
    cast(open_revenue as decimal(18, 4)) as open_revenue,
    cast(cancelled_revenue as decimal(18, 4)) as cancelled_revenue,
    cast(labour_cost as decimal(18, 4)) as labour_cost,
    cast(material_cost as decimal(18, 4)) as material_cost,
    case
        when is_open = 0 and lines_without_cost = 0 and stated.cost = 1 then cast(opened.direct_cost as decimal(18, 4))
    end as direct_cost,
    case
        when is_open = 0 and lines_without_overhead = 0 and stated.overhead = 1 then cast(opened.book_overhead as decimal(18, 6))
    end as book_overhead,
    case
        when is_open = 1 then null
        when lines_without_cost = 0 and lines_without_overhead = 0 and stated.cost = 1 and stated.overhead = 1
            then cast(revenue - opened.direct_cost - opened.book_overhead as decimal(18, 6))
        when lines_without_book_cost = 0 and stated.book_cost = 1
            then cast(revenue - opened.book_cost as decimal(18, 6))
    end as book_profit,
    cast(penalty as decimal(18, 4)) as penalty,
    case
        when has_unknown_credit = 0 then cast(credit_of_paid + greatest(credit_of_unpaid, 0) as decimal(18, 6))
    end as credit_cost,
    cast(greatest(credit_of_unpaid, 0) as decimal(18, 6)) as credit_so_far,  -- lines sent back owe nothing
    approval_rounds,
    lead_time_days
from opened
cross join stated
