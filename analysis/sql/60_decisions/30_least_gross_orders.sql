-- One row per client with a known gross margin: its order of least gross margin, and the gross margin that is left without it.
with placed as (
    select
        client_id,
        order_id,
        gross_margin,
        sum(gross_margin) over (partition by client_id) as total,
        row_number() over (partition by client_id order by gross_margin nulls last, order_id nulls last) as place
    from order_profit
    where gross_margin is not null and state <> 'in progress'
)

select client_id, order_id, cast(total - gross_margin as double) as margin_left from placed where place = 1
