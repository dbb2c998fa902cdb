"""Saved deals on screen: the list, one deal's versions, and its estimate against the order that came in."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.deals.saved import outcomes
from analysis.deals.sentences import kept
from analysis.journal.saved_deals import SavedDeal, SavedVersion
from analysis.language import is_unknown
from dashboard import links, page, tables
from dashboard.sales import deal_address
from dashboard.view import View

LISTED = (
    "deal_id",
    "client",
    "version",
    "advised_on",
    "decision",
    "decided",
    "price",
    "cost_mid",
    "actual_cost",
    "fell",
    "order_id",
)
VERSIONS = (
    "version",
    "advised_on",
    "saved_by",
    "decision",
    "price",
    "cost_low",
    "cost_mid",
    "cost_high",
    "floor_price",
    "target_price",
    "decided",
    "decided_by",
)
POOLS = ("pool", "use_low", "use_mid", "use_high", "actual_use", "use_cost", "actual_use_cost")


def listed(view: View, advice: pd.DataFrame) -> None:
    """A row per deal: its accepted version, else the last."""
    counts = advice.sort_values(["accepted", "version"], ascending=False)
    rows = counts.drop_duplicates("deal_id").sort_index()
    frame = _in_words(view, rows)
    tables.show(view, frame, LISTED, key="saved-deals", titles=_advised(view))


def _in_words(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Codes as texts: what was advised and decided, where the cost fell."""
    words, found = view.words, rows.copy()
    for name, prefix in (("decision", "deal.decision"), ("decided", "deal.decision")):
        found[name] = [
            words(f"{prefix}.none") if is_unknown(code) else words(f"{prefix}.{code}")
            for code in rows[name]
        ]
    found["decided"] = [
        words("saved.undecided") if is_unknown(code) else text
        for code, text in zip(rows["decided"], found["decided"], strict=True)
    ]
    found["fell"] = [None if is_unknown(c) else words(f"saved.fell.{c}") for c in rows["fell"]]
    return found


def _advised(view: View) -> dict[str, str]:
    """Beside what was decided, `decision` is what was advised."""
    return {"decision": view.words("saved.decision")}


def versions(view: View, deal: SavedDeal, advice: pd.DataFrame) -> None:
    words = view.words
    rows = advice[advice["deal_id"] == deal.deal_id]
    tables.show(
        view,
        _in_words(view, rows),
        VERSIONS,
        key="saved-versions",
        titles=_advised(view),
        height="content",
    )
    last = deal.accepted or deal.versions[-1]
    address = deal_address.of(last.asked)
    if address is None:
        page.quiet(words("saved.no_form", version=last.version), "quiet-no-form")
    else:
        label = words("saved.open", version=last.version)
        links.to(view, "new_deal", label, deal=deal.deal_id, **address)


def outcome(view: View, deal: SavedDeal, advice: pd.DataFrame) -> None:
    """The accepted version's frozen estimate against its order: money, pools, date."""
    words, version = view.words, deal.accepted
    if version is None:
        return
    st.subheader(words("saved.outcome"), anchor=False)
    rows = advice[(advice["deal_id"] == deal.deal_id) & (advice["version"] == version.version)]
    if rows.empty:
        return
    row = rows.iloc[0].to_dict()
    page.say(kept.outcome(words, row), "saved-outcome")
    if row["state"] == "done":
        links.to(
            view, "order", words("saved.open_order", order=row["order_id"]), order=row["order_id"]
        )
        _pools(view, deal, version)


def _pools(view: View, deal: SavedDeal, version: SavedVersion) -> None:
    frame = view.data.worked(outcomes.pools_of, deal.deal_id, version.version)
    if frame.empty:
        return
    tables.show(view, frame, POOLS, key="saved-pools", height="content")
