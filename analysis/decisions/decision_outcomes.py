"""Decisions against what happened after them: the margin known then beside that of the orders since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pandas as pd

from analysis.journal.client_decisions import RecordedDecision
from analysis.reader.scope import Scope
from analysis.reader.workspace import Workspace

AnsweredLayout = tuple[tuple[str, dt.date], ...]  # client, the day of its decision


def asked(kept: Iterable[RecordedDecision]) -> AnsweredLayout:
    return tuple(sorted((each.client_id, each.at.date()) for each in kept))


def since(ws: Workspace, decided: AnsweredLayout) -> pd.DataFrame:
    """One row per client: client_id, orders_since, margin_since (part of 1, None where unknown), profit_since; orders from the day on."""
    rows = []
    for day in sorted({day for _, day in decided}):
        there = ws.clients(Scope(since=day)).set_index("client_id")
        for client in (c for c, d in decided if d == day):
            found = there.loc[client] if client in there.index else None
            orders = 0 if found is None or pd.isna(found["orders"]) else int(found["orders"])
            margin = None if found is None or not orders else found["true_margin"]
            rows.append(
                (
                    client,
                    orders,
                    margin,
                    None if margin is None or pd.isna(margin) else found["true_profit"],
                )
            )
    return pd.DataFrame(rows, columns=["client_id", "orders_since", "margin_since", "profit_since"])
