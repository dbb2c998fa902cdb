"""The specialist's list: leads that were handed over or have a meeting, with all that is known of each. Reads, and writes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.advice.leads.call_list import Noted, Task
from analysis.journal.lead_meetings import Booked
from analysis.leads import calling
from analysis.reader.workspace import Workspace

COLUMNS = (
    "held_on",
    "company",
    "meeting_at",
    "specialist",
    "held_state",
    "deal_type",
    "expected_amount",
    "line_kind",
    "verdict",
    "lead_id",
)


@dataclass(frozen=True)
class Held:
    """A lead that is with the specialist since `since`; `meeting`: the next one that stands, else the last; None: none was booked.

    `state`: meeting, handed over (yet to be accepted) or accepted.
    """

    task: Task
    since: dt.datetime
    meeting: Booked | None
    state: str

    @property
    def specialist(self) -> str | None:
        return self.meeting.meeting.specialist if self.meeting else None

    @property
    def day(self) -> dt.date:
        """By which the list is sorted: of the meeting, else of handing over."""
        return self.meeting.meeting.start.date() if self.meeting else self.since.date()


def held(ws: Workspace, today: dt.date, stamp: int = 0) -> list[Held]:
    """The earliest day first. stamp: see calling.of_day."""
    there = {lead: each for lead, each in calling.noted(ws.root).items() if each.is_with_specialist}
    tasks = calling.tasks_of(ws, today, sorted(there))
    found = [_held(task, there[task.lead.lead_id]) for task in tasks]
    return sorted(found, key=lambda each: (each.day, each.task.lead.lead_id))


def _held(task: Task, noted: Noted) -> Held:
    now = dt.datetime.now(dt.UTC)
    ahead = [each for each in noted.meetings if each.meeting.span[1] > now]
    meeting = next(iter(ahead or noted.meetings[-1:]), None)
    last = noted.last
    if last is not None and last.outcome in ("handed over", "accepted"):
        return Held(task, last.at, meeting, last.outcome)
    assert meeting is not None
    return Held(task, meeting.at, meeting, "meeting")


def contacts(ws: Workspace, lead_id: str) -> pd.DataFrame:
    """People at a lead, the deciders first: name, role, stance."""
    return ws._frame(
        "select name, role, stance from contacts where lead_id = ? "
        "order by case role when 'ЛПР' then 1 when 'АПР' then 2 when 'ЛВР' then 3 else 4 end, name",
        [lead_id],
    )


def answers(noted: Noted) -> dict[str, str]:
    """What was asked → the newest answer to it."""
    return {name: text for call in noted.calls for name, text in call.answers.items()}


def table(found: Sequence[Held]) -> pd.DataFrame:
    """One row per lead, in its order: COLUMNS; meeting_at in the wall time of the meeting, with its zone."""
    rows = [
        {
            "held_on": each.day,
            "company": each.task.lead.company,
            "meeting_at": None
            if each.meeting is None
            else f"{each.meeting.meeting.start:%H:%M} {each.meeting.meeting.zone.key}",
            "specialist": each.specialist,
            "held_state": each.state,
            "deal_type": each.task.qualified.deal_type,
            "expected_amount": None if each.task.value is None else float(each.task.value),
            "line_kind": each.task.lead.wants,
            "verdict": each.task.qualified.fit.verdict,
            "lead_id": each.task.lead.lead_id,
        }
        for each in found
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def with_meeting(found: Sequence[Held]) -> int:
    return sum(each.meeting is not None for each in found)


def to_accept(found: Sequence[Held]) -> int:
    """How many nobody has accepted yet."""
    return sum(each.state != "accepted" for each in found)
