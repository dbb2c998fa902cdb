-- For every pool: what it charged is what orders and clients carry, in money and in its own unit, to the last digit.
with carried as (
    select
        pool,
        sum(orders) as orders,
        sum(quantity) as quantity,
        sum(clients) as clients,
        sum(spread) as spread,
        sum(unpriced) as unpriced  -- uses without a rate are charged to nobody
    from (
        select
            pool,
            case when source <> 'spread' then cost else 0 end as orders,
            quantity,  -- a spread pool may be used as well: its part has no quantity of its own
            0 as clients,
            case when source = 'spread' then cost else 0 end as spread,
            case when cost is null then 1 else 0 end as unpriced
        from order_costs
        union all
        select pool, 0, quantity, cost, 0, case when cost is null then 1 else 0 end from client_costs
    ) as costs
    group by pool
),

charged as (
    select
        pool,
        sum(charged_orders) as orders,
        sum(charged_clients) as clients,
        sum(quantity_orders + quantity_clients) as quantity,
        sum(spread) as spread
    from pool_use
    group by pool
)

select
    coalesce(charged.pool, carried.pool) as pool,
    carried.orders as carried_by_orders,
    charged.orders as charged_to_orders,
    carried.clients as carried_by_clients,
    charged.clients as charged_to_clients,
    carried.spread as spread_carried,
    charged.spread as spread_charged
from charged
full outer join carried on charged.pool = carried.pool
where abs(coalesce(carried.orders, 0) - coalesce(charged.orders, 0)) > 0.000001
    or abs(coalesce(carried.clients, 0) - coalesce(charged.clients, 0)) > 0.000001
    or (carried.unpriced = 0 and abs(coalesce(carried.quantity, 0) - coalesce(charged.quantity, 0)) > 0.000001)
    or abs(coalesce(carried.spread, 0) - coalesce(charged.spread, 0)) > 0.000001
