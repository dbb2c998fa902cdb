-- A use names a pool that is not among the pools, a person without a known pool, an order that was not imported, or a unit that is not the pool's, or states none and over 168 hours: it is set aside and charged to nobody.
select pool, order_id, quantity, import_id, source_row
from usage
where charged_to in ('unknown pool', 'unknown person', 'unknown order', 'order of several years', 'order of several clients', 'unknown unit', 'over a day')
