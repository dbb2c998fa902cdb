-- One row per order whose number is given anew in a later year (1C counts from one each January): its days and an id of its own.
-- Two orders of one number are apart where a year ends between them and either five months or a change of client lies there too.
with recurring as (
    select order_id
    from raw_order_lines
    group by order_id
    having extract(year from min(order_date)) <> extract(year from max(order_date))
),

days as (
    select
        raw_order_lines.order_id as order_number,
        raw_order_lines.order_date,
        extract(year from raw_order_lines.order_date) as year,
        12 * extract(year from raw_order_lines.order_date) + extract(month from raw_order_lines.order_date) as month_number,
        min(raw_order_lines.client_id) as client_id,
        min(raw_order_lines.client_name) as client_name
    from raw_order_lines
    inner join recurring using (order_id)
    group by raw_order_lines.order_id, raw_order_lines.order_date
),

beside_the_day_before as (
    select
        days.*,
        lag(year) over (partition by order_number order by order_date nulls last) as last_year,
        lag(month_number) over (partition by order_number order by order_date nulls last) as last_month,
        lag(client_id) over (partition by order_number order by order_date nulls last) as last_client_id,
        lag(client_name) over (partition by order_number order by order_date nulls last) as last_client_name
    from days
),

begun as (
    select
        beside_the_day_before.*,
        case
            when last_year = year then 0
            when month_number - last_month >= 5 then 1
            when client_id <> last_client_id then 1
            when client_id is null and last_client_id is null and client_name <> last_client_name then 1
            else 0
        end as begins
    from beside_the_day_before
),

counted as (
    select
        order_number,
        order_date,
        sum(begins) over (
            partition by order_number order by order_date nulls last rows between unbounded preceding and current row
        ) as place
    from begun
)

select
    order_number,
    case
        when place = 0 then order_number
        else concat(order_number, ' (', cast(extract(year from min(order_date)) as varchar(4)), ')')
    end as order_id,
    min(order_date) as first_day,
    max(order_date) as last_day,
    12 * extract(year from min(order_date)) + extract(month from min(order_date)) as first_month
from counted
where order_number in (select order_number from counted where place > 0)
group by order_number, place
