"""One lead of the specialist's with all that is known of it: fit, needs, people, answers, meetings, calls; accepted or given back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import streamlit as st

from analysis import DealfitError
from analysis.journal import lead_calls
from analysis.language import Words, plain
from analysis.leads import specialist
from analysis.leads.specialist import Held
from dashboard import page, setting_trouble, state, tables
from dashboard.sales import call_card
from dashboard.sales.leads import call_meetings
from dashboard.view import View

TURN = "specialist.turn"
DONE = "specialist.done"
KEYS = {"accepted": "Alt+1", "given back": "Alt+2"}  # outcome → the key that notes it
CALLS = ("called_on", "called_by", "call_outcome", "call_note")


def show(view: View, each: Held, today: dt.date) -> None:
    words, lead = view.words, each.task.lead
    if said := state.get(DONE):
        state.put(DONE, None)
        st.success(plain(said))
    with st.container(border=True, key="held-card"):
        st.subheader(plain(lead.company), anchor=False)
        page.say([*call_card.why(words, each.task), *_needs(words, each)], "said-held")
        call_card.show_phones(words, str(lead.attributes.get("phone") or ""))
        with st.container(key="noprint-held"):
            _decide(view, each)
    call_meetings.show(view, each.task, today)
    _people(view, lead.lead_id)
    _calls(view, each)


def _needs(words: Words, each: Held) -> list[str]:
    """What it needs and by when; what it answered."""
    lead = each.task.lead
    known = {
        "wants": words.code("line_kind", lead.wants) if lead.wants else None,
        "lead_time_days": lead.lead_time_days,
        "need_by": None if lead.need_by is None else words.date(lead.need_by),
        "purchase_cycle_days": lead.purchase_cycle_days,
        "assigned_to": lead.assigned_to,
    }
    said = [f"{words.title(name)}: {value}" for name, value in known.items() if value is not None]
    found = [" · ".join(said)] if said else []
    answers = specialist.answers(each.task.noted)
    if answers:
        told = "; ".join(
            f"{call_card.title(words, name)} — {text}" for name, text in answers.items()
        )
        found.append(words("specialist.answers", answers=told))
    return found


def _decide(view: View, each: Held) -> None:
    words, turn = view.words, f"{each.task.lead.lead_id}-{state.get(TURN, 0)}"
    left, right = st.columns([1, 2])
    who = left.text_input(
        words("method.who"), value=state.person(), key=f"held-who-{turn}", max_chars=80
    )
    note = right.text_input(words("specialist.why"), key=f"held-why-{turn}", max_chars=400)
    for column, outcome in zip(st.columns(4), KEYS, strict=False):
        label = words(f"specialist.button.{outcome}")
        if column.button(
            label,
            shortcut=KEYS[outcome],
            key=f"held-{outcome}-{turn}",
            width="stretch",
            disabled=outcome == each.state,
        ):
            _save(view, each, outcome, who, note)


def _save(view: View, each: Held, outcome: str, who: str, note: str) -> None:
    words, last, lead = view.words, each.task.last_call, each.task.lead
    try:
        lead_calls.note_call(
            Path(view.data.build.root),
            lead.lead_id,
            outcome,
            who,
            note=note,
            seen=None if last is None else last.id,
        )
    except DealfitError as trouble:
        st.error(plain(setting_trouble.sentence(words, trouble)))
        return
    state.remember_person(who)
    state.put(TURN, state.get(TURN, 0) + 1)
    state.put(DONE, words(f"specialist.done.{outcome}", company=lead.company))
    if outcome != "accepted":
        state.ask("lead", None)
    st.rerun()


def _people(view: View, lead_id: str) -> None:
    words, people = view.words, view.data.worked(specialist.contacts, lead_id)
    st.subheader(words("specialist.people"), anchor=False)
    if people.empty:
        page.quiet(words("specialist.nobody"), "quiet-people")
    else:
        tables.show(view, people, ("name", "role", "stance"), key="held-people", files=False)


def _calls(view: View, each: Held) -> None:
    calls = each.task.noted.calls
    if not calls:
        return
    st.subheader(view.words("specialist.calls"), anchor=False)
    rows = [(c.at.date(), c.who, c.outcome, c.note or None) for c in reversed(calls)]
    frame = pd.DataFrame(rows, columns=list(CALLS))
    tables.show(view, frame, CALLS, key="held-calls", files=False)
