"""The parts of the list of calls: its sentences, the table, the way to leads where there are none."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import streamlit as st

from analysis.advice.leads.call_list import Task
from analysis.journal import shared_state
from analysis.language import Words, plain
from analysis.leads import call_table, calling
from analysis.leads.calling import CallList, CallTotals
from dashboard import links, page, state, tables
from dashboard.sales import call_card
from dashboard.view import View

COLUMNS = (
    "company",
    "call_when",
    "due_on",
    "next_step",
    "lead_reason",
    "expected_amount",
    "verdict",
    "questions",
    "caller",
    "call_outcome",
    "lead_id",
)


def of_day(view: View, today: dt.date) -> CallList:
    """The day's calls, those that hold what the box says."""
    key = state.bind_text("find")
    stamp = shared_state.stamp(Path(view.data.build.root))
    found: CallList = view.data.worked(calling.of_day, today, stamp, state.get(key) or "")
    return found


def said(words: Words, of: CallTotals) -> list[str]:
    """How many calls there are to make and what is expected of them."""
    found = [words("calls.head", now=of.now, overdue=of.overdue, planned=of.planned, out=of.out)]
    if of.amount is not None:
        amount = words.money(of.amount)
        found.append(words("calls.worth", amount=amount, known=of.known, n=of.now))
    return found


def chosen(view: View, found: CallList, today: dt.date, person: str) -> Task | None:
    """The lead that the address names, else the next to be called; another is found by its name, code or phone."""
    words = view.words
    task = _asked(view, today) or calling.next_call(found, person)
    tasks = {each.lead.lead_id: each for each in ([task] if task else []) + list(found.tasks)}
    with st.container(horizontal=True, vertical_alignment="bottom", key="noprint-calls"):
        if task is not None:
            key = f"call-lead-{task.lead.lead_id}"
            st.selectbox(
                words("calls.lead"),
                list(tasks),
                index=0,
                key=key,
                format_func=lambda lead_id: f"{plain(tasks[lead_id].lead.company)} · {lead_id}",
                on_change=lambda: state.ask("lead", str(state.get(key))),
                width=460,
            )
        st.text_input(
            words("calls.find"),
            key=state.bind_text("find"),
            max_chars=calling.LOOKED_FOR,
            width=300,
            on_change=lambda: state.ask("lead", None),
        )
    if not found.tasks:
        page.quiet(words("calls.none_found"), "quiet-calls")
    return task


def _asked(view: View, today: dt.date) -> Task | None:
    lead_id = state.asked("lead")
    if lead_id is None:
        return None
    stamp = shared_state.stamp(Path(view.data.build.root))
    task: Task | None = view.data.worked(calling.task_of, today, lead_id, stamp)
    return task


def listed(view: View, found: CallList, today: dt.date) -> None:
    """The first leads in the order of their calls; a click on a row opens its card. The files hold all."""
    words = view.words
    st.subheader(words("calls.list"), anchor=False)

    def whole() -> pd.DataFrame:
        sought = state.get(state.bind_text("find")) or ""
        stamp = shared_state.stamp(Path(view.data.build.root))
        every: CallList = view.data.worked(calling.of_day, today, stamp, sought, None)
        return _frame(words, every)

    tables.show(
        view,
        _frame(words, found),
        COLUMNS,
        key="calls",
        opens=("calls", "lead_id"),
        whole=(found.matching, whole),
        notes=(words("calls.order"),),
    )


def _frame(words: Words, found: CallList) -> pd.DataFrame:
    frame = call_table.table(found.tasks)
    asked = [task.qualified.next_step.questions for task in found.tasks]
    frame["questions"] = [
        ", ".join(call_card.title(words, name) for name in each) for each in asked
    ]
    return frame


def say_there_are_none(view: View) -> None:
    words = view.words
    st.markdown(f"**{plain(words('calls.empty'))}**  \n{plain(words('calls.empty.mend'))}")
    links.to(view, "import_files", words("calls.empty.link"))
