"""The portrait reaches the build as tables, and comes back from them as it was."""

from __future__ import annotations

import datetime as dt

import duckdb
import pytest

from analysis.journal.portrait import Criterion, Portrait, Thresholds
from analysis.sql import portrait_tables
from analysis.sql.tables import register, rows_of

WHOLE = Portrait(
    (
        Criterion(
            "industry", "industry", accept=("energy", "нефть, газ"), weight=2.5, knockout=True
        ),
        Criterion(
            "no dealers",
            "Роль",
            reject=("dealer", "dealer's son"),
            known="after",
            drawn=dt.date(2025, 1, 31),
        ),
        Criterion("size", "employees", min=50.0, max=None),
        Criterion("patience", "approval_rounds", max=3.0, known="after"),
        Criterion("signed", "contract", yes=False, weight=0.0),
    ),
    Thresholds(80.0, 40.5, 0.25),
)


@pytest.mark.parametrize("portrait", [WHOLE, Portrait()], ids=["whole", "empty"])
def test_there_and_back(portrait: Portrait) -> None:
    with duckdb.connect() as con:
        for table in portrait_tables.tables(portrait):
            register(con, table, "")
        assert portrait_tables.portrait_of(lambda table: rows_of(con, table)) == portrait
