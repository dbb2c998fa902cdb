"""The parts of the list of calls: its sentences, the table, the way to leads where there are none."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis.advice.leads.call_list import Task
from analysis.language import Words, plain
from analysis.leads import calling
from dashboard import links, state, tables
from dashboard.sales import call_card
from dashboard.view import View

SHOWN = 200  # rows drawn at most; the files hold all
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


def said(words: Words, tasks: Sequence[Task]) -> list[str]:
    """How many calls there are to make and what is expected of them; whom to hand over or meet."""
    of = calling.totals(tasks)
    found = [words("calls.head", now=of.now, overdue=of.overdue, planned=of.planned, out=of.out)]
    if of.amount is not None:
        amount = words.money(of.amount)
        found.append(words("calls.worth", amount=amount, known=of.known, n=of.now))
    return found


def chosen(words: Words, tasks: Sequence[Task]) -> Task:
    """The lead that the address names, else the first to be called; another is chosen by its name."""
    ids = [task.lead.lead_id for task in tasks]
    names = {task.lead.lead_id: plain(task.lead.company) for task in tasks}
    asked = state.asked("lead")
    now = ids.index(asked) if asked in names else 0
    key = f"call-lead-{ids[now]}"
    st.selectbox(
        words("calls.lead"),
        ids,
        index=now,
        key=key,
        format_func=lambda lead_id: f"{names[lead_id]} · {lead_id}",
        on_change=lambda: state.ask("lead", str(state.get(key))),
        width=460,
    )
    return tasks[now]


def listed(view: View, tasks: Sequence[Task]) -> None:
    """All leads in the order of their calls; a click on a row opens its card."""
    words = view.words
    st.subheader(words("calls.list"), anchor=False)
    frame = calling.table(tasks)
    asked = [task.qualified.next_step.questions for task in tasks]
    frame["questions"] = [
        ", ".join(call_card.title(words, name) for name in each) for each in asked
    ]
    tables.show(
        view,
        frame,
        COLUMNS,
        key="calls",
        opens=("calls", "lead_id"),
        first=SHOWN,
        notes=(words("calls.order"),),
    )


def say_there_are_none(view: View) -> None:
    words = view.words
    st.markdown(f"**{plain(words('calls.empty'))}**  \n{plain(words('calls.empty.mend'))}")
    links.to(view, "import_files", words("calls.empty.link"))
