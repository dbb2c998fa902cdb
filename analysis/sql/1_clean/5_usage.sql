-- One row per recorded use of a pool: its newest version, and whom it is charged to.
-- A later delivery that repeats a record (all but its quantity) replaces every older record alike.
with keyed as (
    select
        raw_usage.*,
        coalesce(order_id, '') as k1,
        coalesce(client_id, client_name, '') as k2,
        coalesce(person, '') as k3,
        coalesce(activity, '') as k4,
        coalesce(stage, '') as k5,
        coalesce(cast(date as varchar(40)), '') as k6,
        coalesce(cast(started_at as varchar(40)), '') as k7
    from raw_usage
),

newest_delivery as (
    select pool, k1, k2, k3, k4, k5, k6, k7, max(delivery_no) as delivery_no
    from keyed
    group by pool, k1, k2, k3, k4, k5, k6, k7
),

newest as (
    select keyed.*
    from keyed
    inner join newest_delivery using (pool, k1, k2, k3, k4, k5, k6, k7, delivery_no)
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
    select distinct pool from pools
),

any_pool as (
    select count(*) as pools from pools
)

select
    newest.order_id,
    coalesce(orders.client_id, newest.client_id, client_names.client_id, newest.client_name) as client_id,
    newest.client_name,
    newest.pool,
    newest.quantity,
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
