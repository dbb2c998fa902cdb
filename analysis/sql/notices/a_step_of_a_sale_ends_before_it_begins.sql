-- A step of a sale ends on a day before that on which it begins.
select deal_id, stage, entered_on, left_on
from touches
where left_on < entered_on
