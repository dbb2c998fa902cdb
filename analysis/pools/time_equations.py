"""Time equations fitted to the orders that do have logs, and how far estimates are from what was logged.

Non-negative least squares (Lawson & Hanson 1974): no feature can take time back. The error is measured on orders left out of
the fit, fold by fold, and stands next to that of the written equation and of the plain mean on the same orders.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import nnls

from analysis.errors import NoData
from analysis.journal.settings import (
    FEATURES,
    NO_LOG_AT_ALL,
    Settings,
    TimeEquation,
)
from analysis.journal.settings.time_equations import When
from analysis.reader.scope import Scope
from analysis.reader.workspace import Workspace
from analysis.stores import pipeline

FOLDS = 5
LEAST_ORDERS = 30  # fewer say nothing about so many features
MOST_ORDERS = 50_000  # beyond, a deterministic sample of them
KNOWN_PART = 0.8  # a feature known for fewer of the orders is left out


@dataclass(frozen=True)
class Error:
    """Over the same orders, in the pool's unit: `off` = Σ |estimate − logged| ÷ Σ logged; `bias` = Σ estimate ÷ Σ logged − 1."""

    off: float
    bias: float


@dataclass(frozen=True)
class EquationFit:
    """A fitted equation, in the pool's own unit; `left_out` features are not known for enough orders.

    `fitted` and `mean` are errors on orders left out of the fit; `written` is that of the equation in force, None without one.
    `points` has one row per order: order_id, logged, estimated (left out of its own fit).
    """

    equation: TimeEquation
    unit: str | None
    orders: int
    left_out: tuple[str, ...]
    fitted: Error
    mean: Error
    written: Error | None
    points: pd.DataFrame


def fit(
    ws: Workspace, pool: str, features: Sequence[str] = FEATURES, when: When = "no log of this pool"
) -> EquationFit:
    """Fits base + Σ each × feature to the finished orders with a log of the pool (`when` = no log of this pool), or to those
    with any log, no log of the pool then counting as 0 (`when` = no log at all). NoData under LEAST_ORDERS orders."""
    rows = _sample(_logged(ws, pool, when))
    counted = {f: rows[f].notna().mean() for f in features}
    used = [f for f in features if counted[f] >= KNOWN_PART and rows[f].nunique() > 1]
    left_out = tuple(f for f in features if counted[f] < KNOWN_PART)
    rows = rows.dropna(subset=used) if used else rows
    if len(rows) < LEAST_ORDERS or not rows["logged"].sum() > 0:
        raise NoData("too_few_logged_orders", pool=pool, orders=len(rows), least=LEAST_ORDERS)
    sizes, logged = _matrix(rows, used), rows["logged"].to_numpy(dtype=float)
    fold = np.array([zlib.crc32(str(o).encode()) % FOLDS for o in rows["order_id"]])
    estimated, mean = np.zeros(len(rows)), np.zeros(len(rows))
    for n in range(FOLDS):
        inside, outside = fold != n, fold == n
        if outside.any() and inside.any():
            estimated[outside] = sizes[outside] @ _coefficients(sizes[inside], logged[inside])
            mean[outside] = logged[inside].mean()
    base, *each = (float(f"{c:.3g}") for c in _coefficients(sizes, logged))
    terms = tuple((f, c) for f, c in zip(used, each, strict=True) if c > 0)
    written = rows["written"].to_numpy(dtype=float)
    return EquationFit(
        TimeEquation(pool, base, None, terms, when),
        _unit(ws, pool),
        len(rows),
        left_out,
        _error(estimated, logged),
        _error(mean, logged),
        None if np.isnan(written).any() else _error(written, logged),
        pd.DataFrame(
            {"order_id": rows["order_id"].to_numpy(), "logged": logged, "estimated": estimated}
        ),
    )


def accuracy(ws: Workspace) -> pd.DataFrame:
    """One row per pool with a time equation: pool, unit, orders_estimated, quantity_estimated, hours_estimated, and over the
    orders that have both: orders_compared, logged, estimated, off (Σ |difference| ÷ Σ logged) and bias (Σ estimated ÷ Σ logged − 1)."""
    return ws._frame("""
        with compared as (  -- a pool that an equation fills only for orders without any log: none of it in a logged order is 0
            select *, not is_used and estimated_quantity is not null as has_both, coalesce(logged_quantity, 0) as logged
            from time_estimates
        ),
        summed as (
            select pool, count(*) filter (is_used) as orders_estimated,
                cast(sum(estimated_quantity) filter (is_used) as double) as quantity_estimated,
                cast(sum(hours) filter (is_used) as double) as hours_estimated,
                count(*) filter (has_both) as orders_compared,
                cast(sum(logged) filter (has_both) as double) as logged,
                cast(sum(estimated_quantity) filter (has_both) as double) as estimated,
                cast(sum(abs(estimated_quantity - logged)) filter (has_both) as double) as differences
            from compared group by pool
        )
        select summed.pool, units.unit, orders_estimated, quantity_estimated, hours_estimated, orders_compared, logged, estimated,
            differences / nullif(logged, 0) as off, estimated / nullif(logged, 0) - 1 as bias
        from summed
        left join (select pool, max(unit) as unit from capacity_rates group by pool) as units on summed.pool = units.pool
        order by hours_estimated desc nulls last, summed.pool""")


