-- A file brings orders that another file has under other numbers (the same clients, days and money), and both count: were the numbers written otherwise?
with brought as (
    select
        order_id,
        min(import_id) as import_id,
        min(client_id) as client_id,
        min(order_date) as order_date,
        sum(revenue) as revenue
    from order_lines
    where (select min(import_id) from order_lines) <> (select max(import_id) from order_lines)
        and state <> 'cancelled'
    group by order_id
    having min(import_id) = max(import_id) and sum(revenue) <> 0
),

twins as (
    select
        newer.import_id,
        newer.order_id,
        older.import_id as older_import_id,
        min(older.order_id) as older_order_id
    from brought as newer
    inner join brought as older
        on newer.client_id = older.client_id
        and newer.order_date = older.order_date
        and newer.revenue = older.revenue
        and newer.import_id > older.import_id
    group by newer.import_id, newer.order_id, older.import_id
),

files as (
    select
        import_id,
        count(*) as orders
    from brought
    group by import_id
),

repeated as (  -- at least half of what only the newer file has
    select
        twins.import_id,
        twins.older_import_id
    from twins
    inner join files on twins.import_id = files.import_id
    group by twins.import_id, twins.older_import_id
    having 2 * count(*) >= max(files.orders)
)

select
    twins.order_id,
    twins.older_order_id,
    twins.import_id,
    twins.older_import_id
from twins
inner join repeated
    on twins.import_id = repeated.import_id
    and twins.older_import_id = repeated.older_import_id
