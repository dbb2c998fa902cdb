-- One row per recorded use of a pool: its newest version, in the pool's unit, and whom it is charged to.
-- A later delivery that repeats a record (all but its quantity) replaces every older record alike.
with pooled as (  -- a record that names no pool takes its person's
    select
        raw_usage.order_id, raw_usage.client_id, raw_usage.client_name, coalesce(raw_usage.pool, person_pools.pool) as pool,
        raw_usage.quantity, raw_usage.unit, raw_usage.started_at, raw_usage.ended_at, raw_usage.date, raw_usage.person,
        raw_usage.activity, raw_usage.stage, raw_usage.stamped_seconds, raw_usage.started_second, raw_usage.details, raw_usage.import_id,
        raw_usage.source_row, raw_usage.delivery_no, raw_usage.named_month
    from raw_usage
    left join person_pools on raw_usage.pool is null and lower(trim(raw_usage.person)) = person_pools.person
),

several_deliveries as (  -- empty where one delivery brought everything: nothing can be repeated then
    select distinct delivery_no
    from raw_usage
    where (select min(delivery_no) from raw_usage) <> (select max(delivery_no) from raw_usage)
),

keyed as (
    select
        pooled.import_id,
        pooled.source_row,
        pooled.delivery_no,
        concat_ws(
            '|',
            coalesce(pooled.pool, '-'),
            coalesce(pooled.order_id, '-'),
            coalesce(pooled.client_id, pooled.client_name, '-'),
            coalesce(pooled.person, '-'),
            coalesce(pooled.activity, '-'),
            coalesce(pooled.stage, '-'),
            coalesce(cast(pooled.date as varchar(40)), '-'),
            coalesce(cast(pooled.started_at as varchar(40)), '-'),
            case when pooled.started_at is null and pooled.date is null then coalesce(pooled.named_month, '-') else '-' end
        ) as record,
        case when pooled.started_at is null then coalesce(pooled.details, '') else '' end as details
    from pooled
    inner join several_deliveries on pooled.delivery_no = several_deliveries.delivery_no
),

repeated as (
    select record
    from keyed
    group by record
    having min(delivery_no) <> max(delivery_no)
),

newest_delivery as (
    select keyed.record, keyed.details, max(keyed.delivery_no) as delivery_no
    from keyed
    inner join repeated on keyed.record = repeated.record
    group by keyed.record, keyed.details
),

replaced as (  -- without details a record fits any: an export may lack the column
    select keyed.import_id, keyed.source_row
    from keyed
    inner join newest_delivery
        on keyed.record = newest_delivery.record
        and keyed.delivery_no < newest_delivery.delivery_no
        and (keyed.details = newest_delivery.details or keyed.details = '' or newest_delivery.details = '')
),

newest as (
    select pooled.*
    from pooled
    where not exists (
        select 1 from replaced
        where replaced.import_id = pooled.import_id and replaced.source_row = pooled.source_row
    )
),

dated as (  -- records of an order number that several orders have
    select
        newest.import_id,
        newest.source_row,
        newest.order_id as order_number,
        newest.client_id,
        newest.client_name,
        12 * extract(year from coalesce(newest.date, cast(newest.started_at as date)))
        + extract(month from coalesce(newest.date, cast(newest.started_at as date))) as month_number
    from newest
    where newest.order_id in (select order_number from order_numbers)
),

years as (
    select order_number, max(place) as last_place
    from order_numbers
    group by order_number
),

candidates as (  -- the newest orders of the number that had begun by then, or did by the next month
    select
        dated.import_id,
        dated.source_row,
        dated.month_number,
        years.last_place,
        order_numbers.order_id,
        case
            when not order_numbers.is_of_a_client or (dated.client_id is null and dated.client_name is null) then 1
            when dated.client_id = order_numbers.stated_client_id or dated.client_name = order_numbers.stated_client_name then 1
            else 0
        end as fits,
        dense_rank() over (
            partition by dated.import_id, dated.source_row
            order by
                case when order_numbers.first_month <= dated.month_number + 1 then order_numbers.first_month end desc nulls last,
                order_numbers.first_month nulls last
        ) as nearness
    from dated
    inner join order_numbers on dated.order_number = order_numbers.order_number
    inner join years on dated.order_number = years.order_number
),

chosen as (  -- without a day it can't be told which year's it is, without a client which client's
    select
        import_id,
        source_row,
        max(case when month_number is null and last_place > 0 then 1 else 0 end) as lacks_day,
        count(distinct case when fits = 1 then order_id end) as orders,
        min(case when fits = 1 then order_id end) as order_id
    from candidates
    where nearness = 1
    group by import_id, source_row
),

orders as (
    select
        order_id,
        min(client_id) as client_id,
        min(order_date) as order_date
    from order_lines
    group by order_id
),

priced_pools as (
    select
        pool,
        max(hours_per_unit) as hours_per_unit,
        max(case when is_time_unit then 1 else 0 end) as counts_time,
        max(lower(trim(unit))) as unit,
        min(month) as month,
        count(*) as months
    from pools
    group by pool
),

