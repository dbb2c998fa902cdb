-- Two files hold lines of one order that come to the same money, and all of them count: a report and a list of the same month?
with several_files as (  -- empty where one file brought everything
    select
        order_id,
        import_id,
        revenue
    from order_lines
    where (select min(import_id) from order_lines) <> (select max(import_id) from order_lines)
),

brought as (
    select
        order_id,
        import_id,
        sum(revenue) as revenue
    from several_files
    group by order_id, import_id
    having sum(revenue) <> 0
)

select
    order_id,
    count(*) as files,
    sum(revenue) as revenue
from brought
group by order_id
having count(distinct round(revenue, 0)) < count(*)
