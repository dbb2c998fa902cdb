"""The parts of the specialist's list: its sentences, the choice of a lead, the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from analysis.journal import shared_state
from analysis.language import Words, plain
from analysis.leads import specialist
from analysis.leads.specialist import Held
from dashboard import links, state, tables
from dashboard.view import View

SHOWN = 500  # rows drawn at most; the files hold all


def held(view: View, today: dt.date) -> list[Held]:
    """The leads that are with a specialist, by date."""
    stamp = shared_state.stamp(Path(view.data.build.root))
    found: list[Held] = view.data.worked(specialist.held, today, stamp)
    return found


def said(words: Words, found: Sequence[Held]) -> list[str]:
    if not found:
        return []
    new = specialist.to_accept(found)
    return [
        words("specialist.head", n=len(found), meetings=specialist.with_meeting(found), new=new)
    ]


def chosen(view: View, found: Sequence[Held]) -> Held:
    """The lead that the address names, else the first one."""
    ids = {each.task.lead.lead_id: each for each in found}
    asked = state.asked("lead")
    now = asked if asked in ids else next(iter(ids))
    key = f"held-lead-{now}"
    st.selectbox(
        view.words("calls.lead"),
        list(ids),
        index=list(ids).index(now),
        key=key,
        format_func=lambda lead_id: f"{plain(ids[lead_id].task.lead.company)} · {lead_id}",
        on_change=lambda: state.ask("lead", str(state.get(key))),
        width=460,
    )
    return ids[now]


def listed(view: View, found: Sequence[Held]) -> None:
    """All of them by date; a click on a row opens its card."""
    words = view.words
    st.subheader(words("specialist.list"), anchor=False)
    tables.show(
        view,
        specialist.table(found),
        specialist.COLUMNS,
        key="specialist",
        opens=("specialist", "lead_id"),
        first=SHOWN,
        titles={"line_kind": words.title("wants")},
        notes=(words("specialist.order"),),
    )


def say_there_are_none(view: View) -> None:
    words = view.words
    st.markdown(
        f"**{plain(words('specialist.empty'))}**  \n{plain(words('specialist.empty.mend'))}"
    )
    links.to(view, "calls", words("view.calls"))