folded_pools as (  -- names that differ in case alone mean one pool
    select
        lower(trim(pool)) as folded,
        min(pool) as pool
    from priced_pools
    group by lower(trim(pool))
    having count(*) = 1
),

named as (
    select
        newest.*,
        case
            when chosen.import_id is null then newest.order_id
            when chosen.lacks_day = 0 and chosen.orders = 1 then chosen.order_id
        end as dated_order_id,
        coalesce(chosen.lacks_day, 0) as lacks_day,
        coalesce(exact.pool, folded_pools.pool) as priced_pool
    from newest
    left join chosen
        on newest.import_id = chosen.import_id
        and newest.source_row = chosen.source_row
    left join priced_pools as exact on newest.pool = exact.pool
    left join folded_pools on exact.pool is null and lower(trim(newest.pool)) = folded_pools.folded
),

all_months as (
    select cast(date_trunc('month', order_date) as date) as month from orders
    union
    select cast(date_trunc('month', coalesce(date, cast(started_at as date))) as date) from named
),

only_month as (  -- of the data, where it has one alone
    select case when min(month) = max(month) then min(month) end as month
    from all_months
),

any_pool as (
    select count(*) as pools from pools where entered_upto is null
),

measured as (  -- hours in one unit of the quantity as it was written: by stamps, by the stated unit, else the pool's own
    select
        named.*,
        coalesce(priced_pools.hours_per_unit, 1.0) as hours_per_unit,
        case
            when priced_pools.month is null then only_month.month
            when priced_pools.months = 1 then priced_pools.month
        end as only_month,
        case
            when coalesce(priced_pools.counts_time, case when priced_pools.pool is null and used_units.counts_time then 1 end, 0) = 0 then null
            when named.stamped_seconds is not null and named.quantity = cast(named.stamped_seconds / 3600 as decimal(18, 6))
                then named.stamped_seconds / 3600
            else cast(named.quantity as double) / nullif(hours_of_units.in_an_hour, 0)
        end as hours,
        case
            when named.unit is null or (priced_pools.counts_time = 1 and hours_of_units.in_an_hour is not null) then false
            when priced_pools.unit is null then coalesce(priced_pools.counts_time, 0) = 1
            else lower(trim(named.unit)) not in (priced_pools.unit, concat(priced_pools.unit, '.'), concat(priced_pools.unit, 's'))
                and concat(lower(trim(named.unit)), '.') <> priced_pools.unit
                and concat(lower(trim(named.unit)), 's') <> priced_pools.unit
        end as is_of_another_unit,
        coalesce(  -- more than a week's hours: seconds or minutes that nothing says are such; on the first of a month they may be the month's
            named.unit is null
            and named.person is not null
            and (extract(day from named.date) <> 1 or named.started_at is not null)
            and priced_pools.counts_time = 1
            and named.quantity * priced_pools.hours_per_unit > 168
            and (named.stamped_seconds is null or named.quantity <> cast(named.stamped_seconds / 3600 as decimal(18, 6))),
            false
        ) as is_over_a_day
    from named
    cross join only_month
    left join priced_pools on named.priced_pool = priced_pools.pool
    left join used_units on named.priced_pool is null and named.pool = used_units.pool
    left join hours_of_units on lower(trim(named.unit)) = hours_of_units.unit
)

select
    coalesce(measured.dated_order_id, measured.order_id) as order_id,
    coalesce(orders.client_id, counted_clients.kept_id, measured.client_id, client_names.client_id, measured.client_name) as client_id,
    measured.client_name,
    coalesce(measured.priced_pool, measured.pool) as pool,
    case
        when measured.hours is not null then cast(measured.hours / nullif(measured.hours_per_unit, 0) as decimal(18, 6))
        else measured.quantity
    end as quantity,
    case
        when measured.hours is not null then measured.hours / nullif(measured.hours_per_unit, 0)
        else cast(measured.quantity as double)
    end as exact_quantity,
    measured.started_at,
    measured.ended_at,
    measured.started_second,
    measured.stamped_seconds,
    measured.date,
    measured.person,
    measured.activity,
    measured.stage,
    coalesce(
        cast(date_trunc('month', coalesce(measured.date, cast(measured.started_at as date), orders.order_date)) as date),
        measured.only_month
    ) as month,
    case
        when measured.pool is null then 'unknown person'
        when any_pool.pools > 0 and measured.priced_pool is null then 'unknown pool'
        when measured.is_of_another_unit then 'unknown unit'
        when measured.is_over_a_day then 'over a day'
        when orders.order_id is not null then 'order'
        when measured.order_id is not null and measured.client_id is null and measured.client_name is null
            then case
                when measured.dated_order_id is not null then 'unknown order'
                when measured.lacks_day = 1 then 'order of several years'
                else 'order of several clients'
            end
        when measured.client_id is not null or measured.client_name is not null then 'client'
        else 'internal'
    end as charged_to,
    measured.import_id,
    measured.source_row,
    measured.delivery_no
from measured
cross join any_pool
left join orders
    on measured.dated_order_id = orders.order_id
left join client_names
    on measured.client_id is null
    and measured.client_name = client_names.client_name
left join counted_clients
    on coalesce(measured.client_id, client_names.client_id, measured.client_name) = counted_clients.client_id
