-- A step of a sale ends on a day before that on which it begins.
select touches.deal_id, touches.stage, touches.entered_on, touches.left_on, imports.file, touches.source_row
from touches
left join imports on touches.import_id = imports.import_id
where touches.left_on < touches.entered_on
