"""What the pools say: the bottleneck, what custom work takes of it, what unused and over-used capacity cost."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.dictionary.finding import Finding, known
from analysis.pools.capacity import Bottleneck

SHOWN = 0.0005  # of capacity: less than that is written as 0.0 %
ENOUGH = 0.5  # of money


def of_plant(
    by_pool: pd.DataFrame, top: Bottleneck | None, by_kind: pd.DataFrame | None
) -> list[list[Finding]]:
    """Lines of findings for the head of the page; by_pool: `capacity.pools`, by_kind: `throughput.by_kind` of the bottleneck."""
    lines = [_bottleneck(by_pool, top), _custom(top, by_kind), _costs(by_pool)]
    return [line for line in lines if line]


def _bottleneck(by_pool: pd.DataFrame, top: Bottleneck | None) -> list[Finding]:
    if top is None:
        return [
            Finding(
                "capacity_unrecorded" if by_pool["capacity"].notna().any() else "capacity_unknown"
            )
        ]
    found = [
        Finding(
            "capacity_bottleneck" if top.is_near else "capacity_room",
            {"pool": top.pool, "load": top.load},
        )
    ]
    if top.internal_share >= SHOWN:
        found.append(Finding("capacity_inside", {"internal_share": top.internal_share}))
    if top.second is not None:
        found.append(
            Finding("capacity_second", {"second": top.second, "second_load": top.second_load})
        )
    return found


def _custom(top: Bottleneck | None, by_kind: pd.DataFrame | None) -> list[Finding]:
    """Custom orders' units ÷ all units that orders and clients used of the bottleneck, beside their part of revenue."""
    if top is None or by_kind is None or by_kind.empty:
        return []
    rows = by_kind[by_kind["work"] == "custom"].to_dict("records")
    if not rows:
        return (
            []
            if "unknown" in set(by_kind["work"])
            else [Finding("capacity_no_custom", {"pool": top.pool})]
        )
    custom = rows[0]
    values = {"pool": top.pool, "used_share": float(custom["used_share"])}
    if not known(custom["revenue_share"]):
        return [Finding("capacity_custom", values)]
    return [
        Finding(
            "capacity_custom_and_revenue",
            values | {"revenue_share": float(custom["revenue_share"])},
        )
    ]


def _costs(by_pool: pd.DataFrame) -> list[Finding]:
    """Unused and over-used side by side, never netted; pools without any record of use stand apart."""
    counted = by_pool[
        (by_pool["treatment"] == "spread")
        | ((by_pool["treatment"] == "usage") & by_pool["has_use"])
    ]
    silent = by_pool[
        (by_pool["treatment"] == "usage") & ~by_pool["has_use"] & by_pool["cost"].notna()
    ]
    unused, over = float(counted["unused_cost"].sum()), float(counted["overused_cost"].sum())
    found = []
    if counted["unused_cost"].notna().any():
        whole = float(counted.loc[counted["unused_cost"].notna(), "cost"].sum())
        found.append(Finding("capacity_unused", {"unused_cost": unused, "pool_cost": whole}))
    if over >= ENOUGH:
        found.append(Finding("capacity_overused", {"overused_cost": over}))
    if len(silent):
        values = {"n": len(silent), "pool_cost": float(silent["cost"].sum())}
        found.append(Finding("capacity_silent_pools", values))
    return found


def per_unit(
    serial: Mapping[str, float | None], custom: Mapping[str, float | None], unit: str, pool: str
) -> Finding | None:
    """What a unit of the pool brings on serial and on custom orders; `throughput.of_kind` of both."""
    for basis in ("profit_per_unit", "contribution_per_unit"):
        if serial[basis] is not None and custom[basis] is not None:
            values = {
                "serial_per_unit": serial[basis],
                "custom_per_unit": custom[basis],
                "unit": unit,
                "pool": pool,
            }
            return Finding(f"capacity_{basis}", values)
    return None
