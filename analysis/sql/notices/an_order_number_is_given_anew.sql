-- An order number was given anew in a later year: each year's order counts as one of its own, the later with the year in its id.
select distinct order_id, order_number, first_day, last_day
from order_numbers
where order_id <> order_number
    and place > 0
