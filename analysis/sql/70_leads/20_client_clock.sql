-- One row per client: how often it buys, and when it is expected to buy again, as of the last day that the orders tell of.
-- The usual gap is the span between the first and the last purchase, divided by the gaps in it. The rate is drawn towards all
-- clients', (x + r) / (T + a), x purchases after the first in the T days since it: gamma-Poisson, r = mean * mean / variance and
-- a = mean / variance by moments, here without a division by the variance.
-- Of the clients with three purchases or more: their last gap against the usual gap before it. Four of five of these ratios lie between
-- `early` and `late`, each end leaving out a tenth of n + 1; fewer than nine such clients give no interval.
with numbered as (
    select
        client_id,
        order_date,
        row_number() over (partition by client_id order by order_date desc nulls last) as from_the_last
    from client_purchases
),

watched as (
    select
        client_id,
        count(*) as purchases,
        min(order_date) as first_on,
        max(order_date) as last_on,
        max(case when from_the_last = 2 then order_date end) as previous_on
    from numbered
    group by client_id
),

paid as (
    select
        client_id,
        sum(coalesce(revenue, 0) + coalesce(open_revenue, 0)) as amount,
        count(case when state = 'in progress' then 1 end) as under_way
    from order_totals
    where client_id is not null and state <> 'cancelled'
    group by client_id
),

sums as (  -- whole numbers, which add up to the same in any order
    select
        cast(sum(purchases - 1) as double) as x,
        cast(sum(last_day.day - first_on) as double) as t,
        cast(sum((purchases - 1) * (purchases - 1)) as double) as xx,
        cast(sum((purchases - 1) * (last_day.day - first_on)) as double) as xt,
        cast(sum((last_day.day - first_on) * (last_day.day - first_on)) as double) as tt
    from watched
    cross join last_day
),

means as (
    select sums.*, x / nullif(t, 0) as mean from sums
),

spread as (  -- the sum of (x - mean * t) squared, less mean * t
    select
        mean,
        greatest((xx - 2 * mean * xt + mean * mean * tt - mean * t) / nullif(tt, 0), 0) as variance
    from means
),

ratios as (
    select
        (last_on - previous_on) / nullif(cast(previous_on - first_on as double) / nullif(purchases - 2, 0), 0) as ratio
    from watched
    where purchases > 2
),

placed as (
    select
        ratio,
        row_number() over (order by ratio nulls last) as place,
        count(*) over () as n
    from ratios
),

scattered as (
    select
        max(case when 10 * place <= n + 1 then ratio end) as early,
        min(case when 10 * place >= 9 * (n + 1) then ratio end) as late
    from placed
),

timed as (
    select
        clients.client_id,
        clients.client_name,
        coalesce(watched.purchases, 0) as purchases,
        coalesce(paid.under_way, 0) as under_way,
        watched.first_on,
        watched.last_on,
        cast(watched.last_on - watched.first_on as double) / nullif(watched.purchases - 1, 0) as gap_days,
        last_day.day - watched.last_on as silence_days,
        365.25 * ((watched.purchases - 1) * spread.variance + spread.mean * spread.mean)
        / nullif((last_day.day - watched.first_on) * spread.variance + spread.mean, 0) as purchases_a_year,
        paid.amount / nullif(watched.purchases, 0) as purchase_amount,
        scattered.early,
        scattered.late,
        last_day.day as clock_on,
        settings.active_days
    from clients
    left join watched on clients.client_id = watched.client_id
    left join paid on clients.client_id = paid.client_id
    cross join last_day
    cross join spread
    cross join scattered
    cross join settings
    where clients.client_id is not null
),

expected as (
    select
        timed.*,
        case
            when under_way > 0 or silence_days <= active_days then 'active'
            when last_on is null then 'never'
            else 'lapsed'
        end as client_state,
        last_on + cast(round(gap_days) as integer) as expected_on,
        last_on + cast(round(gap_days * early) as integer) as expected_from,
        last_on + cast(round(gap_days * late) as integer) as expected_to
    from timed
)

select
    client_id,
    client_name,
    client_state,
    purchases,
    first_on as first_bought_on,
    last_on as last_bought_on,
    gap_days,
    silence_days,
    purchases_a_year,
    cast(purchase_amount as decimal(18, 4)) as purchase_amount,
    under_way as orders_under_way,
    expected_on,
    expected_from,
    expected_to,
    case
        when under_way > 0 then 'under way'
        when client_state <> 'active' or expected_on is null then 'none'
        when clock_on < coalesce(expected_from, expected_on) then 'not yet'
        when clock_on <= coalesce(expected_to, expected_on) then 'due'
        else 'overdue'
    end as due_state,
    clock_on
from expected
