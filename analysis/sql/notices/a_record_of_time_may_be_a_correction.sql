-- A newer delivery has the same person, day and hours under another order or activity. If it is a correction, the older record counts too much.
select distinct older.person, older.date, older.order_id, older.activity, older.quantity, older.import_id, older.source_row
from usage as older
inner join usage as newer
    on lower(trim(older.person)) = lower(trim(newer.person))
    and older.date = newer.date
    and older.quantity = newer.quantity
    and older.delivery_no < newer.delivery_no
where older.started_at is null
    and newer.started_at is null
