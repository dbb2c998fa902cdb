"""One row per status of an order, as the order lines write it: the state that it stands for (done, in progress or cancelled)."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.intake import statuses
from analysis.sql.tables import Row, Rows

READS = ("written_statuses",)
COLUMNS = {"status": "varchar", "state": "varchar"}


def rows(read: Rows) -> Iterator[Row]:
    for row in read("written_statuses"):
        state, _ = statuses.state_of(row["status"])
        yield {"status": row["status"], "state": state}
