"""One row per deal of the path and stage that it was at: all its visits together, their days, working days, hours and cost."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.advice.leads import sale_records
from analysis.sql import sale_steps
from analysis.sql.tables import Row, Rows

READS = sale_steps.READS
COLUMNS = sale_records.STAYS


def rows(read: Rows) -> Iterator[Row]:
    yield from sale_records.stays(sale_steps.sales(read))
