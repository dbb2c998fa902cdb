"""What stands behind a group's sums: its orders by flag, and the group's own flag by the same definition.

A group is judged by its sums (a ratio of sums), as `client_flags.flag` judges a client or an order: one loss among many good
orders brands nobody, and many good orders hide no loss, for each flag's orders, revenue and profit stand beside.
"""

from __future__ import annotations

import pandas as pd

from analysis.dictionary.codes import FLAGS
from analysis.reader import client_flags, comparable
from analysis.reader.scope import Scope
from analysis.reader.slices import rows_of
from analysis.reader.workspace import DIMENSIONS, EVERYTHING, Workspace

GROUPS = ("kind", "client_id", "manager", "product_family")
JUDGED_BY = (
    "orders",
    "revenue",
    "gross_margin",
    "gross_margin_share",
    "book_profit",
    "book_margin",
    "true_profit",
    "true_margin",
    "outside_cost",
)
COUNTED = ("orders", "revenue", "true_profit")


def of_clients(ws: Workspace, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """One row per client of the scope, as `Workspace.clients`, each with its flag by its own target margin."""
    targets = client_flags.targets_of(ws.table("client_decision"))
    return client_flags.with_flags(ws.clients(scope), ws.table("settings"), targets)


def column(measure: str, flag: str) -> str:
    """The column with a measure's part under a flag: orders_hidden_loss, true_profit_markup_eaten."""
    return f"{measure}_{flag.replace(' ', '_')}"


UNDER_FLAGS = {measure: tuple(column(measure, flag) for flag in FLAGS) for measure in COUNTED}


def by_group(ws: Workspace, by: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """One row per group, the least true profit first; by: one of GROUPS, or any other dimension of `Workspace.metrics`.

    Columns: the group (and client_name), flag, JUDGED_BY (the book's of the costed orders, where a true profit stands beside),
    then orders_…, revenue_… and true_profit_… under each flag.
    An order counts once, under its largest family; its money is divided between its families. The orders under the flags
    add up to `orders`, their revenue to `revenue`, their true profit less `outside_cost` to `true_profit`. Rows
    without a group hold what has none: orders that don't state it, and use outside any order (no order, no flag).
    """
    measured = ws.metrics(comparable.beside(JUDGED_BY), (by,), scope)
    whole = client_flags.with_flags(measured, ws.table("settings")).drop(
        columns=list(comparable.COSTED.values())
    )
    parts = _under_flags(ws, by, scope)
    added = whole.merge(parts, on=by, how="left")  # a missing key meets a missing key
    counts = list(UNDER_FLAGS["orders"])
    added[counts] = added[counts].fillna(0).astype("int64")
    if by == "client_id":
        names = ws.table("clients")[["client_id", "client_name"]].dropna(subset="client_id")
        added = added.merge(names, on="client_id", how="left")
    ordered = added.sort_values(["true_profit", by], na_position="last", kind="stable")
    return pd.concat([ordered[ordered[by].notna()], ordered[ordered[by].isna()]], ignore_index=True)


def _under_flags(ws: Workspace, by: str, scope: Scope) -> pd.DataFrame:
    rows, values = rows_of(scope)
    sums = [
        f"sum(case when flag = '{flag}' then {measure} end) as {column(measure, flag)}"
        for measure in COUNTED
        for flag in FLAGS
    ]
    return ws._frame(
        f"select {DIMENSIONS[by]} as {by}, {', '.join(sums)} from ({rows}) as sliced group by 1",
        values,
    )


def losing_first(groups: pd.DataFrame, most: int) -> pd.DataFrame:
    """The groups to draw: those with orders; of many, the ones with the most orders at a loss, hidden or plain."""
    drawn = groups[groups["orders"] > 0]
    at_loss = drawn[column("orders", "hidden loss")] + drawn[column("orders", "loss")]
    ranked = drawn.assign(at_loss=at_loss).sort_values(
        ["at_loss", "orders"], ascending=False, kind="stable"
    )
    return ranked.drop(columns="at_loss").head(most)
