-- An offer was won, and the export names no order that came of it: what it was to cost can't be compared with what it did cost.
select quote_id, client_id, quoted_on, amount
from quotes
where result = 'won' and order_id is null
