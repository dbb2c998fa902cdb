"""The deals that people saved, as tables: a row per version, and per version and pool that it was to take."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from analysis.journal.saved_deals import ACCEPT, SavedDeal, SavedVersion
from analysis.sql.tables import StoreTable

NAMES = ("saved_deals", "saved_deal_pools")
MONEY = "decimal(38, 6)"
MOST_MONEY = 1e31  # that the type holds; a deal beyond it is a slip of the keyboard
VERSIONS = {
    **dict.fromkeys(("deal_id",), "varchar"),
    "version": "integer",
    **dict.fromkeys(("client", "client_id"), "varchar"),
    **dict.fromkeys(("advised_on", "need_by", "ready_on"), "date"),
    **dict.fromkeys(("decision", "deciding_rule"), "varchar"),
    **dict.fromkeys(
        (
            "price",
            "direct_cost",
            "cost_low",
            "cost_mid",
            "cost_high",
            "floor_price",
            "target_price",
        ),
        MONEY,
    ),
    "saved_by": "varchar",
    **dict.fromkeys(("decided", "decided_by"), "varchar"),
    "decided_on": "date",
    **dict.fromkeys(("accepted", "is_closed"), "boolean"),
    "order_id": "varchar",
}
POOLS = {
    "deal_id": "varchar",
    "version": "integer",
    "pool": "varchar",
    "in_hours": "boolean",
    **dict.fromkeys(("use_low", "use_mid", "use_high"), "double"),
    "use_cost": MONEY,
}


def tables(deals: Iterable[SavedDeal]) -> tuple[StoreTable, ...]:
    deals = tuple(deals)
    versions = [_version(deal, each) for deal in deals for each in deal.versions]
    pools = [row for deal in deals for each in deal.versions for row in _pools(deal, each)]
    return (
        StoreTable("saved_deals", VERSIONS, [[row[name] for name in VERSIONS] for row in versions]),
        StoreTable("saved_deal_pools", POOLS, [[row[name] for name in POOLS] for row in pools]),
    )


def _version(deal: SavedDeal, each: SavedVersion) -> Mapping[str, Any]:
    advice, decided = each.advice, each.decided
    return {
        "deal_id": deal.deal_id,
        "version": each.version,
        "client": each.asked["client"],
        "client_id": advice["client_id"],
        "advised_on": _day(advice["date"]),
        "need_by": _day(each.asked.get("need_by")),
        "ready_on": _ready_on(advice),
        "decision": advice["decision"],
        "deciding_rule": advice["reasons"][0]["rule"] if advice["reasons"] else None,
        "price": _money(advice["price"]),
        "direct_cost": _money(advice["direct_cost"]),
        **{f"cost_{end}": _money(advice["cost"][end]) for end in ("low", "mid", "high")},
        **{name: _money(advice[name]) for name in ("floor_price", "target_price")},
        "saved_by": each.saved.who,
        "decided": each.decision,
        "decided_by": decided and decided.who,
        "decided_on": decided and decided.at.date(),
        "accepted": each.decision == ACCEPT,
        "is_closed": deal.closing is not None,
        "order_id": deal.order_id if each.decision == ACCEPT else None,
    }


def _ready_on(advice: Mapping[str, Any]) -> dt.date | None:
    """The day by which four of five orders like it were shipped."""
    day, days = _day(advice["date"]), advice["lead_time_days"]["p80"]
    return None if day is None or days is None else day + dt.timedelta(days=math.ceil(days))


def _pools(deal: SavedDeal, each: SavedVersion) -> Iterable[Mapping[str, Any]]:
    for what, in_hours in (("hours", True), ("uses", False)):
        for pool, use in each.advice[what].items():
            yield {
                "deal_id": deal.deal_id,
                "version": each.version,
                "pool": pool,
                "in_hours": in_hours,
                **{f"use_{end}": use[end] for end in ("low", "mid", "high")},
                "use_cost": _money(each.advice["pool_costs"].get(pool)),
            }


def _money(value: float | None) -> Decimal | None:
    return None if value is None or abs(value) >= MOST_MONEY else Decimal(f"{value:.6f}")


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
