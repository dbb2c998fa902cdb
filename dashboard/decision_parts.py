"""A client's decision on screen: what is proposed and why, what was decided, the form, the history, what came after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analysis import DealfitError, Scope, client_letter, findings_decisions, kept_decisions
from analysis.decisions import DECISIONS, REFUSE
from analysis.kept_decisions import STATUSES, Kept
from dashboard import page, sentences, state, tables
from dashboard.view import View
from dashboard.wording import is_unknown, plain

SINCE = ("orders", "revenue", "true_margin", "true_profit", "hours")
BEFORE = ("orders_behind_it", "revenue", "true_margin", "true_profit", "hours")


def of_client(view: View, client_id: str) -> None:
    """The part of the page of one client: proposal, what is in force, the form, the history."""
    words, rows = view.words, view.data.table("client_decision")
    row = next(iter(rows[rows["client_id"] == client_id].to_dict("records")), None)
    st.subheader(words("decisions.client"), anchor=False)
    if row is None:
        page.quiet(words("decisions.client.none"), "quiet-decision")
        return
    entries = kept_decisions.history(root(view), client_id)
    kept = next((e for e in entries if e.undone_by is None), None)
    page.say([*proposed(view, row), *([status(view, kept)] if kept else [])], "said-decision")
    page.quiet(evidence(view, row), "quiet-evidence")
    if kept and kept.note:
        page.quiet(words("decisions.note_is", note=kept.note), "quiet-note")
    if kept:
        _after(view, kept)
    with st.container(key=f"noprint-decide-{client_id}"):
        _form(view, row)
        _letter(view, row)
    _history(view, entries)


def proposed(view: View, row: Mapping[Any, Any]) -> list[str]:
    """The proposal with its reason; what it would need."""
    words = view.words
    said = [
        f"{words.code('decision', row['decision']).capitalize()}. {sentences.sentence(words, findings_decisions.reason(row))}"
    ]
    needed = sentences.say(words, findings_decisions.needs(row))
    key = "decisions.needs_refused" if row["decision"] == REFUSE else "decisions.needs"
    return [*said, *([words(key, needs=" ".join(needed))] if needed else [])]


def evidence(view: View, row: Mapping[Any, Any]) -> str:
    words = view.words
    peers = words("decisions.all_clients") if is_unknown(row["peers"]) else row["peers"]
    sure = words.code("confidence", row["confidence"])
    if is_unknown(row["own_weight"]):
        return words("decisions.evidence_unknown", n=int(row["orders_behind_it"]), sure=sure)
    return words("decisions.evidence", n=int(row["orders_behind_it"]), sure=sure, weight=words.share(row["own_weight"], 0), peers=peers,
                 peer=words.share(row["peer_margin"]), judged=words.share(row["shrunk_margin"]), low=words.share(row["margin_low"]),
                 high=words.share(row["margin_high"]))  # fmt: skip


def status(view: View, kept: Kept) -> str:
    words = view.words
    said = words(
        f"decisions.{kept.status}", decision=words.code("decision", kept.decision), who=kept.who, at=words.date(kept.at)
    )
    if kept.due_on is None:
        return said
    due = "decisions.was_due" if kept.is_due(today()) else "decisions.due"
    return f"{said} {words(due, date=words.date(kept.due_on))}"


def _after(view: View, kept: Kept) -> None:
    """The client's orders since the day of the decision against what was known then."""
    words = view.words
    since = view.data.metrics(SINCE, (), Scope(since=kept.at.date(), clients=(kept.client_id,))).iloc[0]
    if is_unknown(since["orders"]) or not since["orders"]:
        page.quiet(words("decisions.after.none", at=words.date(kept.at)), "quiet-after")
        return
    units = [tables.unit_of(name) for name in SINCE]
    rows = [(words.title(name), words.value(kept.known.get(then), unit), words.value(since[name], unit))
            for name, then, unit in zip(SINCE, BEFORE, units, strict=True)]  # fmt: skip
    st.text(words("decisions.after", at=words.date(kept.at)))
    frame = pd.DataFrame(rows, columns=["title", "known_then", "since_then"])
    tables.show(view, frame, list(frame.columns), key="decision-after", height="content", files=False)


