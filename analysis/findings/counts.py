"""How many orders stand behind a number, and what became of the others: one line wherever such counts differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.dictionary.finding import Finding

COUNTS = ("orders", "costed_orders", "open_orders", "cancelled_orders")


def orders_counted(row: Mapping[Any, Any]) -> Finding | None:
    """All orders = costed + in progress + not costed; of them cancelled. None where all are costed and none was cancelled."""
    orders, costed, in_progress, cancelled = (int(row[name] or 0) for name in COUNTS)
    if orders == costed and not cancelled:
        return None
    values = {
        "orders": orders,
        "costed": costed,
        "open": in_progress,
        "rest": orders - costed - in_progress,
        "cancelled": cancelled,
    }
    return Finding("orders_counted_cancelled" if cancelled else "orders_counted", values)


def uncosted(orders: pd.DataFrame) -> Finding | None:
    """How many orders without a full costing are finished and how many cancelled; None where none is cancelled."""
    rest = orders[orders["true_profit"].isna()]["state"].value_counts()
    cancelled = int(rest.get("cancelled", 0))
    return (
        Finding("orders_uncosted", {"finished": int(rest.get("done", 0)), "cancelled": cancelled})
        if cancelled
        else None
    )
