"""Serial or custom: what the verdicts rest on, which reasons move them, the weakest of them, and their correction by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.dictionary.finding import Finding, known
from analysis.kinds.threshold_preview import Agreement, order_kind_sql
from analysis.reader.scope import Scope
from analysis.reader.workspace import EVERYTHING, Workspace

PIECES = {  # column of evidence → its reason in kind_reasons
    "is_modification": "modification of a base product",
    "is_named_custom": "name or group of custom work",
    "is_sold_once": "product in one order only",
    "is_for_its_client": "product that one client orders again",
    "has_design_hours": "design hours logged",
    "is_once_so_far": "product in one order so far",
    "is_for_one_client": "product for one client so far",
    "is_small_batch": "batch under the serial minimum",
    "is_many_in_few": "many products in few pieces",
}
SOURCES = ("corrected", "stated", "evidence", "unknown")
ALONE = (
    0.2  # of all orders: from here on it is said that one piece of evidence alone makes them custom
)
WAIT_SECONDS = 20  # for an import to end, before the page says that one is running


def judged(ws: Workspace, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """One row per order of the scope: the columns of order_kind, client_name, order_date, revenue, hours, true_profit.

    turned_by_one: custom by evidence, and no longer if any one piece of it were left out. design_share: design hours ÷ those
    that count as evidence.
    """
    kinds = ws._frame("select * exclude (kind, kind_reasons) from order_kind")
    columns = [
        "order_id",
        "client_name",
        "order_date",
        "kind",
        "kind_reasons",
        "revenue",
        "hours",
        "true_profit",
    ]
    frame = ws.orders(scope)[columns].merge(kinds, on="order_id")
    turned = frozenset[str]().union(*moved_by(ws).values())
    return frame.assign(
        turned_by_one=frame["order_id"].isin(turned),
        design_share=frame["design_hours"] / frame["design_hours_needed"],
    )


def weakest_of(ws: Workspace, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """weakest_first of the orders `judged` in the scope."""
    return weakest_first(judged(ws, scope))


def weakest_first(orders: pd.DataFrame) -> pd.DataFrame:
    """Orders as `judged`: custom on a single piece of evidence, then not custom in spite of a product for one client, then not
    by design hours near those that count, then custom on several pieces; what is stated or corrected last."""
    is_serial = orders["kind"] != "custom"
    near = orders["design_share"].fillna(0).where(is_serial, 0)
    keys = pd.DataFrame(
        {
            "settled": orders["kind_source"].isin(("stated", "corrected")),
            "on_one": ~orders["turned_by_one"],
            "one_client": ~(is_serial & orders["is_for_one_client"]),
            "on_several": ~is_serial,
            "points": -orders["points"].where(is_serial, 0),
            "far": -near,
            "order_id": orders["order_id"],
        }
    )
    return orders.loc[keys.sort_values(list(keys.columns)).index]


@dataclass(frozen=True)
class Basis:
    """Orders by what their kind rests on; the custom ones, those of them by evidence, and those on a single piece of it."""

    orders: int
    corrected: int
    stated: int
    evidence: int
    custom: int
    custom_by_evidence: int
    turned_by_one: int
    unknown: int = 0

    @property
    def is_unknown(self) -> bool:
        """Nothing tells the kind of any order."""
        return self.orders > 0 and self.unknown == self.orders

    @property
    def rests_on(self) -> str:
        """What the verdicts rest on, as a word: stated, evidence, both; corrected where a person had a say too."""
        if self.corrected:
            return "corrected"
        if not (self.stated and self.evidence + self.unknown):
            return "stated" if self.stated else "evidence"
        return "both"


def basis(orders: pd.DataFrame) -> Basis:
    custom = orders["kind"] == "custom"
    corrected, stated, evidence, unknown = (
        int((orders["kind_source"] == source).sum()) for source in SOURCES
    )
    by_evidence = int((custom & (orders["kind_source"] == "evidence")).sum())
    turned = int(orders["turned_by_one"].sum())
    return Basis(
        len(orders), corrected, stated, evidence, int(custom.sum()), by_evidence, turned, unknown
    )


def moved_by(ws: Workspace) -> dict[str, frozenset[str]]:
    """Piece of evidence → orders, custom by evidence, that would not be if nobody looked at that piece."""
    return {piece: _no_longer_without(ws, piece) for piece in PIECES}


def _no_longer_without(ws: Workspace, piece: str) -> frozenset[str]:
    select, values = order_kind_sql(
        {"kind_evidence": f"select * replace (0 as {piece}) from main.kind_evidence"}
    )
    rows = ws._frame(
        f"""select found.order_id from ({select}) as found inner join main.order_kind as published
        on found.order_id = published.order_id where found.kind <> 'custom' and published.kind = 'custom'""",
        values,
    )
    return frozenset(rows["order_id"])


def reasons_of(ws: Workspace, scope: Scope = EVERYTHING) -> pd.DataFrame:
    """reasons of the orders `judged` in the scope."""
    return reasons(judged(ws, scope), moved_by(ws))


def reasons(orders: pd.DataFrame, moved: Mapping[str, frozenset[str]]) -> pd.DataFrame:
    """One row per piece of evidence, over orders (as `judged`) whose kind neither the export nor a person states.

    piece: its reason. behind_orders, revenue, hours: custom orders that have it. moved_orders, moved_revenue: those
    of them that it moves alone. serial_with_it: serial orders that have it all the same.
    """
    judged_by_evidence = orders[~orders["kind_source"].isin(("stated", "corrected"))]
    rows = []
    for piece, reason in PIECES.items():
        having = judged_by_evidence[judged_by_evidence[piece]]
        behind = having[having["kind"] == "custom"]
        alone = behind[behind["order_id"].isin(moved[piece])]
        rows.append(
            {
                "piece": reason,
                "behind_orders": len(behind),
                "moved_orders": len(alone),
                "revenue": behind["revenue"].sum(),
                "moved_revenue": alone["revenue"].sum(),
                "hours": behind["hours"].sum(),
                "serial_with_it": int((having["kind"] == "serial").sum()),
            }
        )
    return pd.DataFrame(rows)


def of_orders(found: Basis, why: pd.DataFrame, measured: Agreement) -> list[Finding]:
    """The page's sentences: what the verdicts rest on, the piece of evidence that tells custom from serial best, how far the
    evidence can be trusted."""
    if found.is_unknown:
        return [
            Finding("kinds_basis_none", {"orders": found.orders}),
            Finding("kinds_what_would_tell"),
        ]
    counts = {"stated": found.stated, "evidence": found.evidence, "corrected": found.corrected}
    said = [
        Finding(
            f"kinds_basis_{found.rests_on}", {"n": found.custom, "orders": found.orders, **counts}
        )
    ]
    if found.unknown:
        said.append(Finding("kinds_unknown_beside", {"unknown": found.unknown}))
    if (alone := _one_alone(found, why)) is not None:
        said.append(alone)
    telling = why.loc[[(why["behind_orders"] - why["serial_with_it"]).idxmax()]].iloc[0]
    if telling["behind_orders"]:
        values = {
            "n": found.custom_by_evidence,
            "reason": telling["piece"],
            "behind": int(telling["behind_orders"]),
        }
        said.append(Finding("kinds_top_reason", values))
    if known(measured.precision) and known(measured.recall):
        said.append(
            Finding(
                "kinds_measured",
                {
                    "orders": measured.orders,
                    "custom": measured.custom,
                    "called": measured.called,
                    "right": measured.right,
                    "precision": measured.precision,
                    "recall": measured.recall,
                },
            )
        )
    return said


def _one_alone(found: Basis, why: pd.DataFrame) -> Finding | None:
    """The piece of evidence that makes more orders custom, alone, than ALONE of all."""
    moved, piece = max(zip(why["moved_orders"].astype(int), why["piece"], strict=True))
    if not found.orders or moved / found.orders <= ALONE:
        return None
    return Finding(
        "kinds_one_alone", {"share": moved / found.orders, "n": int(moved), "reason": piece}
    )
