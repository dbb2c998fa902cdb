-- One row per status of an order, as the order lines write it.
select distinct status from raw_order_lines where status is not null
