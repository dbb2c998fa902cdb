"""Does every row and every rouble of the files stand somewhere? From the tables `imports` and `rejected_rows`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.stores.reader import Reader

KOPECK = 0.005
SUMMED = ("rows_read", "rows_accepted", "rows_rejected", "rows_used", "rows_replaced", "rows_aside")


@dataclass(frozen=True)
class Reconciliation:
    """Rows of all files and the money of the order lines: read = accepted + refused. Money is None without order lines.

    not_data: of the refused, totals and headers once more: they repeat what the lines say; money_not_data is theirs.
    """

    files: int
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    money_read: float | None
    money_accepted: float | None
    money_rejected: float | None
    not_data: int = 0
    money_not_data: float = 0.0

    @property
    def rows_add_up(self) -> bool:
        return self.rows_read == self.rows_accepted + self.rows_rejected

    @property
    def money_adds_up(self) -> bool:
        if self.money_read is None or self.money_accepted is None or self.money_rejected is None:
            return True
        return abs(self.money_read - self.money_accepted - self.money_rejected) < KOPECK

    @property
    def adds_up(self) -> bool:
        return self.rows_add_up and self.money_adds_up


@dataclass(frozen=True)
class ToRevenue:
    """From what was accepted to the revenue of the whole history: accepted = revenue + in_progress + cancelled + replaced.

    replaced: lines that newer files say anew, those of returns and copies among them; it may be below zero.
    """

    accepted: float
    revenue: float
    in_progress: float
    cancelled: float
    replaced: float

    @property
    def left_out(self) -> dict[str, float]:
        """What of the accepted is not in the revenue, by why."""
        named = {"in_progress": self.in_progress, "cancelled": self.cancelled, "replaced": self.replaced}
        return {why: amount for why, amount in named.items() if abs(amount) >= KOPECK}


def to_revenue(ws: Reader) -> ToRevenue | None:
    """None where no order lines were taken in."""
    [row] = ws._frame(TO_REVENUE).to_dict("records")
    if row["accepted"] != row["accepted"]:
        return None
    amounts = {str(name): float(value) for name, value in row.items()}
    return ToRevenue(
        **amounts, replaced=round(amounts["accepted"] - sum(v for n, v in amounts.items() if n != "accepted"), 4)
    )


TO_REVENUE = """
select
    cast((select sum(revenue_accepted) from imports where "table" = 'order_lines') as double) as accepted,
    cast(coalesce(sum(revenue), 0) as double) as revenue,
    cast(coalesce(sum(open_revenue), 0) as double) as in_progress,
    cast(coalesce(sum(cancelled_revenue), 0) as double) as cancelled
from order_totals
"""


def of_imports(imports: pd.DataFrame) -> Reconciliation:
    lines = imports[imports["table"] == "order_lines"]

    def rows(name: str) -> int:
        return int(imports[name].sum())

    def money(name: str) -> float | None:
        value = lines[name].sum(min_count=1)
        return float(value) if value == value else None

    return Reconciliation(len(imports), rows("rows_read"), rows("rows_accepted"), rows("rows_rejected"),
                          money("revenue_read"), money("revenue_accepted"), money("revenue_rejected"), rows("rows_not_data"),
                          float(lines["control_not_data"].sum()))  # fmt: skip


def in_use(imports: pd.DataFrame) -> pd.DataFrame:
    """The imports, the newest first, with what became of the rows: accepted ones are used or replaced by newer ones;
    of the refused, those that the build set aside."""
    told = imports.assign(
        rows_used=imports["rows_in_use"],
        rows_replaced=imports["rows_accepted"] - imports["rows_in_use"],
        rows_aside=imports["rows_set_aside"],
    )
    return told.sort_values("import_id", ascending=False, kind="stable")


def totals(imports: pd.DataFrame) -> Mapping[str, Any]:
    """Sums under the table of files; money is not added up: each table counts another thing."""
    return {name: int(imports[name].sum()) for name in SUMMED}
