-- A step of a sale has no day: it is kept, and counts for no stage of the path.
select touches.deal_id, touches.stage, touches.person, imports.file, touches.source_row
from touches
left join imports on touches.import_id = imports.import_id
where touches.entered_on is null
