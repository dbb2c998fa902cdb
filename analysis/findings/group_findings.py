"""The clients' table by family, product, manager, region or industry, with last year beside it, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.dictionary.finding import Finding, known
from analysis.dictionary.metrics import CLIENT_COLUMNS
from analysis.findings import periods
from analysis.reader.client_flags import with_flags
from analysis.reader.products import metrics_by_product
from analysis.reader.scope import Scope
from analysis.reader.workspace import EVERYTHING, Workspace

GROUPS = ("product_family", "product", "manager", "region", "industry")
COMPARED = ("revenue", "true_profit", "true_margin")
ON_YEAR = ("revenue_on_year", "true_profit_on_year")


MOST_DRAWN = 12


@dataclass(frozen=True)
class Bars:
    """Columns of `by_group` that a chart shows: of the period, and of the year before; None where nothing is beside."""

    now: str
    year_ago: str | None


def known_groups(ws: Workspace) -> tuple[str, ...]:
    """Those of GROUPS that the data name at all, in their order."""
    [row] = ws._frame(
        """select
            (select count(product_family) from profit_by_month) as product_family,
            (select count(product) from product_codes) as product,
            (select count(manager) from profit_by_month) as manager,
            count(region) as region,
            count(industry) as industry
        from clients"""
    ).to_dict("records")
    return tuple(group for group in GROUPS if row[group])


def drawn(rows: pd.DataFrame, by: str) -> tuple[pd.DataFrame, Bars] | None:
    """The groups with most profit and most loss (of revenue where no profit is known), and what of them a chart shows.

    None where there are less than two. rows: `by_group`.
    """
    value = "true_profit" if rows["true_profit"].notna().any() else "revenue"
    told = (
        Bars(f"{value}_period", f"{value}_year_ago")
        if f"{value}_year_ago" in rows and rows[f"{value}_year_ago"].notna().any()
        else Bars(value, None)
    )
    named = rows[rows[by].notna() & rows[told.now].notna()]
    named = named[(named[told.now] != 0) | (named["revenue"] != 0)]
    if len(named) < 2:
        return None
    ordered = named.sort_values([told.now, by], ascending=[False, True], kind="stable")
    if len(ordered) > MOST_DRAWN:
        losing = min(int((ordered[told.now] < 0).sum()), MOST_DRAWN // 2)
        ordered = pd.concat([ordered.head(MOST_DRAWN - losing), ordered.tail(losing)])
    return ordered, told


def by_group(ws: Workspace, by: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """One row per group, the most true profit first; rows without a group last. by: one of GROUPS.

    Columns: the group (and product_name), flag, CLIENT_COLUMNS; then, where the history reaches back a year, COMPARED with the endings
    `_period` (the scope's period, of all history the last 12 months) and `_year_ago`, and ON_YEAR: the change of the revenue as
    a share, of the true profit in money. A group without orders in a period had no revenue and no profit there.
    """
    frame = _measured(ws, by, scope)
    pair = periods.beside_last_year(scope, *ws.span())
    if pair is not None:
        parts = {
            ending: _measured(ws, by, period)[[by, *COMPARED]]
            for ending, period in zip(("period", "year_ago"), pair, strict=True)
        }
        for ending, part in parts.items():
            frame = frame.merge(
                part.rename(columns={name: f"{name}_{ending}" for name in COMPARED}),
                on=by,
                how="outer",
            )
        for ending, part in parts.items():
            without = ~frame[by].isin(part[by])
            for name in ("revenue", "true_profit"):
                frame[f"{name}_{ending}"] = frame[f"{name}_{ending}"].mask(without, 0.0)
        frame = frame.fillna({"orders": 0, "revenue": 0.0})
        was = frame["revenue_year_ago"]
        frame["revenue_on_year"] = (frame["revenue_period"] / was.where(was > 0) - 1).astype(
            "float64"
        )
        frame["true_profit_on_year"] = frame["true_profit_period"] - frame["true_profit_year_ago"]
    ordered = frame.sort_values(
        ["true_profit", "revenue", by],
        ascending=[False, False, True],
        na_position="last",
        kind="stable",
    )
    return pd.concat([ordered[ordered[by].notna()], ordered[ordered[by].isna()]], ignore_index=True)


def _measured(ws: Workspace, by: str, scope: Scope) -> pd.DataFrame:
    measured = (
        metrics_by_product(ws, CLIENT_COLUMNS, scope)
        if by == "product"
        else ws.metrics(CLIENT_COLUMNS, (by,), scope)
    )
    return with_flags(measured, ws.table("settings"))


def of_groups(rows: pd.DataFrame, by: str) -> list[Finding]:
    """Which group brings most, which lose, what changed most on last year. rows: `by_group`."""
    named = rows[rows[by].notna() & ((rows["orders"] > 0) | (rows["revenue"] != 0))]
    name = "product_name" if by == "product" else by
    found = [_most(named, name), _losing(named, name), _on_year(rows[rows[by].notna()], name)]
    return [finding for finding in found if finding is not None]


def _most(rows: pd.DataFrame, name: str) -> Finding | None:
    if rows.empty:
        return None
    if not rows["true_profit"].notna().any():
        top = rows.sort_values("revenue", ascending=False).iloc[0]
        return Finding(
            "group_largest",
            {"n": len(rows), "name": _said(top, name), "revenue": float(top["revenue"])},
        )
    top = rows.iloc[0]
    values: dict[str, Any] = {
        "n": len(rows),
        "name": _said(top, name),
        "true_profit": float(top["true_profit"]),
    }
    if not known(top["true_margin"]) or top["true_profit"] <= 0:
        return None
    return Finding("group_most", values | {"true_margin": float(top["true_margin"])})


def _losing(rows: pd.DataFrame, name: str) -> Finding | None:
    judged = rows[rows["true_profit"].notna()]
    losing = judged[judged["true_profit"] < 0]
    if judged.empty:
        return None
    if losing.empty:
        return Finding("group_none_loses", {"of": len(judged)})
    worst = losing.sort_values("true_profit").iloc[0]
    return Finding(
        "group_loses",
        {
            "n": len(losing),
            "of": len(judged),
            "name": _said(worst, name),
            "loss": -float(losing["true_profit"].sum()),
            "lost": -float(worst["true_profit"]),
        },
    )


def _on_year(rows: pd.DataFrame, name: str) -> Finding | None:
    if "true_profit_on_year" not in rows or not rows["true_profit_on_year"].notna().any():
        return None
    known_ones = rows[rows["true_profit_on_year"].notna()].sort_values(
        "true_profit_on_year", kind="stable"
    )
    down, up = known_ones.iloc[0], known_ones.iloc[-1]
    gained, dropped = float(up["true_profit_on_year"]), -float(down["true_profit_on_year"])
    if gained <= 0 or dropped <= 0:
        return None
    values = {
        "up": _said(up, name),
        "gained": gained,
        "down": _said(down, name),
        "dropped": dropped,
    }
    return Finding("group_year", values)


def _said(row: pd.Series, name: str) -> str:
    value = row[name]
    return str(row["product"]) if name == "product_name" and not known(value) else str(value)
