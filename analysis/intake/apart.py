"""What a refused row is: no data at all (a totals row, the headers once more), or data whose amount may not be readable."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from analysis.intake.columns.layout import Layout
from analysis.intake.reasons import NOT_DATA
from analysis.intake.run import Run
from analysis.intake.sqltext import literal, name, values


@dataclass(frozen=True)
class Apart:
    """Of the refused rows: those that are no data, and their money; those of the others whose amount can't be read."""

    not_data: int = 0
    money_not_data: Decimal | None = None
    without_amount: int = 0


def tell_apart(run: Run, layout: Layout, refused: int) -> Apart:
    """From the rows as typed and the refused ones as written."""
    money = layout.table.money
    if not refused or not run.rejected.exists():
        return Apart(0, Decimal(0) if money else None)
    bare = f"SELECT row_number FROM read_parquet({literal(run.rejected)}) WHERE reason IN ({values(NOT_DATA)})"
    not_data = run.count(f"SELECT count(*) FROM ({bare})")
    if not money:
        return Apart(not_data)
    at = f"source_row // {layout.places}"
    of_data = f"SELECT row_number FROM read_parquet({literal(run.rejected)}) WHERE reason NOT IN ({values(NOT_DATA)})"
    lost = run.money(layout, f"typed WHERE {at} IN ({bare}) AND trouble <> 1")
    without = run.count(
        f"SELECT count(*) FROM typed WHERE {at} IN ({of_data}) AND trouble > 0 AND (trouble = 1 OR {name(money)} IS NULL)"
    )
    return Apart(not_data, lost, without)
