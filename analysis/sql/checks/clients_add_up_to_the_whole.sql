-- Clients' revenue and true profit, less what was spent beside it, add up to the orders' less what was used outside any order.
with orders as (
    select coalesce(sum(revenue), 0) as revenue, coalesce(sum(true_profit), 0) as true_profit from order_profit
),

outside as (
    select coalesce(sum(cost), 0) as cost from client_costs
),

clients_added as (
    select
        coalesce(sum(revenue), 0) as revenue,
        coalesce(sum(coalesce(true_profit, 0) - coalesce(spent_beside, 0)), 0) as true_profit
    from client_profit
)

select
    clients_added.revenue as revenue_of_clients,
    orders.revenue as revenue_of_orders,
    clients_added.true_profit as true_profit_of_clients,
    orders.true_profit - outside.cost as true_profit_of_orders
from clients_added
cross join orders
cross join outside
where abs(clients_added.revenue - orders.revenue) > 0.0001
    or abs(clients_added.true_profit - orders.true_profit + outside.cost) > 0.01
