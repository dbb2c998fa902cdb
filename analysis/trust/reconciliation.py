"""Does every row and every rouble of the files stand somewhere? From the tables `imports` and `rejected_rows`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pandas as pd

from analysis.delivery import account
from analysis.delivery.account import Account
from analysis.stores.reader import Reader

KOPECK = 0.005
SUMMED = (
    "rows_read",
    "rows_accepted",
    "rows_rejected",
    "rows_aside",
    "rows_not_data",
    "rows_used",
    "rows_replaced",
)


@dataclass(frozen=True)
class ToRevenue:
    """From what was accepted to the revenue of the whole history: accepted = revenue + in_progress + cancelled + replaced.

    replaced: lines that newer files say anew, those of returns and copies among them; it may be below zero.
    open_cost: what was spent on the orders in progress so far.
    """

    accepted: float
    revenue: float
    in_progress: float
    cancelled: float
    replaced: float
    open_cost: float

    @property
    def left_out(self) -> dict[str, float]:
        """What of the accepted is not in the revenue, by why."""
        named = {
            "in_progress": self.in_progress,
            "cancelled": self.cancelled,
            "replaced": self.replaced,
        }
        return {why: amount for why, amount in named.items() if abs(amount) >= KOPECK}


def to_revenue(ws: Reader) -> ToRevenue | None:
    """None where no order lines were taken in."""
    [row] = ws._frame(TO_REVENUE).to_dict("records")
    if row["accepted"] != row["accepted"]:
        return None
    spent = float(row.pop("open_cost"))
    amounts = {str(name): float(value) for name, value in row.items()}
    replaced = round(amounts["accepted"] - sum(v for n, v in amounts.items() if n != "accepted"), 4)
    return ToRevenue(**amounts, replaced=replaced, open_cost=spent)


TO_REVENUE = """
select
    cast((select sum(revenue_accepted) from imports where "table" = 'order_lines' and not is_replaced) as double) as accepted,
    cast(coalesce(sum(revenue), 0) as double) as revenue,
    cast(coalesce(sum(open_revenue), 0) as double) as in_progress,
    cast(coalesce(sum(cancelled_revenue), 0) as double) as cancelled,
    cast(coalesce(sum(open_cost), 0) as double) as open_cost
from order_profit
"""


def of_imports(imports: pd.DataFrame) -> Account:
    """Rows of all files, money of the order lines. A file that was read anew another way counts by its newest reading."""
    counted = imports[~imports["is_replaced"].astype(bool)]
    return account.total(
        _in_money(_account(row), row["table"]) for row in counted.to_dict("records")
    )


def _account(row: dict[Any, Any]) -> Account:
    """Of one import: its rows, and its control total."""
    names = (
        "rows_read",
        "rows_accepted",
        "rows_rejected",
        "rows_set_aside",
        "rows_not_data",
        "rows_without_amount",
    )
    read, accepted, rejected, aside, not_data, without = (int(row[name]) for name in names)
    money = [
        _decimal(row[f"control_{name}"]) for name in ("read", "accepted", "rejected", "not_data")
    ]
    return account.of_counts((read, accepted, rejected, aside, not_data, without), *money)


def _in_money(of_file: Account, table: str) -> Account:
    """Hours and costs of pools are not added to revenue."""
    if table == "order_lines":
        return of_file
    return replace(of_file, money_read=None, money_accepted=None, money_refused=None, unknown=0)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None or value != value else Decimal(str(value))


def in_use(imports: pd.DataFrame) -> pd.DataFrame:
    """The imports that count, the newest first, with what became of the rows, as Account tells them; accepted ones are used or
    replaced by newer ones. rows_rejected and money are without totals."""
    imports = imports[~imports["is_replaced"].astype(bool)]
    told = imports.assign(
        rows_used=imports["rows_in_use"],
        rows_rejected=imports["rows_rejected"] - imports["rows_not_data"],
        control_read=imports["control_read"] - imports["control_not_data"].fillna(0),
        control_rejected=pd.Series(
            [_known_refused(row) for row in imports.to_dict("records")], imports.index, "float"
        ),
        rows_replaced=imports["rows_accepted"] - imports["rows_in_use"],
        rows_aside=imports["rows_set_aside"],
    )
    return told.sort_values("import_id", ascending=False, kind="stable")


def _known_refused(row: dict[Any, Any]) -> float | None:
    """The money of the refused rows, totals apart; None where nothing is known of it."""
    found = _account(row)
    return (
        None
        if found.money_refused is None or found.is_refused_money_unknown
        else float(found.money_refused)
    )


def totals(imports: pd.DataFrame) -> Mapping[str, Any]:
    """Sums under the table of files; money is not added up: each table counts another thing."""
    return {name: int(imports[name].sum()) for name in SUMMED}
