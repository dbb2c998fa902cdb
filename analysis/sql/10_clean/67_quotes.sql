-- One row per offer once made, its newest version: what was asked, what it was to cost, what became of it, and the order that came of it.
-- Numbers begin anew each year: two offers are apart where a year ends between them and five months lie there too. A number of several
-- clients in one file is several offers. An unknown result stays unknown; the markup is the stated one, else amount / cost - 1.
with named as (
    select
        raw_quotes.*,
        coalesce(counted_clients.kept_id, raw_quotes.client_id, client_names.client_id, raw_quotes.client_name) as own_client_id,
        extract(year from raw_quotes.quoted_on) as year,
        12 * extract(year from raw_quotes.quoted_on) + extract(month from raw_quotes.quoted_on) as month_number
    from raw_quotes
    left join client_names
        on raw_quotes.client_id is null
        and raw_quotes.client_name = client_names.client_name
    left join counted_clients
        on coalesce(raw_quotes.client_id, client_names.client_id, raw_quotes.client_name) = counted_clients.client_id
),

beside_the_last as (
    select
        named.*,
        lag(year) over (
            partition by quote_id order by quoted_on nulls last, file_no nulls last, source_row nulls last
        ) as last_year,
        lag(month_number) over (
            partition by quote_id order by quoted_on nulls last, file_no nulls last, source_row nulls last
        ) as last_month
    from named
),

placed as (
    select
        beside_the_last.*,
        sum(case when year <> last_year and month_number - last_month >= 5 then 1 else 0 end) over (
            partition by quote_id
            order by quoted_on nulls last, file_no nulls last, source_row nulls last
            rows between unbounded preceding and current row
        ) as place
    from beside_the_last
),

of_clients as (
    select distinct quote_id, place
    from placed
    where own_client_id is not null
    group by quote_id, place, file_no
    having min(own_client_id) <> max(own_client_id)
),

keyed as (
    select
        placed.*,
        case when of_clients.quote_id is null then '' else coalesce(placed.own_client_id, '') end as whose
    from placed
    left join of_clients on placed.quote_id = of_clients.quote_id and placed.place = of_clients.place
),

versions as (
    select
        keyed.*,
        dense_rank() over (partition by quote_id, place order by whose nulls first) as turn,
        min(year) over (partition by quote_id, place) as first_year,
        count(*) over (partition by quote_id, place, whose, import_id) as stated_times,
        row_number() over (
            partition by quote_id, place, whose order by file_no desc nulls last, source_row desc nulls last
        ) as version
    from keyed
),

newest as (
    select
        versions.*,
        concat(
            quote_id,
            case when place > 0 then concat(' (', cast(first_year as varchar(4)), ')') else '' end,
            case when turn > 1 then concat(' (', coalesce(client_name, own_client_id), ')') else '' end
        ) as offer_id
    from versions
    where version = 1
),

orders as (
    select order_id, min(client_id) as client_id, min(order_date) as order_date
    from order_lines
    group by order_id
),

order_names as (  -- an order by its own id, and by a number that it shares
    select order_id as written, order_id from orders
    union
    select order_number, order_id from order_numbers
),

candidates as (  -- of several orders the client's own, then the first one after the offer
    select
        newest.import_id,
        newest.source_row,
        order_names.order_id,
        row_number() over (
            partition by newest.import_id, newest.source_row
            order by
                case when orders.client_id = newest.own_client_id then 0 else 1 end,
                case when orders.order_date >= newest.quoted_on then 0 else 1 end,
                case when orders.order_date >= newest.quoted_on then orders.order_date end nulls last,
                orders.order_date desc nulls last,
                order_names.order_id nulls last
        ) as nearness
    from newest
    inner join order_names on newest.order_id = order_names.written
    inner join orders on order_names.order_id = orders.order_id
)

select
    newest.offer_id as quote_id,
    newest.own_client_id as client_id,
    newest.client_name,
    newest.quoted_on,
    newest.amount,
    newest.cost_estimate,
    newest.kind,
    case
        when newest.markup is not null then newest.markup
        when newest.amount > 0 and newest.cost_estimate > 0
            then cast(cast(newest.amount as double) / nullif(cast(newest.cost_estimate as double), 0) - 1 as decimal(18, 6))
    end as markup,
    newest.quantity,
    newest.result,
    newest.reason,
    coalesce(candidates.order_id, newest.order_id) as order_id,
    candidates.order_id is not null as is_order_known,
    newest.stated_times,
    newest.import_id,
    newest.source_row
from newest
left join candidates
    on newest.import_id = candidates.import_id
    and newest.source_row = candidates.source_row
    and candidates.nearness = 1
