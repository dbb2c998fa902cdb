-- A deal is won, yet it names no order and its client has placed none since the deal began.
select sale_deals.deal_id, sale_deals.company, sale_deals.ended_on, sale_deals.sale_amount
from sale_deals
where sale_deals.sale_result = 'won'
    and sale_deals.order_id is null
    and not exists (
        select 1
        from order_lines
        inner join clients on order_lines.client_id = clients.client_id
        where order_lines.order_date >= sale_deals.began_on
            and (
                clients.client_id = sale_deals.client_id
                or lower(trim(clients.client_name)) = lower(trim(sale_deals.company))
            )
    )
