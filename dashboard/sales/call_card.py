"""One lead: why it is called, its phones, what to ask, and a key for each outcome of the call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from analysis import DealfitError
from analysis.advice.leads import next_step
from analysis.advice.leads.call_list import Task
from analysis.journal import lead_answers, lead_calls, shared_state
from analysis.language import Words, plain
from analysis.leads import became_clients, calling
from analysis.leads.phones import phones
from dashboard import links, page, setting_trouble, state
from dashboard.sales.leads import call_meetings
from dashboard.sales.sale_path import desk_link
from dashboard.view import View

TURN = "calls.turn"
DONE = "calls.done"
LAST = "calls.last"  # what this reader noted last: number of the call, lead
UNDO_KEY = "Alt+0"
KEYS = {  # outcome → the key that notes it
    "reached": "Alt+1",
    "no answer": "Alt+2",
    "later": "Alt+3",
    "not interested": "Alt+4",
    "wrong number": "Alt+5",
    "declined": "Alt+6",
    "handed over": "Alt+7",
}
# Kind of a column → how an answer is written.
FORMS = {"date": "date", "money": "number", "integer": "number"}
COLUMNS = 4  # buttons in a row


def show(view: View, task: Task, today: dt.date) -> None:
    words, lead = view.words, task.lead
    if said := state.get(DONE):
        state.put(DONE, None)
        st.success(plain(said))
    _offer_undo(view)
    with st.container(border=True, key="call-card"):
        st.subheader(plain(lead.company), anchor=False)
        page.say([*why(words, task), *_group(view, lead.lead_id)], "said-call")
        show_phones(words, str(lead.attributes.get("phone") or ""))
        with st.container(horizontal=True, key="noprint-call-ways"):
            desk_link.to_desk(view, lead_id=lead.lead_id)
            links.to(view, "path", words("path.to_path"), lead=lead.lead_id)
            _to_client(view, lead.lead_id)
        with st.container(key="noprint-call"):
            _note(view, task, today)
    _former(view, task)
    call_meetings.show(view, task, today)


def why(words: Words, task: Task) -> list[str]:
    """The step with its day and reason; what of the portrait is met, failed and unknown; what the need rests on."""
    step, fit = task.qualified.next_step, task.qualified.fit
    head = words.code("next_step", step.step).capitalize()
    if task.due_on is not None:
        head += f" · {words.date(task.due_on)}"
    found = [f"{head}: {words.code('lead_reason', step.reason)}."]
    if task.value is not None:
        found[0] += f" {words.title('expected_amount')}: {words.money(float(task.value))}."
    for state_of, key in (
        ("met", "calls.met"),
        ("failed", "calls.failed"),
        ("unknown", "calls.unknown"),
    ):
        if names := fit.named(state_of):  # type: ignore[arg-type]
            found.append(words(key, names=", ".join(names)))
    lead, last = task.lead, task.last_call
    if last is not None and last.outcome == "given back":
        found.append(words("calls.given_back", who=last.who, note=last.note))
    if lead.last_purchase_on is not None:
        key = "calls.bought_from" if lead.last_supplier else "calls.bought"
        found.append(words(key, day=words.date(lead.last_purchase_on), supplier=lead.last_supplier))
    return found


def _group(view: View, lead_id: str) -> list[str]:
    """For whom else of its group the lead is called."""
    found = view.data.worked(calling.others_of_group, lead_id)
    if found is None:
        return []
    name, others = found
    return [view.words("calls.group", group=name, names="; ".join(others) or "—")]


def _to_client(view: View, lead_id: str) -> None:
    """The client that the lead became, and how that is known; nothing where it isn't one yet."""
    became = view.data.worked(became_clients.of_lead, lead_id)
    if became is not None:
        by = view.words.code("linked_by", became.linked_by)
        label = view.words("worth.became", client=became.client_name, by=by)
        links.to(view, "client", label, id=became.client_id)


def show_phones(words: Words, cell: str) -> None:
    """Each number as a link, with the hour there where the number tells it, and said where it doesn't."""
    found = phones(cell)
    if not found:
        page.quiet(
            words("calls.no_phone") if not cell else words("calls.phone_as", text=cell),
            "quiet-phone",
        )
        return
    with st.container(horizontal=True, key="call-phones"):
        for phone in found:
            label = phone.number + (f" ({phone.extension})" if phone.extension else "")
            if phone.zone is not None:
                label += f" · {words('calls.hour', hour=f'{dt.datetime.now(phone.zone):%H:%M}')}"
            st.link_button(plain(label), phone.link)
    if all(phone.zone is None for phone in found):
        page.quiet(words("calls.hour_unknown"), "quiet-hour")


