-- One row per pool spread over revenue, month and client: what the client's orders bear of it, its costed ones too, and all clients' together.
with by_revenue as (
    select distinct pool from pools where spread_basis = 'revenue'
),

by_client as (
    select
        spread_costs.pool,
        spread_costs.month,
        order_profit.client_id,
        sum(spread_costs.cost) as cost,
        sum(case when order_profit.true_profit is not null then spread_costs.cost else 0 end) as costed_cost
    from spread_costs
    inner join order_profit on spread_costs.order_id = order_profit.order_id
    inner join by_revenue on spread_costs.pool = by_revenue.pool
    group by spread_costs.pool, spread_costs.month, order_profit.client_id
)

select
    pool,
    month,
    client_id,
    cast(cost as double) as cost,
    cast(costed_cost as double) as costed_cost,
    cast(sum(cost) over (partition by pool, month) as double) as total_cost
from by_client
