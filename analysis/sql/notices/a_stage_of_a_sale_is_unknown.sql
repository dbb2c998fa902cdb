-- A stage of a sale is none of the settings' stages: the step counts for no stage of the path.
select touches.stage, imports.file, touches.source_row, touches.deal_id
from touches
left join stage_numbers on touches.stage = stage_numbers.written
left join imports on touches.import_id = imports.import_id
where touches.stage_no is null
    and stage_numbers.result is null
