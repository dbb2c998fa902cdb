-- One row per pool and month for which something is stated, with the statement that counts; cost and capacity are the month's own.
-- A statement without a month is valid in every month of the data; what is stated of the month itself goes before it. What a person
-- entered goes before every file that was there by then; a file that comes later goes before it, in the months that it speaks of.
-- Month unknown: for use that has none, where the data has no month at all, and a statement from a month on that is yet to come.
with periods as (
    select
        pools.*,
        case  -- the narrower, the more it says of a month
            when month is null then case when since is null then 6 else 5 end
            when cost_period = 'year' then 4
            when cost_period = 'half-year' then 3
            when cost_period = 'quarter' then 2
            else 1
        end as width,
        extract(year from month) as year_of,
        extract(quarter from month) as quarter_of
    from pools
),

wanted as (
    select names.pool, data_months.month
    from (select distinct pool from pools) as names
    cross join data_months
    union
    select pool, month
    from pools
    where month is not null
),

covered as (
    select
        wanted.month as valid_in,
        periods.*
    from wanted
    inner join periods
        on wanted.pool = periods.pool
        and case periods.width
            when 6 then true
            when 5 then periods.since <= wanted.month
            when 4 then periods.year_of = extract(year from wanted.month)
            when 3 then periods.year_of = extract(year from wanted.month)
                and (periods.quarter_of <= 2) = (extract(quarter from wanted.month) <= 2)
            when 2 then periods.year_of = extract(year from wanted.month) and periods.quarter_of = extract(quarter from wanted.month)
            else periods.month = wanted.month
        end
    union all
    select cast(null as date), periods.*
    from periods
    where width > 4
        and (
            not exists (select 1 from data_months)
            or exists (select 1 from usage where usage.pool = periods.pool and usage.month is null)
            or not exists (select 1 from data_months where periods.since is null or periods.since <= data_months.month)
        )
),

entered as (
    select
        covered.*,
        row_number() over (partition by pool, valid_in order by since desc nulls last) as place
    from covered
    where entered_upto is not null
),

ranked as (
    select
        covered.*,
        row_number() over (
            partition by covered.pool, covered.valid_in
            order by
                case
                    when covered.entered_upto is not null then 2
                    when covered.delivery_no > coalesce(entered.entered_upto, -1) then 1
                    else 3
                end,
                covered.width,
                covered.since desc nulls last,
                covered.month desc nulls last
        ) as place
    from covered
    left join entered
        on covered.pool = entered.pool
        and entered.place = 1
        and coalesce(covered.valid_in, cast('1900-01-01' as date)) = coalesce(entered.valid_in, cast('1900-01-01' as date))
),

lengths as (  -- how many months a total is of
    select
        periods.pool,
        periods.since,
        count(*) as months
    from periods
    inner join data_months on periods.since is null or periods.since <= data_months.month
    where periods.width > 4
    group by periods.pool, periods.since
),

counted as (
    select
        ranked.*,
        case
            when ranked.cost_period = 'quarter' then 3
            when ranked.cost_period = 'half-year' then 6
            when ranked.cost_period = 'year' then 12
            when ranked.cost_period = 'total' and ranked.width > 4 then coalesce(lengths.months, 1)
            else 1
        end as cost_months,
        case
            when ranked.capacity_period = 'quarter' then 3
            when ranked.capacity_period = 'half-year' then 6
            when ranked.capacity_period = 'year' then 12
            when ranked.capacity_period = 'total' and ranked.width > 4 then coalesce(lengths.months, 1)
            else 1
        end as capacity_months
    from ranked
    left join lengths
        on ranked.pool = lengths.pool
        and coalesce(ranked.since, cast('1900-01-01' as date)) = coalesce(lengths.since, cast('1900-01-01' as date))
    where ranked.place = 1
)

select
    pool,
    valid_in as month,
    unit,
    case
        when valid_in is null and exists (select 1 from data_months) then null  -- it lends its rate alone
        else cast(cast(cost as double) / nullif(cost_months, 0) as decimal(18, 4))
    end as cost,
    case
        when valid_in is null and exists (select 1 from data_months) then null
        else cast(cast(capacity as double) / nullif(capacity_months, 0) as decimal(18, 6))
    end as capacity,
    coalesce(
        cast(rate as double),
        cast(cost as double) / nullif(cost_months, 0) / nullif(cast(capacity as double) / nullif(capacity_months, 0), 0)
    ) as rate,
    is_time,
    treatment,
    spread_basis,
    is_time_unit,
    hours_per_unit,
    case
        when valid_in is not null or not exists (select 1 from data_months) then 'stated'
        when exists (select 1 from usage where usage.pool = counted.pool and usage.month is null) then 'no month'
        else 'nearest month'
    end as rate_source,
    entered_upto is not null as is_entered,
    since
from counted
