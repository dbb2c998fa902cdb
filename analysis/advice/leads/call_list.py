"""Whom to call, when, and who calls: one next action per lead, from what is known of it and what came of its calls.

What was planned and not done stays on top as overdue. METHOD_DEALS.md, section 2: the outcome of a call decides who calls next.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from analysis.advice.leads import next_step
from analysis.advice.leads.lead import Lead
from analysis.advice.leads.next_step import Qualification
from analysis.advice.leads.working_days import WorkingDays
from analysis.journal.lead_calls import Call
from analysis.journal.portrait import Portrait
from analysis.journal.settings.lead_thresholds import LeadLimits

When = Literal["overdue", "today", "planned", "out"]
ORDER: tuple[When, ...] = ("overdue", "today", "planned", "out")
FINAL = ("wrong number", "declined", "handed over")


@dataclass(frozen=True)
class Task:
    """A lead with its next action. `caller` None: anyone. `due_on` None: out of the list, and `out_by` says by which outcome or step.

    `value`: the expected amount, by which calls of one time are sorted; None where it isn't known: they come last.
    """

    qualified: Qualification
    when: When
    due_on: dt.date | None
    caller: str | None
    value: Decimal | None
    last_call: Call | None
    out_by: str | None = None

    @property
    def lead(self) -> Lead:
        return self.qualified.lead


def call_list(
    leads: Iterable[Lead],
    planned: Mapping[str, dt.date],
    calls: Mapping[str, Sequence[Call]],
    wanted: Portrait,
    limits: LeadLimits,
    today: dt.date,
    days: WorkingDays,
) -> list[Task]:
    """Overdue ones first, then today's, planned ones, those out of the list; in each those not tried today, of these the largest
    expected amount first.

    `planned`: lead → the day of its next step as it was planned when its file came in.
    """
    tasks = [
        _task(
            lead,
            planned.get(lead.lead_id),
            calls.get(lead.lead_id, ()),
            wanted,
            limits,
            today,
            days,
        )
        for lead in leads
    ]

    def place(task: Task) -> tuple[int, bool, Decimal, dt.date, str]:
        tried = task.last_call is not None and task.last_call.at.date() == today
        largest_first = Decimal(1) if task.value is None else -task.value
        day = task.due_on or dt.date.max
        return ORDER.index(task.when), tried, largest_first, day, task.lead.lead_id

    return sorted(tasks, key=place)


def _task(
    lead: Lead,
    planned_on: dt.date | None,
    its_calls: Sequence[Call],
    wanted: Portrait,
    limits: LeadLimits,
    today: dt.date,
    days: WorkingDays,
) -> Task:
    for call in its_calls:
        lead = answered(lead, call.answers)
    qualified = next_step.qualify(lead, wanted, limits, today, days)
    step, last = qualified.next_step, its_calls[-1] if its_calls else None
    due_on, caller = step.due_on, lead.assigned_to
    if step.step == "decline":
        return Task(qualified, "out", None, None, lead.expected_amount, last, "decline")
    if last is None:
        due_on = min(filter(None, (due_on, planned_on)), default=None)
    elif last.outcome in FINAL:
        return Task(qualified, "out", None, None, lead.expected_amount, last, last.outcome)
    elif last.outcome == "no answer":
        due_on, caller = days.from_day(last.at.date()), None
    elif last.outcome == "not interested":
        due_on, caller = days.from_day(_months_after(last.at.date(), limits.rest_months)), None
    elif last.outcome == "reached" and step.step == "ask":
        due_on, caller = days.after(last.at.date()), last.who
    elif last.due_on is not None:
        due_on, caller = days.from_day(last.due_on), last.who
    assert due_on is not None
    when: When = "overdue" if due_on < today else "today" if due_on == today else "planned"
    return Task(qualified, when, due_on, caller, lead.expected_amount, last)


def answered(lead: Lead, answers: Mapping[str, str]) -> Lead:
    """The lead with what it answered: a column of its own, else an attribute. What can't be read as its column changes nothing."""
    kinds = {each.name: each.type for each in fields(Lead)}
    own = {n: _read(t, str(kinds[n])) for n, t in answers.items() if n in kinds}
    attributes = {n.casefold(): t for n, t in answers.items() if n not in kinds}
    known = {name: value for name, value in own.items() if value is not None}
    return replace(lead, attributes={**lead.attributes, **attributes}, **known)


def _read(text: str, kind: str) -> Any:
    try:
        if "date" in kind:
            return dt.date.fromisoformat(text)
        if "Decimal" in kind:
            return Decimal(text)
        return int(text) if "int" in kind else text
    except (ValueError, InvalidOperation):
        return None


def _months_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(
        dt.date(year, month + 1, 1) + dt.timedelta(days=day.day - 1),
        following - dt.timedelta(days=1),
    )