def _form(view: View, row: Mapping[Any, Any]) -> None:
    words, client_id = view.words, row["client_id"]
    with st.expander(words("decisions.decide")), st.form(f"decide-{client_id}-{state.get('decisions.turn', 0)}"):
        left, middle, right = st.columns(3)
        answer = left.radio(words("decisions.answer"), STATUSES, format_func=lambda s: words(f"decisions.answer.{s}"))
        decision = middle.selectbox(words("metric.decision"), DECISIONS, DECISIONS.index(row["decision"]),
                                    format_func=lambda d: words.code("decision", d), help=words("decisions.changed.help"))  # fmt: skip
        due_on = right.date_input(words("decisions.due_on"), value=None, min_value=today(), format="DD.MM.YYYY")
        note = st.text_area(words("decisions.note"), max_chars=kept_decisions.LONGEST_NOTE, height=80)
        who = st.text_input(words("method.who"), value=state.person(), max_chars=80)
        if not st.form_submit_button(words("decisions.keep"), type="primary"):
            return
    chosen = row["decision"] if answer == kept_decisions.ACCEPTED else decision
    try:
        kept_decisions.keep(root(view), row, view.data.build.build_id, answer, chosen, note, due_on, who)
    except DealfitError as trouble:
        st.error(plain(words.error(trouble)))
        return
    state.remember_person(who)
    state.put("decisions.turn", state.get("decisions.turn", 0) + 1)
    st.rerun()


def _letter(view: View, row: Mapping[Any, Any]) -> None:
    """A draft to edit and take away; nothing is sent."""
    words = view.words
    if row["decision"] not in findings_decisions.TO_CHANGE:
        return
    with st.expander(words("letter.title")):
        page.quiet(words("letter.note"), f"quiet-letter-{row['client_id']}")
        lang = st.segmented_control(words("language"), ("ru", "en"), default=words.lang, required=True,
                                    key=f"letter.lang.{row['client_id']}",
                                    format_func={"ru": "Русский", "en": "English"}.__getitem__)  # fmt: skip
        draft = client_letter.draft(row, str(lang))
        text = st.text_area(
            words("letter.title"),
            draft,
            height=360,
            key=f"letter.{row['client_id']}.{lang}",
            label_visibility="collapsed",
        )
        st.download_button(words("letter.download"), text.encode("utf-8-sig"), f"letter-{lang}.txt", "text/plain", on_click="ignore",
                           key=f"letter.txt.{row['client_id']}")  # fmt: skip


def _history(view: View, entries: list[Kept]) -> None:
    words = view.words
    if not entries:
        return
    with st.expander(words("decisions.history", n=len(entries))):
        for each in entries:
            with st.container(key=f"decision-{each.id}", horizontal=True, vertical_alignment="center"):
                st.text(f"{status(view, each)} {each.note}")
                known = words("decisions.known", margin=words.share(each.known.get("true_margin")),
                              true_profit=words.money(each.known.get("true_profit")))  # fmt: skip
                page.quiet(known, f"quiet-known-{each.id}")
                if each.undone_by:
                    page.quiet(words("decisions.undone", who=each.undone_by), f"quiet-undone-{each.id}")
                elif state.person() and st.button(
                    words("decisions.undo"), key=f"decision.undo.{each.id}", type="tertiary"
                ):
                    kept_decisions.undo(root(view), each.id, state.person())
                    st.rerun()


def listed(view: View, rows: pd.DataFrame, kept: Mapping[str, Kept]) -> pd.DataFrame:
    """client_decision with `why`, `needs` and `kept` in words."""
    words = view.words
    records = rows.to_dict("records")
    return rows.assign(
        why=[sentences.sentence(words, findings_decisions.reason(row)) for row in records],
        needs=[" ".join(sentences.say(words, findings_decisions.needs(row))) or "—" for row in records],
        kept=[status(view, kept[c]) if c in kept else words("decisions.open") for c in rows["client_id"]],
    )


def root(view: View) -> Path:
    return Path(view.data.build.root)


def today() -> dt.date:
    return dt.date.today()
