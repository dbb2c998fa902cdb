"""Who is ours: every client of the scope against the portrait, its true profit beside."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.dictionary.codes import VERDICTS
from analysis.journal.portrait import Portrait
from analysis.portrait import portrait_effect
from dashboard import page, state, tables
from dashboard.decisions.portrait_sections import portrait_sentences
from dashboard.view import View

VERDICT = (
    "verdict",
    "clients",
    "revenue",
    "revenue_share",
    "true_profit",
    "true_margin",
    "hours",
    "hours_share",
    "unknown_profit",
)
COLUMNS = (
    "client_name",
    "verdict",
    "fit_score",
    "ruled_out_by",
    "true_profit",
    "fit_reasons",
    "fit_missing",
    "revenue",
    "hours",
    "orders",
)
SORTS = ("true_profit", "fit_score", "revenue", "hours")
FIRST = 1000


def judged(view: View, wanted: Portrait) -> pd.DataFrame:
    """Every client of the scope, with its fit and its money."""
    clients, amounts = (
        view.data.worked(portrait_effect.known),
        view.data.worked(portrait_effect.money, view.scope),
    )
    return portrait_effect.judged(clients, wanted, amounts)


def show(view: View, wanted: Portrait) -> None:
    words, rows = view.words, judged(view, wanted)
    st.subheader(words("portrait.by_verdict"), anchor=False)
    table = portrait_effect.by_verdict(rows)
    columns = VERDICT if table["unknown_profit"].any() else VERDICT[:-1]
    tables.show(view, table, columns, key="portrait-verdicts")
    st.subheader(words("portrait.clients"), anchor=False)
    there = [v for v in VERDICTS if v in set(rows["verdict"])]
    with st.container(key="noprint-verdict"):
        chosen = st.segmented_control(
            words("metric.verdict"),
            there,
            key=state.bind("verdict", VERDICTS),
            format_func=lambda v: portrait_sentences.verdict(words, v),
            label_visibility="collapsed",
        )
    if chosen:
        rows = rows[rows["verdict"] == chosen]
    ordered = tables.sort(view, rows, SORTS, SORTS[0])
    told = worded(view, wanted, ordered)
    shown = [c for c in COLUMNS if c != "ruled_out_by" or told[c].notna().any()]
    tables.show(
        view,
        told.assign(ruled_out_by=told["ruled_out_by"].fillna("—")),
        shown,
        key="portrait-clients",
        opens=("client", "client_id"),
        first=FIRST,
        height=560 if len(ordered) > 14 else "content",
    )
    page.quiet(words("portrait.clients.note"), "quiet-clients")


def worded(view: View, wanted: Portrait, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with fit_reasons and fit_missing, in the screen's language."""
    words = view.words
    said = {
        fit: (
            portrait_sentences.reasons(words, wanted, fit),
            portrait_sentences.missing(words, fit),
        )
        for fit in set(rows["fit"])
    }
    return rows.assign(
        ruled_out_by=rows["fit"].map(lambda fit: ", ".join(fit.ruled_out) or None),
        fit_reasons=[said[f][0] for f in rows["fit"]],
        fit_missing=[said[f][1] for f in rows["fit"]],
    )
