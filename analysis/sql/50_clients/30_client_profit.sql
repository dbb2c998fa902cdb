-- One row per client, over all history.
-- The name in braces stands for the metrics of CLIENT_COLUMNS in analysis/dictionary/metrics.py, a column each, as defined there.
-- A slice of history runs this very text over the rows of the slice (Workspace.clients).
select
    client_id,
    (select max(clients.client_name) from clients where clients.client_id = judged_by_month.client_id) as client_name,
    {metrics},
    -sum(spent_beside) as spent_beside
from judged_by_month
group by client_id
