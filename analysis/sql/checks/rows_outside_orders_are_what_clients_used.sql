-- Every client: its rows outside orders hold what it used outside any order, as a cost and as a loss.
with used as (
    select coalesce(client_id, '') as client_id, sum(cost) as cost, sum(time_cost) as time_cost, sum(hours) as hours
    from client_costs
    group by coalesce(client_id, '')
),

rows_added as (
    select
        coalesce(client_id, '') as client_id,
        sum(resource_cost) as resource_cost,
        sum(outside_cost) as outside_cost,
        sum(true_profit) as true_profit,
        sum(time_cost) as time_cost,
        sum(hours) as hours,
        sum(orders) as orders
    from profit_rows
    where order_id is null
    group by coalesce(client_id, '')
)

select
    coalesce(used.client_id, rows_added.client_id) as client_id,
    used.cost,
    rows_added.resource_cost as cost_of_rows
from used
full outer join rows_added on used.client_id = rows_added.client_id
where abs(coalesce(used.cost, 0) - coalesce(rows_added.resource_cost, 0)) > 0.0001
    or abs(coalesce(used.cost, 0) - coalesce(rows_added.outside_cost, 0)) > 0.0001
    or abs(coalesce(used.cost, 0) + coalesce(rows_added.true_profit, 0)) > 0.0001
    or abs(coalesce(used.time_cost, 0) - coalesce(rows_added.time_cost, 0)) > 0.0001
    or abs(coalesce(used.hours, 0) - coalesce(rows_added.hours, 0)) > 0.0001
    or rows_added.orders <> 0
