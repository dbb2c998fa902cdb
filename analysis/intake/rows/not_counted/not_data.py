"""What a refused row is: no data at all (a totals row, the headers once more), or data whose amount may not be readable."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from analysis.intake.columns.layout import Layout
from analysis.intake.reasons import NOT_DATA
from analysis.intake.rows.run import Run
from analysis.intake.sqltext import literal, values

FOUR = Decimal("0.0001")


@dataclass(frozen=True)
class NotDataTotals:
    """Of the refused rows: those that are no data, and their money; those of the others whose amount can't be read."""

    not_data: int = 0
    money_not_data: Decimal | None = None
    without_amount: int = 0


def tell_apart(run: Run, layout: Layout, refused: int) -> NotDataTotals:
    """From the refused rows as written."""
    money = layout.table.money
    if not refused or not run.rejected.exists():
        return NotDataTotals(0, Decimal(0) if money else None)
    return of_refused(run.con, run.rejected, bool(money))


def of_refused(con: duckdb.DuckDBPyConnection, rejected: Path, has_money: bool) -> NotDataTotals:
    no_data = f"reason IN ({values(NOT_DATA)})"
    [(not_data, lost, without)] = con.execute(
        f"SELECT count(*) FILTER ({no_data}), coalesce(sum(amount) FILTER ({no_data}), 0), "
        f"count(*) FILTER (NOT {no_data} AND amount IS NULL) FROM read_parquet({literal(rejected)})"
    ).fetchall()
    return (
        NotDataTotals(not_data, Decimal(lost).quantize(FOUR), without)
        if has_money
        else NotDataTotals(not_data)
    )
