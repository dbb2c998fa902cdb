-- A use names a pool that is not among the pools, a person without a known pool, or an order that was not imported: it is set aside and charged to nobody.
select pool, order_id, quantity, import_id, source_row
from usage
where charged_to in ('unknown pool', 'unknown person', 'unknown order', 'order of several years')