def _note(view: View, task: Task, today: dt.date) -> None:
    words, turn = view.words, f"{task.lead.lead_id}-{state.get(TURN, 0)}"
    answers = _questions(view, task, turn)
    left, middle, right = st.columns([2, 1, 3])
    who = left.text_input(
        words("method.who"), value=state.person(), key=f"call-who-{turn}", max_chars=80
    )
    n = int(middle.number_input(words("calls.in_days"), 1, 250, 3, key=f"call-days-{turn}"))
    note = right.text_input(words("calls.note"), key=f"call-note-{turn}", max_chars=400)
    rows = [list(KEYS)[start : start + COLUMNS] for start in range(0, len(KEYS), COLUMNS)]
    for outcomes in rows:
        for column, outcome in zip(st.columns(COLUMNS), outcomes, strict=False):
            label = words(f"calls.button.{outcome}", n=n)
            if column.button(
                label, shortcut=KEYS[outcome], key=f"call-{outcome}-{turn}", width="stretch"
            ):
                due_on = None
                if outcome == "later":
                    due_on = view.data.worked(calling.in_working_days, today, n)
                _save(view, task, today, outcome, who, due_on, answers, note)


def _questions(view: View, task: Task, turn: str) -> Mapping[str, str]:
    """A field for each question, the most telling first, with the words that the portrait knows; what is typed goes with the call."""
    words, wanted = view.words, task.qualified.next_step.questions
    if not wanted:
        return {}
    st.markdown(f"**{plain(words('calls.ask'))}**")
    known = {
        c.field: c.accept or c.reject for c in view.data.worked(calling.rules).portrait.criterion
    }
    return {
        name: st.text_input(
            plain(_field(words, name)),
            key=f"call-answer-{name}-{turn}",
            max_chars=200,
            placeholder=", ".join(known.get(name, ())),
        )
        for name in wanted
    }


def _field(words: Words, name: str) -> str:
    """What is asked, and how an answer is written that has a form."""
    how = "yes_or_no" if name == next_step.TERMS else FORMS.get(lead_answers.KINDS.get(name, ""))
    return f"{title(words, name)} ({words(f'calls.as_{how}')})" if how else title(words, name)


def title(words: Words, name: str) -> str:
    """Of what is asked: a column of leads by its title, a field of the portrait by its own name."""
    return words.title(name) if words.has(f"metric.{name}") else name


def _save(
    view: View,
    task: Task,
    today: dt.date,
    outcome: str,
    who: str,
    due_on: dt.date | None,
    answers: Mapping[str, str],
    note: str,
) -> None:
    seen, root = None if task.last_call is None else task.last_call.id, Path(view.data.build.root)
    try:
        if outcome == "handed over":
            given = {name: text for name, text in answers.items() if text.strip()}
            stamp = shared_state.stamp(root)
            view.data.worked(calling.refuse_unfit, today, task.lead.lead_id, given, stamp)
        number = lead_calls.note_call(
            root,
            task.lead.lead_id,
            outcome,
            who,
            due_on=due_on,
            answers=answers,
            note=note,
            seen=seen,
        )
    except DealfitError as trouble:
        st.error(plain(setting_trouble.sentence(view.words, trouble)))
        return
    state.put(LAST, (number, task.lead))
    _done(who, view.words("calls.done", company=task.lead.company))


def _offer_undo(view: View) -> None:
    """Of the call that this reader noted last: its lead comes back."""
    number, lead = state.get(LAST, (None, None))
    if lead is None:
        return
    label = plain(view.words("calls.undo_last", company=lead.company))
    if st.button(label, shortcut=UNDO_KEY, key=f"noprint-call-undo-last-{number}"):
        state.put(LAST, (None, None))
        _take_back(view, number, lead.lead_id)


def _former(view: View, task: Task) -> None:
    """The last call, and the way to take it back."""
    words, last = view.words, task.last_call
    if last is None:
        return
    day = words.date(last.at.date())
    outcome = words.code("call_outcome", last.outcome)
    with st.container(horizontal=True, vertical_alignment="center", key="noprint-call-undo"):
        st.text(words("calls.last", day=day, who=last.who, outcome=outcome))
        if st.button(words("calls.undo"), key=f"call-undo-{last.id}"):
            _take_back(view, last.id, task.lead.lead_id)


def _take_back(view: View, number: int, lead_id: str) -> None:
    try:
        lead_calls.undo(Path(view.data.build.root), number, state.person())
    except DealfitError as trouble:
        st.error(plain(setting_trouble.sentence(view.words, trouble)))
        return
    _done(state.person(), view.words("calls.undone"), lead_id)


def _done(who: str, said: str, lead_id: str | None = None) -> None:
    """The lead, else the next one to be called, with an empty form."""
    state.remember_person(who)
    state.put(TURN, state.get(TURN, 0) + 1)
    state.put(DONE, said)
    state.ask("lead", lead_id)
    st.rerun()
