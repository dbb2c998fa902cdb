"""What stands beside a profit: orders in progress, money that is waited for, shipments past their day, what only was spent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.dictionary.finding import Finding, known


def of_client(row: Mapping[Any, Any]) -> list[Finding]:
    """row: of a frame shaped as client_profit; nothing where all of it is over."""
    found = []
    if known(row["spent_beside"]) and row["spent_beside"] > 0:
        found.append(Finding("client_spent_beside", {"spent_beside": row["spent_beside"]}))
    if row["open_orders"]:
        values = {
            "n": int(row["open_orders"]),
            **{name: row[name] for name in ("open_revenue", "open_cost", "open_hours")},
        }
        spent = known(row["open_cost"]) and row["open_cost"] > 0
        found.append(Finding("client_open_with_cost" if spent else "client_open", values))
    if known(row["credit_so_far"]) and row["credit_so_far"] > 0:
        found.append(Finding("client_unpaid_so_far", {"credit_so_far": row["credit_so_far"]}))
    if row["late_so_far_orders"]:
        found.append(Finding("client_late_so_far", {"n": int(row["late_so_far_orders"])}))
    return found


def of_order(order: Mapping[str, Any]) -> list[Finding]:
    """order: a row of `Workspace.order`."""
    found = []
    if known(order["credit_so_far"]) and order["credit_so_far"] > 0:
        found.append(Finding("order_unpaid_so_far", {"credit_so_far": order["credit_so_far"]}))
    if order["is_late_so_far"]:
        found.append(Finding("order_late_so_far", {"n": int(order["days_late"])}))
    return found
