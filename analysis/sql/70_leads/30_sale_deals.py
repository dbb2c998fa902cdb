"""One row per deal of the path: the stage it reached, its days, hours and their cost, what became of it, as of the newest file's day."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.advice.leads import sale_records
from analysis.sql import sale_steps
from analysis.sql.tables import Row, Rows

READS = (*sale_steps.READS, "leads", "clients")
COLUMNS = sale_records.DEALS


def rows(read: Rows) -> Iterator[Row]:
    found = sale_steps.sales(read)
    if found.paths:
        companies = {row["lead_id"]: row["company"] for row in read("leads")}
        clients = {row["client_id"]: row["client_name"] for row in read("clients")}
        yield from sale_records.deals(found, companies, clients)
