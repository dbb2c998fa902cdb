"""A client's decision on screen: what is proposed and why, what was decided, the form, the history, what came after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analysis import DealfitError, Scope
from analysis.advice.decisions import reason
from analysis.dictionary import units
from analysis.dictionary.codes import DECISIONS, KEEP, REFUSE
from analysis.findings import decision_findings, sentences
from analysis.journal import client_decisions
from analysis.journal.client_decisions import STATUSES, RecordedDecision
from analysis.language import is_unknown, plain
from dashboard import links, meanwhile, page, state, tables
from dashboard.decisions import letter_draft
from dashboard.view import View

SINCE = ("orders", "revenue", "true_margin", "true_profit", "hours")
NOT_JUDGED = "not judged"  # of texts "decision.…": where there is no proposal
BEFORE = ("orders_behind_it", "revenue", "true_margin", "true_profit", "hours")


def of_client(view: View, client_id: str) -> None:
    """The part of the page of one client: proposal, what is in force, the form, the history."""
    words, rows = view.words, view.data.table("client_decision")
    row = next(iter(rows[rows["client_id"] == client_id].to_dict("records")), None)
    st.subheader(words("decisions.client"), anchor=False)
    if row is None:
        page.quiet(words("decisions.client.none"), "quiet-decision")
        return
    entries = client_decisions.history(root(view), client_id)
    kept = next((e for e in entries if e.undone_by is None), None)
    said = [status(view, kept)] if kept else []
    if is_unknown(row["decision"]):
        page.quiet(" ".join(proposed(view, row)), "quiet-not-judged")
    else:
        said = [*proposed(view, row), *said]
    page.say(said, "said-decision")
    if (
        not is_unknown(row["telling_order"])
        and row["reason_code"] in decision_findings.ON_ONE_ORDER
    ):
        links.to(
            view,
            "order",
            words("decisions.telling", order=row["telling_order"]),
            order=row["telling_order"],
        )
    if not is_unknown(row["decision"]):
        page.quiet(evidence(view, row), "quiet-evidence")
    if kept and kept.note:
        page.quiet(words("decisions.note_is", note=kept.note), "quiet-note")
    if kept:
        _after(view, kept)
    with st.container(key=f"noprint-decide-{client_id}"):
        _form(view, row, kept.id if kept else None)
        letter_draft.show(view, row, kept)
    _history(view, entries)


def proposed(view: View, row: Mapping[Any, Any]) -> list[str]:
    """The proposal with its reason, and why it isn't what its group suggests; what it would need."""
    words = view.words
    unjudged = is_unknown(row["decision"])
    advice = (
        words("decisions.not_judged")
        if unjudged
        else f"{words.code('decision', row['decision']).capitalize()}."
    )
    said = [f"{advice} {sentences.sentence(words, reason(row))}"]
    if differs := decision_findings.clash(row):
        said[0] += f" {sentences.sentence(words, differs)}"
    needed = sentences.say(words, decision_findings.needs(row))
    key = "decisions.needs_refused" if row["decision"] == REFUSE else "decisions.needs"
    return [*said, *([words(key, needs=" ".join(needed))] if needed else [])]


def evidence(view: View, row: Mapping[Any, Any]) -> str:
    words = view.words
    peers = words("decisions.all_clients") if is_unknown(row["peers"]) else row["peers"]
    sure = words.code("confidence", row["confidence"])
    costed = view.data.metrics(["costed_orders"], (), Scope(clients=(row["client_id"],)))[
        "costed_orders"
    ].iloc[0]
    without = 0 if is_unknown(costed) else int(costed) - int(row["orders_behind_it"])
    rest = words("decisions.without_revenue", n=without) if without > 0 else ""
    behind = {"n": int(row["orders_behind_it"]), "rest": rest, "sure": sure}
    if is_unknown(row["own_weight"]):
        return words("decisions.evidence_unknown", **behind)
    margins = {
        "peer": "peer_margin",
        "judged": "shrunk_margin",
        "low": "margin_low",
        "high": "margin_high",
    }
    shares = {name: words.share(row[column]) for name, column in margins.items()}
    return words(
        "decisions.evidence",
        **behind,
        **shares,
        weight=words.share(row["own_weight"], 0),
        peers=peers,
    )


def status(view: View, kept: RecordedDecision) -> str:
    words = view.words
    said = words(
        f"decisions.{kept.status}",
        decision=words.code("decision", kept.decision),
        who=kept.who,
        at=words.date(kept.at),
    )
    if kept.due_on is None:
        return said
    due = "decisions.was_due" if kept.is_due(today()) else "decisions.due"
    return f"{said} {words(due, date=words.date(kept.due_on))}"


