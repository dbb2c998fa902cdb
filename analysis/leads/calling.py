"""The list of calls of a workspace: its leads, what was planned and what came of former calls. Reads, and writes nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.advice.leads import call_list
from analysis.advice.leads.call_list import Task
from analysis.advice.leads.lead import DECIDERS, Lead, lead_of
from analysis.advice.leads.working_days import WorkingDays
from analysis.journal import lead_calls, portrait
from analysis.journal.portrait import Portrait
from analysis.journal.settings import settings_editing
from analysis.journal.settings.lead_thresholds import LeadLimits
from analysis.reader.workspace import Workspace

COLUMNS = (
    "lead_id",
    "company",
    "call_when",
    "next_step",
    "due_on",
    "caller",
    "expected_amount",
    "verdict",
    "fit_score",
    "buys_now",
    "deal_type",
    "lead_reason",
    "questions",
    "wants",
    "phone",
    "call_outcome",
)


@dataclass(frozen=True)
class ListedLeads:
    """What a store knows for the list: its leads, the day planned for each when its file came in, and what they are judged by."""

    leads: tuple[Lead, ...]
    planned: Mapping[str, dt.date]
    portrait: Portrait
    limits: LeadLimits


def known(ws: Workspace) -> ListedLeads:
    planned = ws._frame("select lead_id, due_on from lead_qualification where due_on is not null")
    return ListedLeads(
        tuple(leads(ws)),
        {str(r.lead_id): pd.Timestamp(str(r.due_on)).date() for r in planned.itertuples()},
        portrait.load(ws.root / "settings" / portrait.FILE),
        settings_editing.current(ws.root).leads,
    )


def tasks(root: Path, there: ListedLeads, today: dt.date) -> list[Task]:
    """One task a lead, in the order in which they are to be called (see advice.leads.call_list), after the calls noted by now."""
    calls = lead_calls.calls(root)
    return call_list.call_list(
        there.leads, there.planned, calls, there.portrait, there.limits, today, WorkingDays()
    )


def leads(ws: Workspace) -> list[Lead]:
    cursor = ws._connection.cursor().execute("select * from leads order by lead_id")
    names = [str(each[0]) for each in cursor.description or ()]
    rows: list[Mapping[str, Any]] = [
        dict(zip(names, row, strict=True)) for row in cursor.fetchall()
    ]
    people = ws._frame("select lead_id, role from contacts where lead_id is not null")
    known = Counter(people["lead_id"])
    deciding = Counter(people.loc[people["role"].isin(DECIDERS), "lead_id"])
    return [
        lead_of(row, deciding[row["lead_id"]] if row["lead_id"] in known else None) for row in rows
    ]


@dataclass(frozen=True)
class CallTotals:
    """Calls for today (`now`, of them `overdue`), planned for later, leads that aren't called; of today's calls the expected amount
    in money, and of how many it is known. None: of none."""

    now: int
    overdue: int
    planned: int
    out: int
    amount: Decimal | None
    known: int


def totals(found: Sequence[Task]) -> CallTotals:
    times = Counter(task.when for task in found)
    amounts = [
        task.value for task in found if task.when in ("overdue", "today") and task.value is not None
    ]
    return CallTotals(
        now=times["overdue"] + times["today"],
        overdue=times["overdue"],
        planned=times["planned"],
        out=times["out"],
        amount=sum(amounts, Decimal(0)) if amounts else None,
        known=len(amounts),
    )


def in_working_days(today: dt.date, n: int) -> dt.date:
    """The day of a call that is put off by n working days."""
    return WorkingDays().after(today, n)


def table(found: Sequence[Task]) -> pd.DataFrame:
    """One row per task, in its order: lead_id, company, call_when (overdue, today, planned, out), next_step, due_on, caller (None:
    anyone), expected_amount, verdict, fit_score, buys_now, deal_type, lead_reason (a code), questions (apart by commas), wants,
    phone, call_outcome of the last call (None: none yet)."""
    rows = [
        {
            "lead_id": task.lead.lead_id,
            "company": task.lead.company,
            "call_when": task.when,
            "next_step": task.qualified.next_step.step,
            "due_on": task.due_on,
            "caller": task.caller,
            "expected_amount": None if task.value is None else float(task.value),
            "verdict": task.qualified.fit.verdict,
            "fit_score": task.qualified.fit.score,
            "buys_now": task.qualified.need.buys_now,
            "deal_type": task.qualified.deal_type,
            "lead_reason": task.qualified.next_step.reason,
            "questions": ", ".join(task.qualified.next_step.questions),
            "wants": task.lead.wants,
            "phone": task.lead.attributes.get("phone"),
            "call_outcome": None if task.last_call is None else task.last_call.outcome,
        }
        for task in found
    ]
    return pd.DataFrame(rows, columns=COLUMNS)
