-- One row per product of a family, as the order lines name both: its number in this store, under which product_by_month divides orders.
select
    row_number() over (order by product_family nulls last, coalesce(sku, product_name) nulls last) as product_number,
    product_family,
    coalesce(sku, product_name) as product,
    max(product_name) as product_name
from order_lines
group by product_family, coalesce(sku, product_name)
