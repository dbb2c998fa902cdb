"""Other thresholds for the evidence of custom work: what they would change, and how far evidence alone finds the truth.

The rules stand once, in analysis/sql/40_orders: each question runs those files' text over settings, evidence or lines that
shadow the tables of the same name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import pandas as pd

from analysis.journal.settings.kind_thresholds import Custom
from analysis.reader.workspace import Workspace
from analysis.stores import pipeline

WHOLE = ("many_products", "history_orders", "tail_orders", "new_months", "lot_codes")  # counts
NOTHING_STATED = {
    "order_lines": "select * replace (cast(null as varchar) as kind) from main.order_lines",
    "kind_corrections": "select * from main.kind_corrections where false",
}


def in_force(ws: Workspace) -> Custom:
    """The thresholds that the published build was made with."""
    row = ws.table("settings").iloc[0]
    named: dict[str, Any] = {f.name: row[f.name] for f in fields(Custom)}
    given: dict[str, Any] = {
        n: None if pd.isna(v) else int(v) if n in WHOLE else float(v) for n, v in named.items()
    }
    return Custom(**given)


def order_kind_sql(
    shadows: Mapping[str, str], thresholds: Custom | None = None
) -> tuple[str, list[Any]]:
    """The select of order_kind over evidence found anew, with `shadows` (name → select) and thresholds in place of tables."""
    parts, values = dict(shadows), []
    if thresholds is not None:
        named = {f.name: getattr(thresholds, f.name) for f in fields(thresholds)}
        parts = {
            "settings": f"select {', '.join(f'cast(? as double) as {name}' for name in named)}",
            **parts,
        }
        values = list(named.values())
    return pipeline.over(parts, "custom_products", "kind_evidence", "order_kind"), values


# --- what would change -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ThresholdsPreview:
    """Orders that other thresholds would make custom, serial and unknown; custom orders then."""

    to_custom: int
    to_serial: int
    custom: int
    to_unknown: int = 0

    @property
    def changed(self) -> int:
        return self.to_custom + self.to_serial + self.to_unknown


def changed(ws: Workspace, thresholds: Custom) -> pd.DataFrame:
    """One row per order whose kind the thresholds would change: order_id, new_kind, new_reasons."""
    select, values = order_kind_sql({}, thresholds)
    return ws._frame(
        f"""select found.order_id, found.kind as new_kind, found.kind_reasons as new_reasons from ({select}) as found
        inner join main.order_kind as published on found.order_id = published.order_id
        where found.kind <> published.kind order by 2, 1""",
        values,
    )


def preview(orders: pd.DataFrame, changed: pd.DataFrame) -> tuple[ThresholdsPreview, pd.DataFrame]:
    """What becomes of a scope's orders (order_kinds.judged): the counts, and the orders that change, the largest first."""
    both = orders.merge(changed, on="order_id").sort_values(
        ["new_kind", "revenue"], ascending=[True, False]
    )
    to_custom, to_serial, to_unknown = (
        int((both["new_kind"] == kind).sum()) for kind in ("custom", "serial", "unknown")
    )
    no_longer = int((both["kind"] == "custom").sum())
    custom = int((orders["kind"] == "custom").sum()) + to_custom - no_longer
    return ThresholdsPreview(to_custom, to_serial, custom, to_unknown), both


# --- how far evidence finds the truth ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Agreement:
    """Evidence alone against a truth: orders called custom, those of them that are, custom orders in truth, orders compared."""

    called: int
    right: int
    custom: int
    orders: int

    @property
    def precision(self) -> float | None:
        """Of the orders called custom, the part that is."""
        return self.right / self.called if self.called else None

    @property
    def recall(self) -> float | None:
        """Of the custom orders, the part that was found."""
        return self.right / self.custom if self.custom else None


def agreement(
    ws: Workspace, truth: Mapping[str, str], thresholds: Custom | None = None
) -> Agreement:
    """Evidence alone, with what is stated and corrected left out, against order → kind; other orders are not compared."""
    select, values = order_kind_sql(NOTHING_STATED, thresholds)
    found = ws._frame(f"select order_id, kind from ({select})", values)
    said = found[found["order_id"].isin(truth)]
    called, custom = said["kind"] == "custom", said["order_id"].map(truth) == "custom"
    return Agreement(int(called.sum()), int((called & custom).sum()), int(custom.sum()), len(said))


def agreement_with_stated(ws: Workspace, thresholds: Custom | None = None) -> Agreement:
    """How far evidence alone finds what the plant's own column, or a person, says."""
    said = ws._frame(
        "select order_id, kind from order_kind where kind_source in ('stated', 'corrected')"
    )
    return agreement(ws, dict(zip(said["order_id"], said["kind"], strict=True)), thresholds)
