"""One row per client's name that stands under an order number beside another name: what it is but for its spelling."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.intake.values import client_names
from analysis.sql.tables import Row, Rows

READS = ("names_of_one_number",)
COLUMNS = {"client_name": "varchar", "spelling": "varchar"}


def rows(read: Rows) -> Iterator[Row]:
    for row in read("names_of_one_number"):
        name = client_names.plain(row["client_name"])
        yield {
            "client_name": row["client_name"],
            "spelling": " ".join((name.key, name.maker, name.note)),
        }