def logged_pools(ws: Workspace) -> list[str]:
    """Pools with a log on orders, those with the most people's hours first."""
    frame = ws._frame(
        "select pool from usage_costs where charged_to = 'order' group by pool order by sum(hours) desc nulls last, pool"
    )
    return [str(p) for p in frame["pool"]]


def _logged(ws: Workspace, pool: str, when: str) -> pd.DataFrame:
    """One row per finished order to learn from: order_id, logged, the features, written (what the equation in force says)."""
    columns = ", ".join(f"features.{f}" for f in FEATURES)
    join = "left join" if when == NO_LOG_AT_ALL else "inner join"
    return ws._frame(
        f"""with time_equations as (select '' as pool), features as ({pipeline.step("order_features").select}),
        logs as (
            select order_id, cast(sum(quantity) as double) as logged
            from usage_costs where charged_to = 'order' and pool = ? group by order_id),
        logged_orders as (select distinct order_id from usage_costs where charged_to = 'order')
        select features.order_id, coalesce(logs.logged, 0) as logged, {columns},
            cast(time_estimates.estimated_quantity as double) as written
        from features
        inner join order_totals on features.order_id = order_totals.order_id and order_totals.state = 'done'
        inner join logged_orders on features.order_id = logged_orders.order_id
        {join} logs on features.order_id = logs.order_id
        left join main.time_estimates on features.order_id = time_estimates.order_id and time_estimates.pool = ?
        order by features.order_id""",
        [pool, pool],
    )


def _sample(rows: pd.DataFrame) -> pd.DataFrame:
    return (
        rows
        if len(rows) <= MOST_ORDERS
        else rows.sample(MOST_ORDERS, random_state=0).sort_values("order_id")
    )


def _matrix(rows: pd.DataFrame, used: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.column_stack([np.ones(len(rows)), *(rows[f].to_numpy(dtype=float) for f in used)])


def _coefficients(
    sizes: np.ndarray[Any, Any], logged: np.ndarray[Any, Any]
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Columns are brought to one size first: a feature counted in thousands must not drown the others."""
    scale = np.maximum(np.abs(sizes).max(axis=0), 1e-12)
    found: np.ndarray[Any, np.dtype[np.float64]] = nnls(sizes / scale, logged)[0] / scale
    return found


def _error(estimated: np.ndarray[Any, Any], logged: np.ndarray[Any, Any]) -> Error:
    total = float(logged.sum())
    return Error(
        float(np.abs(estimated - logged).sum()) / total, float(estimated.sum()) / total - 1
    )


def _unit(ws: Workspace, pool: str) -> str | None:
    found = ws._frame("select max(unit) as unit from capacity_rates where pool = ?", [pool])[
        "unit"
    ].iloc[0]
    return None if pd.isna(found) else str(found)


def differences(ws: Workspace, pool: str) -> pd.DataFrame:
    """One row per finished order with both: order_id, client_name, order_date, revenue, logged, estimated, difference (estimated −
    logged), in the pool's unit; the farthest apart first."""
    return ws._frame(
        """select e.order_id, clients.client_name, order_profit.order_date, cast(order_profit.revenue as double) as revenue,
            cast(coalesce(logged_quantity, 0) as double) as logged, cast(estimated_quantity as double) as estimated,
            cast(estimated_quantity - coalesce(logged_quantity, 0) as double) as difference
        from time_estimates as e
        inner join order_profit on e.order_id = order_profit.order_id
        left join clients on order_profit.client_id = clients.client_id
        where e.pool = ? and not is_used and estimated_quantity is not null
        order by abs(estimated_quantity - coalesce(logged_quantity, 0)) desc, e.order_id""",
        [pool],
    )


def sources(ws: Workspace, scope: Scope) -> pd.DataFrame:
    """Where hours come from: one row per hours_source and state of the order: orders, revenue, hours, hours_estimated."""
    condition, values = scope.where("date")
    return ws._frame(
        f"""with chosen as (select distinct order_id from profit_rows where {condition} and order_id is not null)
        select hours_source, state, count(*) as orders, cast(sum(revenue) as double) as revenue, cast(sum(hours) as double) as hours,
            cast(sum(hours_estimated) as double) as hours_estimated
        from order_profit where order_id in (select order_id from chosen)
        group by hours_source, state order by orders desc, hours_source, state""",
        values,
    )


def accept(settings: Settings, equation: TimeEquation) -> Settings:
    """The settings with this equation in place of the pool's former one."""
    others = tuple(e for e in settings.time_equation if e.pool != equation.pool)
    return replace(settings, time_equation=(*others, equation))
