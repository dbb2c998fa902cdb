"""Flags: which orders and clients earn, which only look like it. An order's stands in order_profit; a client's follows from its sums."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.dictionary.finding import known
from analysis.reader.comparable import known_profits, same_orders


def flag(client: Mapping[Any, Any], target_margin: float, healthy_gross_margin: float) -> str:
    """A client as orders are flagged: profitable, markup eaten, thin price, hidden loss, loss, unknown."""
    profit, book = client["true_profit"], client["book_profit"]
    if not known(profit):
        return "loss" if known(client["gross_margin"]) and client["gross_margin"] < 0 else "unknown"
    if profit < 0:
        return "hidden loss" if known(book) and book >= 0 else "loss"
    margin, gross = client["true_margin"], client["gross_margin_share"]
    if not known(margin) or margin >= target_margin:
        return "profitable"
    return "markup eaten" if known(gross) and gross >= healthy_gross_margin else "thin price"


def with_flags(
    clients: pd.DataFrame, settings: pd.DataFrame, targets: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """The frame of clients with the column `flag`; settings: the one-row table of that name. targets: client → its own (`targets_of`)."""
    clients, own = same_orders(known_profits(clients)), targets or {}
    usual, healthy = (
        float(settings["target_margin"].iloc[0]),
        float(settings["healthy_gross_margin"].iloc[0]),
    )
    flags = []
    for row in clients.to_dict("records"):
        target = own.get(str(row.get("client_id")), usual)
        flags.append(flag(row, target, target if healthy == usual else healthy))
    return clients.assign(flag=flags)


def targets_of(decided: pd.DataFrame) -> dict[str, float]:
    """client → the target margin of its orders, by their segments. decided: the table client_decision."""
    return dict(zip(decided["client_id"], decided["target_margin"].astype(float), strict=True))
