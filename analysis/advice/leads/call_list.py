"""Whom to call, when, and who calls: one next action per lead, from what is known of it and what came of its calls.

What was planned and not done stays on top as overdue. METHOD_DEALS.md, section 2: the outcome of a call decides who calls next. A lead
that was handed over, or has a meeting, is the specialist's until it is given back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Literal

from analysis.advice.leads import next_step
from analysis.advice.leads.lead import Lead
from analysis.advice.leads.next_step import Qualification
from analysis.advice.leads.working_days import WorkingDays
from analysis.journal import lead_answers
from analysis.journal.lead_calls import Call
from analysis.journal.lead_meetings import Booked
from analysis.journal.portrait import Portrait
from analysis.journal.settings.lead_thresholds import LeadLimits

When = Literal["overdue", "today", "planned", "out"]
FINAL = ("wrong number", "declined")
HELD = ("handed over", "accepted")  # by a specialist
GIVEN_BACK = "given back"
MEETING = "meeting booked"


@dataclass(frozen=True)
class Noted:
    """What people noted of a lead: its calls, the oldest first, and its meetings that stand, by their start."""

    calls: Sequence[Call] = ()
    meetings: Sequence[Booked] = ()

    @property
    def last(self) -> Call | None:
        return self.calls[-1] if self.calls else None

    @property
    def out_by(self) -> str | None:
        """Why it isn't called: an outcome of FINAL or HELD, or MEETING; None: it is called."""
        if self.last is not None and self.last.outcome in (*FINAL, *HELD):
            return self.last.outcome
        given_back = [call.at for call in self.calls if call.outcome == GIVEN_BACK]
        stands = any(not given_back or each.at >= given_back[-1] for each in self.meetings)
        return MEETING if stands else None

    @property
    def is_with_specialist(self) -> bool:
        return self.out_by in (*HELD, MEETING)

    @property
    def needs_judging(self) -> bool:
        """Whether answers, or a talk, decide what comes next; else the outcome of the last call does, or the file."""
        if self.last is None or self.out_by is not None:
            return False
        return self.last.outcome == "reached" or any(call.answers for call in self.calls)


NOTHING = Noted()


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
    noted: Noted
    out_by: str | None = None

    @property
    def lead(self) -> Lead:
        return self.qualified.lead

    @property
    def last_call(self) -> Call | None:
        return self.noted.last


def task(
    lead: Lead,
    planned_on: dt.date | None,
    noted: Noted,
    wanted: Portrait,
    limits: LeadLimits,
    today: dt.date,
    days: WorkingDays,
) -> Task:
    """`planned_on`: the day of its next step as it was planned when the lead came in."""
    for call in noted.calls:
        lead = answered(lead, call.answers)
    if noted.meetings:
        lead = replace(lead, meeting_on=noted.meetings[-1].meeting.start.date())
    qualified = next_step.qualify(lead, wanted, limits, today, days)
    step, last = qualified.next_step, noted.last
    out_by = noted.out_by or ("decline" if step.step == "decline" else None)
    if out_by is not None:
        return Task(qualified, "out", None, None, lead.expected_amount, noted, out_by)
    due_on, caller = step.due_on, lead.assigned_to
    if last is None:
        due_on = min(filter(None, (due_on, planned_on)), default=None)
    elif last.outcome == "reached":
        if step.step == "ask":
            due_on, caller = days.after(last.at.date()), last.who
    else:
        due_on, caller = following(last, limits, days)
    assert due_on is not None
    return Task(qualified, when(due_on, today), due_on, caller, lead.expected_amount, noted)


def following(last: Call, limits: LeadLimits, days: WorkingDays) -> tuple[dt.date, str | None]:
    """The day of the next call and who makes it (None: anyone), of an outcome that decides both by itself."""
    if last.due_on is not None:
        return days.from_day(last.due_on), last.who
    if last.outcome == "not interested":
        return days.from_day(_months_after(last.at.date(), limits.rest_months)), None
    return days.from_day(last.at.date()), None  # nobody answered, or it was given back


def when(due_on: dt.date, today: dt.date) -> When:
    return "overdue" if due_on < today else "today" if due_on == today else "planned"


def answered(lead: Lead, answers: Mapping[str, str]) -> Lead:
    """The lead with what it answered: a column of its own, and what the portrait may ask. What can't be read changes nothing."""
    known = {}
    for name, text in answers.items():
        with suppress(ValueError):  # as an earlier version wrote it
            known[name] = lead_answers.read(name, text)
    own = {each.name: known[each.name] for each in fields(Lead) if each.name in known}
    attributes = {name.casefold(): value for name, value in known.items()}
    return replace(lead, attributes={**lead.attributes, **attributes}, **own)


def _months_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(
        dt.date(year, month + 1, 1) + dt.timedelta(days=day.day - 1),
        following - dt.timedelta(days=1),
    )
