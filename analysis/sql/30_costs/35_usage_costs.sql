-- One row per recorded use that is charged to an order or a client, or is internal, at the rate of its month.
with dated_rates as (
    select * from capacity_rates where month is not null and rate_source <> 'no pool given'
),

undated_rates as (
    select * from capacity_rates where month is null or rate_source = 'no pool given'
),

rated as (
    select
        usage.order_id,
        usage.client_id,
        usage.charged_to,
        usage.pool,
        usage.month as used_in,
        usage.quantity,
        usage.exact_quantity,
        usage.person,
        usage.activity,
        usage.stage,
        usage.date,
        case when dated_rates.pool is not null then dated_rates.month end as month,
        coalesce(dated_rates.rate, undated_rates.rate) as rate,
        coalesce(dated_rates.is_time, undated_rates.is_time) as is_time,
        coalesce(dated_rates.treatment, undated_rates.treatment) as treatment,
        coalesce(dated_rates.hours_per_unit, undated_rates.hours_per_unit) as hours_per_unit,
        usage.import_id,
        usage.source_row
    from usage
    left join dated_rates on usage.pool = dated_rates.pool and usage.month = dated_rates.month
    left join undated_rates on usage.pool = undated_rates.pool
    where usage.charged_to in ('order', 'client', 'internal')
)

select
    order_id,
    client_id,
    charged_to,
    pool,
    month,
    used_in,
    date,
    person,
    activity,
    stage,
    quantity,
    rate,
    is_time,
    case when is_time then cast(exact_quantity * hours_per_unit as decimal(18, 6)) end as hours,
    case
        when treatment <> 'usage' then cast(0 as decimal(18, 6))
        else cast(exact_quantity * rate as decimal(18, 6))
    end as cost,
    import_id,
    source_row
from rated
