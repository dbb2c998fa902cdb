"""One row per unit, as pools, uses and equations write it: how many of it make an hour (a day is 8 hours); null: it measures no time."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.dictionary import time_units
from analysis.sql.tables import Row, Rows

READS = ("written_units",)
COLUMNS = {"unit": "varchar", "in_an_hour": "double", "of_people": "boolean"}


def rows(read: Rows) -> Iterator[Row]:
    for row in read("written_units"):
        found = time_units.read(row["unit"])
        yield {
            "unit": row["unit"],
            "in_an_hour": found.unit.in_an_hour if found else None,
            "of_people": found.of_people if found else None,
        }
