"""One row per stage of the path and cohort of deals (closed, young, old): how many reached it and went on, their usual days and hours."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.advice.leads import sale_records
from analysis.sql import sale_steps
from analysis.sql.tables import Row, Rows

READS = sale_steps.READS
COLUMNS = sale_records.STAGES


def rows(read: Rows) -> Iterator[Row]:
    yield from sale_records.stages(sale_steps.sales(read))
