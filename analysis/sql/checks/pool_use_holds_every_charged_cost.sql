-- What the pools charged is what orders and clients carry, to the last digit.
with carried as (
    select
        (select coalesce(sum(cost), 0) from order_costs where source <> 'spread') as orders,
        (select coalesce(sum(cost), 0) from client_costs) as clients,
        (select coalesce(sum(cost), 0) from order_costs where source = 'spread') as spread
),

charged as (
    select
        coalesce(sum(charged_orders), 0) as orders,
        coalesce(sum(charged_clients), 0) as clients,
        coalesce(sum(spread), 0) as spread
    from pool_use
)

select
    carried.orders as carried_by_orders,
    charged.orders as charged_to_orders,
    carried.clients as carried_by_clients,
    charged.clients as charged_to_clients,
    carried.spread as spread_carried,
    charged.spread as spread_charged
from carried
cross join charged
where abs(carried.orders - charged.orders) > 0.000001
    or abs(carried.clients - charged.clients) > 0.000001
    or abs(carried.spread - charged.spread) > 0.000001
