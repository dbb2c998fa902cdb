"""One row per stage of a sale as files write it: which stage of the settings it means, or which result; null: neither is known."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.advice.leads import stage_words
from analysis.sql.sale_tables import APART
from analysis.sql.tables import Row, Rows

READS = ("written_stages", "sale_stage_settings")
COLUMNS = {"written": "varchar", "stage_no": "integer", "result": "varchar"}


def rows(read: Rows) -> Iterator[Row]:
    stages = sorted(read("sale_stage_settings"), key=lambda row: int(row["stage_no"]))
    numbers = stage_words.numbers_of(
        (row["stage_no"], (row["name_ru"], row["name_en"], *row["also"].split(APART)))
        for row in stages
    )
    for row in read("written_stages"):
        found = stage_words.meant(row["written"], numbers)
        yield {"written": row["written"], "stage_no": found.stage, "result": found.result}