def _after(view: View, kept: RecordedDecision) -> None:
    """The client's orders since the day of the decision against what was known then."""
    words = view.words
    since = view.data.metrics(
        SINCE, (), Scope(since=kept.at.date(), clients=(kept.client_id,))
    ).iloc[0]
    if is_unknown(since["orders"]) or not since["orders"]:
        page.quiet(words("decisions.after.none", at=words.date(kept.at)), "quiet-after")
        return
    shown = [units.unit_of(name) for name in SINCE]
    rows = [
        (words.title(name), words.value(kept.known.get(then), unit), words.value(since[name], unit))
        for name, then, unit in zip(SINCE, BEFORE, shown, strict=True)
    ]
    st.text(words("decisions.after", at=words.date(kept.at)))
    frame = pd.DataFrame(rows, columns=["title", "known_then", "since_then"])
    tables.show(
        view, frame, list(frame.columns), key="decision-after", height="content", files=False
    )


def _form(view: View, row: Mapping[Any, Any], in_force: int | None) -> None:
    """in_force: the entry of the decision that stands."""
    words, client_id = view.words, row["client_id"]
    base = meanwhile.of(f"decision {client_id}", in_force)
    with (
        st.expander(words("decisions.decide")),
        st.form(f"decide-{client_id}-{state.get('decisions.turn', 0)}"),
    ):
        left, middle, right = st.columns(3)
        proposal = None if is_unknown(row["decision"]) else row["decision"]
        answers = STATUSES if proposal else STATUSES[1:]
        answer = left.radio(
            words("decisions.answer"), answers, format_func=lambda s: words(f"decisions.answer.{s}")
        )
        decision = middle.selectbox(
            words("metric.decision"),
            DECISIONS,
            DECISIONS.index(proposal or KEEP),
            format_func=lambda d: words.code("decision", d),
            help=words("decisions.changed.help"),
        )
        due_on = right.date_input(
            words("decisions.due_on"), value=None, min_value=today(), format="DD.MM.YYYY"
        )
        note = st.text_area(
            words("decisions.note"), max_chars=client_decisions.LONGEST_NOTE, height=80
        )
        who = st.text_input(words("method.who"), value=state.person(), max_chars=80)
        if not st.form_submit_button(words("decisions.keep"), type="primary"):
            return
    chosen = row["decision"] if answer == client_decisions.ACCEPTED else decision
    try:
        client_decisions.keep(
            root(view), row, view.data.build.build_id, answer, chosen, note, due_on, who, base.seen
        )
    except DealfitError as trouble:
        st.error(plain(meanwhile.refused(words, trouble, f"decision {client_id}", in_force)))
        return
    meanwhile.forget()
    state.remember_person(who)
    state.put("decisions.turn", state.get("decisions.turn", 0) + 1)
    st.rerun()


def _history(view: View, entries: list[RecordedDecision]) -> None:
    words = view.words
    if not entries:
        return
    with st.expander(words("decisions.history", n=len(entries))):
        who = ""
        if any(each.undone_by is None for each in entries):
            with st.container(key=f"noprint-undo-{entries[0].client_id}"):
                who = st.text_input(
                    words("method.who"),
                    value=state.person(),
                    max_chars=80,
                    key=f"who-decision-{entries[0].client_id}",
                )
        for each in entries:
            with st.container(
                key=f"decision-{each.id}", horizontal=True, vertical_alignment="center"
            ):
                st.text(f"{status(view, each)} {each.note}")
                known = words(
                    "decisions.known",
                    margin=words.share(each.known.get("true_margin")),
                    true_profit=words.money(each.known.get("true_profit")),
                )
                page.quiet(known, f"quiet-known-{each.id}")
                if each.undone_by:
                    page.quiet(
                        words("decisions.undone", who=each.undone_by), f"quiet-undone-{each.id}"
                    )
                elif st.button(
                    words("decisions.undo"), key=f"decision.undo.{each.id}", type="tertiary"
                ):
                    _undo(view, each.id, who)


def _undo(view: View, entry: int, who: str) -> None:
    try:
        client_decisions.undo(root(view), entry, who)
    except DealfitError as trouble:
        st.error(plain(view.words.error(trouble)))
        return
    meanwhile.forget()
    state.remember_person(who)
    st.rerun()


def root(view: View) -> Path:
    return Path(view.data.build.root)


def today() -> dt.date:
    return dt.date.today()
