"""Used against practical capacity, pool by pool and month by month, and which pool is the bottleneck.

Capacity belongs to the plant: only the scope's dates count here, as whole months; use without a date is of no month. Used is
what orders and clients took; internal use stands apart, and is part of the unused. What was used beyond capacity is a number
of its own, never netted against what stood unused elsewhere.
Source: Kaplan & Anderson, Time-Driven Activity-Based Costing, HBR 2004; Goldratt, The Goal, 1984 (the constraint).
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.reader.scope import Scope
from analysis.reader.workspace import EVERYTHING, Workspace

NEAR = 0.80  # of capacity: a pool less loaded than that limits nobody
SUMS = (
    "cost",
    "capacity",
    "used_quantity",
    "quantity_orders",
    "quantity_clients",
    "quantity_internal",
    "quantity_estimated",
    "charged_orders",
    "charged_clients",
    "spread",
    "unused_quantity",
    "overused_quantity",
    "unused_cost",
    "overused_cost",
    "used_of_capacity",
    "internal_of_capacity",
)


@dataclass(frozen=True)
class Bottleneck:
    """The most loaded pool: load = utilisation + internal_share, each a part of its capacity; and the next one."""

    pool: str
    load: float
    utilisation: float
    internal_share: float
    second: str | None
    second_load: float | None

    @property
    def is_near(self) -> bool:
        return self.load >= NEAR


def in_months(scope: Scope, month: str = "month") -> tuple[str, list[object]]:
    """The condition that a month, or no month at all, is among the whole months that the scope touches; its parameters."""
    since = scope.since.replace(day=1) if scope.since else None
    given = [f"{month} {sign} ?" for sign, day in ((">=", since), ("<=", scope.until)) if day]
    return f"({month} is null or ({' and '.join(given) or 'true'}))", [
        d for d in (since, scope.until) if d
    ]


def months(ws: Workspace, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """One row per pool and month; no month: use without a date, and a pool that nothing is stated of. Columns, beside those of pool_use:

    used_quantity (orders and clients; unknown where the pool's use was never recorded), quantity_estimated (the part of it
    that no log holds), utilisation (used ÷ capacity; of it outside_share by clients outside orders, estimated_share without
    a log), internal_share (internal ÷ capacity), load (utilisation + internal_share), overused_quantity and overused_cost
    (unused under zero, its sign turned).
    """
    condition, values = in_months(scope)
    if values:
        condition += " and rate_source <> 'no month'"
    frame = ws._frame(
        f"""select pool_use.*, coalesce(recorded.has_use, false) as has_use
        from pool_use
        left join (
            select pool, true as has_use from usage_costs
            union
            select pool, true from order_costs where source <> 'spread'
        ) as recorded on pool_use.pool = recorded.pool
        where {condition} order by pool_use.pool, month nulls first""",
        values,
    )
    if "quantity_estimated" not in frame:
        frame["quantity_estimated"] = 0.0
    return _with_ratios(_measured(frame))


def pools(ws: Workspace, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """One row per pool, the most loaded first: its months added up (unit and treatment are the last month's). Columns as
    `months`, without those of a single month, and:

    months (how many rows stand behind it), months_over (those loaded beyond capacity), months_unknown (without a capacity:
    in no ratio), is_undated (in no month at all, so that no dates cut it). Ratios are ratios of sums.
    """
    by_month = months(ws, scope)
    over = by_month["load"] > 1 + 1e-9
    told = by_month.assign(
        months=1,
        months_over=over.astype(int),
        months_unknown=by_month["capacity"].isna().astype(int),
        is_undated=by_month["month"].isna(),
    )
    grouped = told.groupby("pool", sort=True)
    counts = grouped[["months", "months_over", "months_unknown"]].sum()
    about = grouped.agg(
        unit=("unit", "last"),
        treatment=("treatment", "last"),
        is_time=("is_time", "last"),
        has_use=("has_use", "any"),
        is_undated=("is_undated", "all"),
    )
    sums = grouped[list(SUMS)].sum(min_count=1)
    frame = _with_ratios(pd.concat([about, sums, counts], axis=1).reset_index())
    return frame.sort_values(
        ["load", "cost", "pool"], ascending=[False, False, True], ignore_index=True
    )


def _measured(frame: pd.DataFrame) -> pd.DataFrame:
    """Used and over-used; a capacity of zero is no capacity."""
    capacity = frame["capacity"].where(frame["capacity"] > 0)
    stated = frame["quantity_orders"] + frame["quantity_clients"]
    used = (frame["capacity"] - frame["unused_quantity"]).fillna(stated).where(frame["has_use"])
    internal = frame["quantity_internal"].where(frame["has_use"])
    is_period = (
        frame["treatment"] == "period"
    )  # below the line: its cost is neither used nor unused
    unused_quantity, unused_cost = (
        frame["unused_quantity"].where(capacity.notna()),
        frame["unused_cost"].mask(is_period),
    )
    return frame.assign(
        capacity=capacity,
        used_quantity=used,
        used_of_capacity=used.where(capacity.notna()),
        internal_of_capacity=internal.where(capacity.notna()),
        unused_quantity=unused_quantity.clip(lower=0),
        overused_quantity=(-unused_quantity).clip(lower=0),
        unused_cost=unused_cost.clip(lower=0),
        overused_cost=(-unused_cost).clip(lower=0),
    )


def _with_ratios(frame: pd.DataFrame) -> pd.DataFrame:
    utilisation = frame["used_of_capacity"] / frame["capacity"]
    internal_share = frame["internal_of_capacity"] / frame["capacity"]
    per_used = utilisation / frame["used_quantity"].where(frame["used_quantity"] > 0)
    return frame.assign(
        utilisation=utilisation,
        internal_share=internal_share,
        load=utilisation + internal_share,
        outside_share=(per_used * frame["quantity_clients"]).fillna(0.0),
        estimated_share=(per_used * frame["quantity_estimated"]).fillna(0.0),
    )


def bottleneck(by_pool: pd.DataFrame) -> Bottleneck | None:
    """The most loaded of the pools that orders are charged for by use and whose capacity is known; None without one.

    Internal use counts in the load: its hours are as taken as any other, and the first to be freed.
    """
    known = by_pool[(by_pool["treatment"] == "usage") & by_pool["load"].notna()]
    ranked = known.sort_values(["load", "pool"], ascending=[False, True]).to_dict("records")
    if not ranked:
        return None
    first, second = ranked[0], ranked[1] if len(ranked) > 1 else None
    return Bottleneck(
        first["pool"],
        float(first["load"]),
        float(first["utilisation"]),
        float(first["internal_share"]),
        second["pool"] if second else None,
        float(second["load"]) if second else None,
    )
