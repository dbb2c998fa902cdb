"""What can be recorded of a deal with a few clicks: a step, a wait, a person, the budget, the end; and the last entry taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from analysis import DealfitError
from analysis.actions.deals import sale_recording
from analysis.dictionary.codes import BUDGET_STATES, LOST, NO_DECISION, ROLES, STANCES, WON
from analysis.journal.sale_entries import Record, RecordedPerson, RecordedTouch
from analysis.language import Words, plain
from analysis.leads.path_today import PathToday
from dashboard import setting_trouble, state
from dashboard.method import who_and_why
from dashboard.sales.sale_path import path_sections
from dashboard.view import View

TURN, SAID = "path.turn", "path.said"
ENDS = (WON, LOST, NO_DECISION)
DAY_FORMAT = "DD.MM.YYYY"


@dataclass(frozen=True)
class Subject:
    """The deal that is recorded of. `stage`: where it is, 0: nowhere yet. `newest`: the number of its newest entry that is shown."""

    deal_id: str
    lead_id: str | None = None
    client_id: str | None = None
    stage: int = 0
    newest: int | None = None

    def touch(self, stage: int, day: dt.date, **told: Any) -> RecordedTouch:
        return RecordedTouch(self.deal_id, stage, day, self.lead_id, self.client_id, **told)


def said_last(words: Words) -> None:
    if said := state.get(SAID):
        state.put(SAID, None)
        st.success(plain(words(said)))


def draw(view: View, found: PathToday, subject: Subject) -> None:
    """The forms beside each other as tabs; of a deal that is yet to begin the first step alone."""
    words = view.words
    forms: dict[str, Callable[[str], Record | None]] = {
        "step": partial(_step, words, found, subject)
    }
    if subject.stage:
        forms |= {
            "wait": partial(_wait, words, found.today, subject),
            "budget": partial(_budget, words, found.today, subject),
            "end": partial(_end, words, found.today, subject),
        }
        if subject.lead_id or subject.client_id:
            forms["person"] = partial(_person, words, subject)
    with st.container(key="noprint-path-forms"):
        for tab, (name, form) in zip(
            st.tabs([words(f"path.form.{name}") for name in forms]), forms.items(), strict=True
        ):
            with tab:
                _one(view, name, form, subject)


def _one(view: View, name: str, form: Callable[[str], Record | None], subject: Subject) -> None:
    words, key = view.words, f"path-{name}-{subject.deal_id}-{state.get(TURN, 0)}"
    with st.form(key):
        made = form(key)
        left, right = st.columns([2, 1], vertical_alignment="bottom")
        who = left.text_input(
            words("method.who"), value=state.person(), key=f"{key}-who", max_chars=80
        )
        if not right.form_submit_button(words("path.record"), type="primary", width="stretch"):
            return
    if made is None:
        st.error(plain(words("path.form.nothing")))
        return
    if isinstance(made, RecordedTouch) and made.hours is not None and made.person is None:
        made = RecordedTouch(**vars(made) | {"person": who.strip() or None})
    _save(view, made, who, subject)


def _step(words: Words, found: PathToday, subject: Subject, key: str) -> Record:
    """The next stage by default; the same one again for hours spent there."""
    named = path_sections.names(words, found)
    numbers = list(named)
    after = min(subject.stage + 1, numbers[-1])
    first, second, third = st.columns([3, 2, 1])
    stage = first.selectbox(
        words("metric.stage_no"),
        numbers,
        index=numbers.index(after),
        format_func=lambda n: f"{n}. {named[n]}",
        key=f"{key}-stage",
    )
    day = second.date_input(
        words("metric.entered_on"), found.today, format=DAY_FORMAT, key=f"{key}-day"
    )
    hours = third.number_input(
        words("metric.hours"), 0.0, 1000.0, None, step=0.5, key=f"{key}-hours"
    )
    return subject.touch(int(stage), day, hours=_decimal(hours))


def _wait(words: Words, today: dt.date, subject: Subject, key: str) -> Record | None:
    left, right = st.columns([3, 2])
    reason = left.text_input(words("metric.stall_reason"), key=f"{key}-reason", max_chars=400)
    until = right.date_input(
        words("metric.stalled_until"),
        None,
        min_value=today + dt.timedelta(days=1),
        format=DAY_FORMAT,
        key=f"{key}-until",
    )
    if not reason.strip() and until is None:
        return None
    return subject.touch(
        subject.stage, today, stall_reason=reason.strip() or None, stalled_until=until
    )


def _budget(words: Words, today: dt.date, subject: Subject, key: str) -> Record:
    first, second, third = st.columns(3)
    budget = first.selectbox(
        words("metric.budget_state"),
        BUDGET_STATES,
        format_func=lambda code: words.code("budget_state", code),
        key=f"{key}-state",
    )
    amount = second.number_input(
        words("metric.budget_amount"), 0.0, 1e12, None, step=1000.0, key=f"{key}-amount"
    )
    by = third.date_input(words("metric.budget_by"), None, format=DAY_FORMAT, key=f"{key}-by")
    return subject.touch(
        subject.stage,
        today,
        budget_state=str(budget),
        budget_amount=_decimal(amount),
        budget_by=by,
    )


def _end(words: Words, today: dt.date, subject: Subject, key: str) -> Record:
    first, second, third = st.columns([2, 3, 2])
    result = first.selectbox(
        words("metric.sale_result"),
        ENDS,
        format_func=lambda code: words.code("sale_result", code),
        key=f"{key}-result",
    )
    reason = second.text_input(words("path.form.reason"), key=f"{key}-reason", max_chars=400)
    order = third.text_input(words("path.form.order"), key=f"{key}-order", max_chars=80)
    return subject.touch(
        subject.stage,
        today,
        result=str(result),
        reason=reason.strip() or None if result != WON else None,
        order_id=order.strip() or None if result == WON else None,
    )


def _person(words: Words, subject: Subject, key: str) -> Record | None:
    first, second, third = st.columns([3, 2, 2])
    name = first.text_input(words("metric.name"), key=f"{key}-name", max_chars=120)
    role = second.selectbox(
        words("metric.role"),
        ROLES,
        format_func=lambda code: words.code("role", code),
        key=f"{key}-role",
    )
    stance = third.selectbox(
        words("metric.stance"),
        STANCES,
        index=None,
        placeholder=words.unknown,
        format_func=lambda code: words.code("stance", code),
        key=f"{key}-stance",
    )
    if not name.strip():
        return None
    return RecordedPerson(
        subject.deal_id, name.strip(), str(role), subject.lead_id, subject.client_id, stance
    )


def _decimal(value: float | None) -> Decimal | None:
    return None if not value else Decimal(str(value))


def _save(view: View, made: Record, who: str, subject: Subject) -> None:
    root = Path(view.data.build.root)
    if _done(view, partial(sale_recording.record, root, made, who, seen=subject.newest)):
        state.remember_person(who)
        state.ask("deal", subject.deal_id)
        _again("path.recorded")


def take_back(view: View, entry: int) -> None:
    root = Path(view.data.build.root)
    if _done(view, partial(sale_recording.undo, root, entry, state.person())):
        _again("path.undone")


def _done(view: View, change: Callable[..., object]) -> bool:
    """Whether the change was made; said where it was refused."""
    bar = st.progress(0.0, view.words("upload.building"))
    try:
        change(progress=who_and_why.progress(bar))
    except DealfitError as trouble:
        st.error(plain(setting_trouble.sentence(view.words, trouble)))
        return False
    finally:
        bar.empty()
    return True


def _again(said: str) -> None:
    state.put(TURN, state.get(TURN, 0) + 1)
    state.put(SAID, said)
    state.unpin()
    st.rerun()
