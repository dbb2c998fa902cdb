-- One row per client, pool and month of use: what the client used outside any order.
select
    client_id,
    pool,
    used_in as month,
    cast(sum(quantity) as decimal(18, 6)) as quantity,
    cast(sum(case when is_time then hours when not is_time then 0 end) as decimal(18, 6)) as hours,
    case when sum(case when cost is null then 1 else 0 end) = 0 then cast(sum(cost) as decimal(18, 6)) end as cost,
    case
        when sum(case when cost is null then 1 else 0 end) = 0
            then cast(sum(case when is_time then cost else 0 end) as decimal(18, 6))
    end as time_cost
from usage_costs
where charged_to = 'client'
group by client_id, pool, used_in
