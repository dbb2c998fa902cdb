-- Orders that two files of one delivery bring, for the same money in both: they count once, from the file that says more.
select order_id, import_id, other_import_id
from copied_orders
