-- One row per recorded use of a pool: its newest version, in the pool's unit, and whom it is charged to.
-- A later delivery that repeats a record (all but its quantity) replaces every older record alike.
with several_deliveries as (  -- empty where one delivery brought everything: nothing can be repeated then
    select distinct delivery_no
    from raw_usage
    where (select min(delivery_no) from raw_usage) <> (select max(delivery_no) from raw_usage)
),

keyed as (
    select
        raw_usage.import_id,
        raw_usage.source_row,
        raw_usage.delivery_no,
        concat_ws(
            '|',
            raw_usage.pool,
            coalesce(raw_usage.order_id, '-'),
            coalesce(raw_usage.client_id, raw_usage.client_name, '-'),
            coalesce(raw_usage.person, '-'),
            coalesce(raw_usage.activity, '-'),
            coalesce(raw_usage.stage, '-'),
            coalesce(cast(raw_usage.date as varchar(40)), '-'),
            coalesce(cast(raw_usage.started_at as varchar(40)), '-')
        ) as record
    from raw_usage
    inner join several_deliveries on raw_usage.delivery_no = several_deliveries.delivery_no
),

newest_delivery as (
    select record, max(delivery_no) as delivery_no
    from keyed
    group by record
    having min(delivery_no) <> max(delivery_no)
),

replaced as (
    select keyed.import_id, keyed.source_row
    from keyed
    inner join newest_delivery
        on keyed.record = newest_delivery.record
        and keyed.delivery_no < newest_delivery.delivery_no
),

newest as (
    select raw_usage.*
    from raw_usage
    where not exists (
        select 1 from replaced
        where replaced.import_id = raw_usage.import_id and replaced.source_row = raw_usage.source_row
    )
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
    select pool, max(hours_per_unit) as hours_per_unit
    from pools
    group by pool
),

any_pool as (
    select count(*) as pools from pools
)

select
    newest.order_id,
    coalesce(orders.client_id, newest.client_id, client_names.client_id, newest.client_name) as client_id,
    newest.client_name,
    newest.pool,
    case
        when newest.quantity = newest.stamped_hours and priced_pools.hours_per_unit <> 1
            then cast(cast(newest.quantity as double) / nullif(priced_pools.hours_per_unit, 0) as decimal(18, 6))
        else newest.quantity
    end as quantity,
    newest.started_at,
    newest.ended_at,
    newest.date,
    newest.person,
    newest.activity,
    newest.stage,
    cast(date_trunc('month', coalesce(newest.date, cast(newest.started_at as date), orders.order_date)) as date) as month,
    case
        when any_pool.pools > 0 and priced_pools.pool is null then 'unknown pool'
        when orders.order_id is not null then 'order'
        when newest.order_id is not null and newest.client_id is null and newest.client_name is null then 'unknown order'
        when newest.client_id is not null or newest.client_name is not null then 'client'
        else 'internal'
    end as charged_to,
    newest.import_id,
    newest.source_row
from newest
cross join any_pool
left join orders
    on newest.order_id = orders.order_id
left join client_names
    on newest.client_id is null
    and newest.client_name = client_names.client_name
left join priced_pools
    on newest.pool = priced_pools.pool
