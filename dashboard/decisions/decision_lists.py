"""Decisions on clients as lists: what to begin with, what was decided, and the table of proposals."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analysis.advice.decisions import reason
from analysis.decisions import decision_outcomes
from analysis.findings import decision_findings, sentences
from analysis.journal.client_decisions import RecordedDecision
from analysis.language import is_unknown
from dashboard import links, page, state, tables
from dashboard.decisions.decision_sections import NOT_JUDGED, status
from dashboard.view import View

MADE = ("client_name", "kept", "margin_then", "margin_since", "orders_since", "profit_since")


def with_safe(view: View, rows: pd.DataFrame, kept: Mapping[str, RecordedDecision]) -> pd.DataFrame:
    """Those to talk to, or with the large ones that earn where they are asked for. rows: of client_decision."""
    words, talked = view.words, decision_findings.to_talk_to(rows, kept)
    if len(talked) == len(rows):
        return rows
    options = ("talk", "all")
    shown = st.segmented_control(
        words("decisions.show"),
        options,
        key=state.bind("show", options, "talk"),
        required=True,
        format_func=lambda o: words(f"decisions.show.{o}", n=len(rows) - len(talked)),
        help=words("decisions.show.help"),
    )
    return rows if shown == "all" else talked


def first(view: View, rows: pd.DataFrame) -> None:
    """The most urgent clients in plain text: what a list cuts off and a printer leaves out. rows: of `listed`."""
    words = view.words
    for row in rows.to_dict("records"):
        with st.container(key=f"urgent-{row['client_id']}", gap=None):
            links.to(
                view,
                "client",
                f"{row['client_name']} — {words.code('decision', row['decision'])}",
                id=row["client_id"],
            )
            lacking = (
                ""
                if is_unknown(row["at_stake"]) or not row["at_stake"]
                else words("decisions.lacking", amount=words.short_money(row["at_stake"]))
            )
            page.quiet(
                " ".join(p for p in (row["why"], lacking) if p), f"quiet-urgent-{row['client_id']}"
            )


def made(view: View, kept: Mapping[str, RecordedDecision], names: Mapping[str, str]) -> None:
    """The decisions in force and what the orders since then made."""
    if not kept:
        return
    words = view.words
    st.subheader(words("decisions.made"), anchor=False)
    since = view.data.worked(decision_outcomes.since, decision_outcomes.asked(kept.values()))
    rows = [
        (
            k.client_id,
            names.get(k.client_id, k.client_id),
            k.decision,
            status(view, k),
            k.known.get("true_margin"),
        )
        for k in kept.values()
    ]
    frame = pd.DataFrame(
        rows, columns=["client_id", "client_name", "decision", "kept", "margin_then"]
    ).merge(since, on="client_id")
    tables.show(
        view,
        frame,
        MADE,
        key="decisions-made",
        opens=("client", "client_id"),
        height="content",
        short=True,
    )
    page.quiet(words("decisions.made.note"), "quiet-made")


def listed(view: View, rows: pd.DataFrame, kept: Mapping[str, RecordedDecision]) -> pd.DataFrame:
    """client_decision with `why`, `needs` and `kept` in words."""
    words = view.words
    records = rows.to_dict("records")
    return rows.assign(
        decision=rows["decision"].fillna(NOT_JUDGED),
        why=[sentences.sentence(words, reason(row)) for row in records],
        needs=[
            " ".join(sentences.say(words, decision_findings.needs(row))) or "—" for row in records
        ],
        kept=[
            status(view, kept[c]) if c in kept else words("decisions.open")
            for c in rows["client_id"]
        ],
    )
