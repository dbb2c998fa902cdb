-- One row per order whose number another order has too, and client as the files write it: its days and an id of its own.
-- Numbers begin anew each year: two orders are apart where a year ends between them and five months or a change of client lies there too.
-- Numbers are an organisation's own: orders of several clients in one file are apart; so are those of two files, unless they may be one.
with shared as (
    select order_id
    from raw_order_lines
    group by order_id
    having extract(year from min(order_date)) <> extract(year from max(order_date))
        or min(coalesce(client_id, client_name)) <> max(coalesce(client_id, client_name))
),

lines as (
    select
        raw_order_lines.order_id as order_number,
        raw_order_lines.order_date,
        raw_order_lines.client_id,
        raw_order_lines.client_name,
        raw_order_lines.delivery_no,
        raw_order_lines.file_no,
        raw_order_lines.revenue,
        lower(coalesce(same_clients.kept_id, raw_order_lines.client_id)) as own_id,
        coalesce(client_spellings.spelling, raw_order_lines.client_name) as spelling
    from raw_order_lines
    inner join shared on raw_order_lines.order_id = shared.order_id
    left join client_spellings on raw_order_lines.client_name = client_spellings.client_name
    left join same_clients on coalesce(raw_order_lines.client_id, raw_order_lines.client_name) = same_clients.client_id
),

named as (
    select lines.*, coalesce(own_id, max(own_id) over (partition by order_number, spelling)) as known_id
    from lines
),

told as (  -- who is whose: by ids, else by names; an id on one side and a name on the other can't be compared
    select
        named.*,
        case
            when count(known_id) over (partition by order_number) = count(*) over (partition by order_number) then known_id
            when count(spelling) over (partition by order_number) = count(*) over (partition by order_number)
                then coalesce(known_id, spelling)
        end as client
    from named
),

days as (
    select
        order_number,
        order_date,
        extract(year from order_date) as year,
        12 * extract(year from order_date) + extract(month from order_date) as month_number,
        min(client) as client
    from told
    group by order_number, order_date
),

beside_the_day_before as (
    select
        days.*,
        lag(year) over (partition by order_number order by order_date nulls last) as last_year,
        lag(month_number) over (partition by order_number order by order_date nulls last) as last_month,
        lag(client) over (partition by order_number order by order_date nulls last) as last_client
    from days
),

begun as (
    select
        beside_the_day_before.*,
        case
            when last_year = year then 0
            when month_number - last_month >= 5 then 1
            when client <> last_client then 1
            else 0
        end as begins
    from beside_the_day_before
),

counted as (
    select
        order_number,
        order_date,
        sum(begins) over (
            partition by order_number order by order_date nulls last rows between unbounded preceding and current row
        ) as place
    from begun
),

numbers as (  -- a number, as often as it was given anew
    select
        order_number,
        place,
        case
            when place = 0 then order_number
            else concat(order_number, ' (', cast(extract(year from min(order_date)) as varchar(4)), ')')
        end as number_id,
        min(order_date) as first_day,
        max(order_date) as last_day
    from counted
    group by order_number, place
),

placed as (
    select told.*, counted.place
    from told
    inner join counted on told.order_number = counted.order_number and told.order_date = counted.order_date
    where told.client is not null
),

in_one_file as (
    select distinct order_number, place
    from placed
    group by order_number, place, file_no
    having min(client) <> max(client)
),

by_day as (
    select order_number, place, client, order_date, delivery_no, file_no, sum(revenue) as revenue
    from placed
    group by order_number, place, client, order_date, delivery_no, file_no
),

maybe_one as (  -- the same day in another delivery, or the same money in another file: a client corrected, or written otherwise
    select distinct order_number, place
    from by_day
    group by order_number, place, order_date
    having min(client) <> max(client) and (min(delivery_no) <> max(delivery_no) or max(revenue) - min(revenue) < 1)
),

clients as (
    select
        order_number,
        place,
        client,
        min(client_name) as client_name,
        min(client_id) as client_id,
        min(order_date) as first_day,
        max(order_date) as last_day,
        count(*) over (partition by order_number, place) as clients
    from placed
    group by order_number, place, client
),

of_clients as (
    select
        clients.*,
        row_number() over (partition by clients.order_number, clients.place order by clients.first_day nulls last, clients.client nulls last) as turn,
        count(*) over (partition by clients.order_number, clients.place, clients.client_name) as namesakes
    from clients
    left join in_one_file on clients.order_number = in_one_file.order_number and clients.place = in_one_file.place
    left join maybe_one on clients.order_number = maybe_one.order_number and clients.place = maybe_one.place
    where clients.clients > 1
        and (in_one_file.order_number is not null or maybe_one.order_number is null)
),

spellings as (
    select distinct order_number, place, client, client_id, client_name
    from placed
)

select
    numbers.order_number,
    case
        when of_clients.turn is null or of_clients.turn = 1 then numbers.number_id
        when of_clients.namesakes > 1 then concat(numbers.number_id, ' (', coalesce(of_clients.client_id, of_clients.client), ')')
        else concat(numbers.number_id, ' (', coalesce(of_clients.client_name, of_clients.client_id), ')')
    end as order_id,
    spellings.client_id as stated_client_id,
    spellings.client_name as stated_client_name,
    of_clients.turn is not null as is_of_a_client,
    numbers.place,
    12 * extract(year from numbers.first_day) + extract(month from numbers.first_day) as first_month,
    coalesce(of_clients.first_day, numbers.first_day) as first_day,
    coalesce(of_clients.last_day, numbers.last_day) as last_day
from numbers
left join of_clients
    on numbers.order_number = of_clients.order_number
    and numbers.place = of_clients.place
left join spellings
    on of_clients.order_number = spellings.order_number
    and of_clients.place = spellings.place
    and of_clients.client = spellings.client
where of_clients.turn is not null
    or numbers.order_number in (select order_number from numbers where place > 0)
