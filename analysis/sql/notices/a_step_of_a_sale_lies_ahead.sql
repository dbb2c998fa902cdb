-- A step of a sale begins on a day after that on which its file came in.
select touches.deal_id, touches.stage, touches.entered_on, imports.file, touches.source_row
from touches
inner join last_import on touches.entered_on > last_import.day
left join imports on touches.import_id = imports.import_id
where touches.import_id is not null
