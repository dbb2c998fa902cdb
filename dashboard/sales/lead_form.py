"""A lead typed in: the company, its phone, what it wants; saved with who and when, and taken back as easily."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analysis import DealfitError
from analysis.actions import lead_entry
from analysis.dictionary.codes import LINE_KINDS
from analysis.journal import lead_answers, typed_leads
from analysis.language import Words, plain
from dashboard import page, setting_trouble, state
from dashboard.view import View

TURN, DONE, LAST = "lead_form.turn", "lead_form.done", "lead_form.last"
ROWS = (  # what is asked, in the order of a call
    ("company", "phone", "wants", "expected_amount"),
    ("industry", "region", "employees", "lead_time_days"),
    ("last_purchase_on", "last_supplier", "purchase_cycle_days", "need_by"),
)


def show(view: View) -> None:
    words, turn = view.words, state.get(TURN, 0)
    if said := state.get(DONE):
        state.put(DONE, None)
        st.success(plain(said))
    _offer_undo(view)
    with (
        st.container(key="noprint-lead-form"),
        st.expander(words("lead_form.open")),
        st.form(f"lead-form-{turn}", border=False),
    ):
        given: dict[str, str] = {}
        for row in ROWS:
            for column, name in zip(st.columns(len(row)), row, strict=True):
                with column:
                    given[name] = _field(words, name, turn)
        who = st.text_input(
            words("method.who"), value=state.person(), key=f"lead-who-{turn}", max_chars=80
        )
        page.quiet(words("lead_form.quick"), "quiet-lead-form")
        if st.form_submit_button(words("lead_form.save"), type="primary"):
            _save(view, given, who)


def _field(words: Words, name: str, turn: int) -> str:
    title, key = words.title(name), f"lead-{name}-{turn}"
    if name == "wants":
        chosen = st.selectbox(
            title,
            ("", *LINE_KINDS),
            key=key,
            format_func=lambda kind: (
                words.code("line_kind", kind) if kind else words("lead_form.any")
            ),
        )
        return str(chosen)
    if lead_answers.KINDS[name] == "date":
        title = f"{title} ({words('calls.as_date')})"
    return st.text_input(plain(title), key=key, max_chars=typed_leads.LONGEST)


def _save(view: View, given: dict[str, str], who: str) -> None:
    root = Path(view.data.build.root)
    try:
        lead_id = lead_entry.enter(root, given, who)
    except DealfitError as trouble:
        st.error(plain(setting_trouble.sentence(view.words, trouble)))
        return
    state.remember_person(who)
    state.put(LAST, lead_id)
    _again(view.words("lead_form.done", lead_id=lead_id, company=given["company"].strip()))


def _offer_undo(view: View) -> None:
    """Of the lead that was saved last, where it still stands."""
    words, root, code = view.words, Path(view.data.build.root), state.get(LAST)
    last = next((e for e in typed_leads.read(root) if e.lead_id == code), None) if code else None
    if last is not None and st.button(words("lead_form.undo"), key=f"lead-undo-{last.id}"):
        try:
            lead_entry.undo(root, last.id, state.person())
        except DealfitError as trouble:
            st.error(plain(setting_trouble.sentence(words, trouble)))
            return
        _again(words("lead_form.undone"))


def _again(said: str) -> None:
    """An empty form, on a store that holds what was saved."""
    state.put(TURN, state.get(TURN, 0) + 1)
    state.put(DONE, said)
    state.unpin()
    st.rerun()
