-- One row per kind of orders and class of batches with at least five costed orders: whether orders of such batches earn.
-- The name in braces stands for the classes of analysis/dictionary/batches.py: 0 is the smallest.
with batches as (
    select
        kind,
        true_profit,
        cast(quantity as double) / nullif(lines, 0) as pieces
    from order_profit
    where state = 'done' and quantity > 0 and true_profit is not null
),

classed as (
    select
        kind,
        true_profit,
        {batch_class} as batch_class
    from batches
    where pieces is not null
)

select
    kind,
    batch_class,
    count(*) as orders,
    sum(true_profit) as true_profit
from classed
group by kind, batch_class
having count(*) >= 5
