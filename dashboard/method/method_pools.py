"""Pools month by month against the ledger, to the kopeck; the ledger's totals are entered here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analysis import DealfitError
from analysis.journal import ledger_totals
from analysis.language import Words, is_unknown, plain
from analysis.trust import ledger
from dashboard import meanwhile, page, state, tables
from dashboard.method import who_and_why
from dashboard.view import View

SHOWN = {
    "cost": "pool_cost",
    "charged_orders": "to_orders",
    "charged_clients": "to_clients",
    "spread": "spread_out",
    "period": "below_line",
    "unused": "left_unused",
    "added_up": "added_up",
    "ledger": "ledger_total",
    "difference": "ledger_difference",
}
COLUMNS = (
    "pool_cost",
    "ledger_total",
    "ledger_difference",
    "agreement",
    "to_orders",
    "to_clients",
    "spread_out",
    "below_line",
    "left_unused",
    "added_up",
)
MONTHS = "months"
FORM = "ledger"


def reconciled(view: View) -> pd.DataFrame:
    entered = ledger_totals.entries(Path(view.data.build.root))
    frame: pd.DataFrame = view.data.worked(ledger.reconciliation, entered, view.scope)
    return frame


def show(view: View) -> None:
    words, frame = view.words, reconciled(view)
    if frame.empty:
        page.quiet(words("method.pools.none"), "quiet-pools")
        return
    page.say(sentences(frame, words), "said-pools")
    page.quiet(words("method.pools.note"), "quiet-pools")
    told = frame.rename(columns=SHOWN).assign(
        agreement=[agreement(row, words) for row in frame.to_dict("records")]
    )
    months = told[told["month"].notna()].sort_values("month", ascending=False, kind="stable")
    keys = [f"{m:%Y-%m}" for m in sorted(set(months["month"]), reverse=True)]
    options = [MONTHS, *keys]
    chosen = st.selectbox(
        words("method.month"),
        options,
        key=state.bind("month", options, MONTHS),
        width=280,
        format_func=lambda k: (
            words("method.month.all") if k == MONTHS else words.month(pd.Timestamp(k))
        ),
    )
    if chosen == MONTHS:
        tables.show(
            view,
            months[months["pool"] == ledger_totals.ALL_POOLS],
            ("month", *COLUMNS),
            key="method-months",
        )
    else:
        _pools(view, months[months["month"] == pd.Timestamp(chosen)], f"method-{chosen}")
    timeless = told[told["month"].isna()]
    if not timeless.empty:
        st.subheader(words("method.all_time"), anchor=False)
        page.quiet(words("method.all_time.note"), "quiet-timeless")
        _pools(view, timeless, "method-timeless")
    enter(view, frame, chosen)


def _pools(view: View, rows: pd.DataFrame, key: str) -> None:
    named = rows.assign(
        pool=rows["pool"].replace(ledger_totals.ALL_POOLS, view.words("method.all_pools"))
    )
    tables.show(view, named, ("pool", *COLUMNS), key=key)


def agreement(row: Mapping[Any, Any], words: Words) -> str:
    """Agrees, differs by so much, or why nothing can be said."""
    difference, missing = row["difference"], row["pools_without_cost"]
    if is_unknown(row["cost"]):
        return words("ledger.no_cost")
    if is_unknown(row["ledger"]):
        return words("ledger.not_entered")
    apart = words("ledger.without_cost", n=int(missing)) if missing else ""
    same = ledger.agrees(float(difference))
    text = (
        words("ledger.agrees") if same else words("ledger.differs", by=words.money(difference, 2))
    )
    return f"{text}; {apart}" if apart else text


def sentences(frame: pd.DataFrame, words: Words) -> list[str]:
    whole = ledger.whole(frame)
    sentences = [
        words(
            "method.pools.said" if whole.holds else "method.pools.broken",
            **{name: words.money(value, 2) for name, value in whole.amounts.items()},
        )
    ]
    if whole.charged_without_cost:
        sentences.append(
            words("method.pools.uncosted", amount=words.money(whole.charged_without_cost, 2))
        )
    counts = ledger.summary(frame)
    if not counts["entered"]:
        return [*sentences, words("method.ledger.none", months=counts["months"])]
    return [*sentences, words("method.ledger.said", **counts)]


def enter(view: View, frame: pd.DataFrame, chosen: str) -> None:
    words, root = view.words, Path(view.data.build.root)
    base = meanwhile.of(FORM, ledger_totals.entries(root))
    st.subheader(words("method.ledger"), anchor=False)
    months = sorted(
        {ledger.month_key(None if pd.isna(m) else m.date()) for m in frame["month"]}, reverse=True
    )
    pools = [ledger_totals.ALL_POOLS, *sorted(set(frame["pool"]) - {ledger_totals.ALL_POOLS})]
    with st.form("ledger", border=True):
        left, middle, right = st.columns(3)
        month = left.selectbox(
            words("metric.month"),
            months,
            index=months.index(chosen) if chosen in months else 0,
            format_func=lambda k: words.month(pd.Timestamp(k)) if k else words("method.all_time"),
        )
        pool = middle.selectbox(
            words("metric.pool"), pools, format_func=lambda p: p or words("method.all_pools")
        )
        total = right.text_input(
            words("metric.ledger_total"), placeholder="1 234 567,89", help=words("ledger.help")
        )
        who, why = who_and_why.who_and_why(view, "ledger")
        if not st.form_submit_button(words("ledger.enter"), type="primary"):
            return
        try:
            ledger_totals.enter(
                root, month, pool, total if total.strip() else None, who, why, base.seen
            )
        except DealfitError as trouble:
            st.error(plain(meanwhile.refused(words, trouble, FORM, ledger_totals.entries(root))))
            return
    meanwhile.forget()
    state.remember_person(who)
    st.rerun()
