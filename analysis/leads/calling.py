"""The list of calls of a workspace, on a day. Reads, and writes nothing.

The store holds what was planned for each lead when its file came in; the journal, what was noted since. A query puts all leads in order;
only those on show, and those whose answers decide their place, are judged anew.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.advice.leads import call_list, next_step
from analysis.advice.leads.call_list import NOTHING, Noted, Task
from analysis.advice.leads.lead import Lead
from analysis.errors import DealfitError
from analysis.errors.phrases import Phrase
from analysis.journal import lead_calls, lead_meetings
from analysis.journal.lead_meetings import Booked
from analysis.reader.workspace import Workspace
from analysis.sql import lead_tables
from analysis.sql.lead_tables import LeadRules
from analysis.sql.tables import Row

SHOWN = 200  # leads of the list that become tasks at once
LOOKED_FOR = 100  # signs of what is looked for
LISTED = """
with noted as (
    select unnest($ids::varchar[]) as lead_id, unnest($days::date[]) as due_on,
        unnest($outs::boolean[]) as is_out, unnest($judged::boolean[]) as is_judged,
        unnest($tried::boolean[]) as is_tried
),
due as (
    select planned.lead_id, planned.expected_amount,
        coalesce(lead_groups.group_id, planned.lead_id) as one_call,
        case
            when noted.is_out or (planned.next_step = 'decline' and noted.is_judged is not true) then null
            when noted.lead_id is null then planned.planned_on
            else noted.due_on
        end as due_on,
        coalesce(noted.is_tried, false) as is_tried
    from lead_qualification as planned
    left join noted on planned.lead_id = noted.lead_id
    left join lead_groups on planned.lead_id = lead_groups.lead_id
),
timed as (
    select *, case
        when due_on is null then 'out' when due_on < $today then 'overdue'
        when due_on = $today then 'today' else 'planned' end as call_when
    from due
),
placed as (
    select *, row_number() over (order by
        case call_when when 'overdue' then 1 when 'today' then 2 when 'planned' then 3 else 4 end,
        is_tried, expected_amount desc nulls last, due_on nulls last, lead_id) as place
    from timed
),
every as (select *, min(place) over (partition by one_call) = place as is_called from placed),
listed as (select * from every where is_called)
"""
SUMS = """
select call_when, count(*) as leads, count(expected_amount) as known, sum(expected_amount) as amount
from listed group by call_when"""
FIRST = """
select every.lead_id, count(*) over () as matching
from every inner join leads on every.lead_id = leads.lead_id
where (every.is_called or $find <> '') and (
    contains(lower(leads.company), $find) or lower(every.lead_id) = $find
    or ($digits <> '' and contains(regexp_replace(leads.phone, '[^0-9]', '', 'g'), $digits))
)
order by every.place
limit $first"""


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

    @property
    def leads(self) -> int:
        return self.now + self.planned + self.out


@dataclass(frozen=True)
class CallList:
    """The calls of a day: how many of all leads; `matching`: leads that are what is looked for; `tasks`: the first of these, in the
    order in which they are to be called."""

    totals: CallTotals
    matching: int
    tasks: tuple[Task, ...]


def noted(root: Path) -> dict[str, Noted]:
    """Lead → what people noted of it: calls that count, meetings that stand."""
    calls, booked = lead_calls.calls(root), dict[str, list[Booked]]()
    for each in lead_meetings.meetings(root):
        if not each.meeting.is_cancelled:
            booked.setdefault(each.lead_id, []).append(each)
    return {
        lead_id: Noted(calls.get(lead_id, ()), booked.get(lead_id, ()))
        for lead_id in (*calls, *(each for each in booked if each not in calls))
    }


def of_day(
    ws: Workspace, today: dt.date, stamp: int = 0, find: str = "", first: int | None = SHOWN
) -> CallList:
    """Overdue calls first, then today's, planned ones, leads that aren't called; in each those not tried today, of these the largest
    expected amount first, unknown ones last. Where groups are judged as one, a group stands once, at its first lead.

    stamp: of the journal (`shared_state.stamp`), for whoever keeps answers. find: a part of the company's name or of its phone, or the
    lead's code; the totals are those of all leads. first: at most so many tasks; None: all.
    """
    of, there = rules(ws), noted(ws.root)
    judged = {
        each.lead.lead_id: each
        for each in _tasks(
            ws, [n for n, each in there.items() if each.needs_judging], there, today, of
        )
    }
    values = {"today": today, **_placed(there, judged, today, of)}
    look = find.strip()[:LOOKED_FOR].lower()
    digits = re.sub(r"\D", "", look)
    asked = {"find": look, "digits": digits, "first": first}
    chosen = ws._frame(LISTED + FIRST, values | asked)
    return CallList(
        totals=_totals(ws._frame(LISTED + SUMS, values)),
        matching=0 if chosen.empty else int(chosen["matching"].iloc[0]),
        tasks=tuple(_tasks(ws, list(chosen["lead_id"]), there, today, of)),
    )


def task_of(ws: Workspace, today: dt.date, lead_id: str, stamp: int = 0) -> Task | None:
    """The task of one lead; None where there is no such lead. stamp: see `of_day`."""
    return next(iter(tasks_of(ws, today, [lead_id])), None)


def tasks_of(ws: Workspace, today: dt.date, ids: Sequence[str]) -> list[Task]:
    """The tasks of these leads, in their order; a code that is no lead's has none."""
    return _tasks(ws, ids, noted(ws.root), today, rules(ws))


def others_of_group(ws: Workspace, lead_id: str, stamp: int = 0) -> tuple[str, list[str]] | None:
    """The group that a lead is called for, and the companies of its other leads and of its clients; None: it is called by itself."""
    rows = _rows(
        ws,
        """with own as (select group_id, group_name from lead_groups where lead_id = $lead)
        select own.group_name, company from own left join (
            select group_id, company from lead_groups inner join leads using (lead_id) where lead_id <> $lead
            union all
            select group_id, client_name from client_groups
        ) as others on own.group_id = others.group_id
        order by company""",
        {"lead": lead_id},
    )
    if not rows:
        return None
    return str(rows[0]["group_name"]), [str(row["company"]) for row in rows if row["company"]]


def rules(ws: Workspace) -> LeadRules:
    """What the store judged its leads by."""
    return lead_tables.rules(lambda table: _rows(ws, f"select * from {table}"))


def leads(ws: Workspace, ids: Sequence[str] | None = None) -> list[Lead]:
    """Those of the codes, in the order of the codes; None: all."""
    chosen, values = (
        ("true", []) if ids is None else ("lead_id in (select unnest(?::varchar[]))", [ids])
    )
    rows = _rows(ws, f"select * from leads where {chosen}", values)
    people = f"select lead_id, role from contacts where lead_id is not null and {chosen}"
    return lead_tables.leads(rows, _rows(ws, people, values))


def _rows(ws: Workspace, select: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
    cursor = ws._connection.cursor().execute(select, values)
    names = [str(each[0]) for each in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _tasks(
    ws: Workspace,
    ids: Sequence[str],
    there: Mapping[str, Noted],
    today: dt.date,
    of: LeadRules,
) -> list[Task]:
    """In the order of `ids`; a code that is no lead's has none."""
    if not ids:
        return []
    planned = "select lead_id, planned_on from lead_qualification where lead_id in (select unnest(?::varchar[]))"
    days = {row["lead_id"]: row["planned_on"] for row in _rows(ws, planned, [ids])}
    found = {
        lead.lead_id: call_list.task(
            lead,
            days[lead.lead_id],
            there.get(lead.lead_id, NOTHING),
            of.portrait,
            of.limits,
            today,
            of.days,
        )
        for lead in leads(ws, ids)
    }
    return [found[lead_id] for lead_id in ids if lead_id in found]


def _placed(
    there: Mapping[str, Noted], judged: Mapping[str, Task], today: dt.date, of: LeadRules
) -> dict[str, list[Any]]:
    """What was noted of leads, in columns as LISTED asks for them: what needed no judging is placed by the last call alone."""
    days: list[dt.date | None] = []
    for lead_id, each in there.items():
        if lead_id in judged:
            days.append(judged[lead_id].due_on)
        elif each.out_by is None and each.last is not None:
            days.append(call_list.following(each.last, of.limits, of.days)[0])
        else:
            days.append(None)
    return {
        "ids": list(there),
        "days": days,
        "outs": [day is None for day in days],
        "judged": [lead_id in judged for lead_id in there],
        "tried": [e.last is not None and e.last.at.date() == today for e in there.values()],
    }


def _totals(sums: pd.DataFrame) -> CallTotals:
    of = sums.set_index("call_when").to_dict("index")
    leads_of = {when: int(row["leads"]) for when, row in of.items()}
    now = [of[when] for when in ("overdue", "today") if when in of]
    known = sum(int(row["known"]) for row in now)
    amount = sum((Decimal(str(row["amount"])) for row in now if row["known"]), Decimal(0))
    return CallTotals(
        now=sum(int(row["leads"]) for row in now),
        overdue=leads_of.get("overdue", 0),
        planned=leads_of.get("planned", 0),
        out=leads_of.get("out", 0),
        amount=amount if known else None,
        known=known,
    )


def next_call(found: CallList, person: str) -> Task | None:
    """The first call but for those that another promised to make; the first one where all are such. None: there are no leads."""
    open_to = (t for t in found.tasks if t.last_call is None or t.caller in (None, person))
    first = next(iter(found.tasks), None)
    return next(open_to, first) if person else first


def refuse_unfit(
    ws: Workspace, today: dt.date, lead_id: str, answers: Mapping[str, str], stamp: int = 0
) -> None:
    """DealfitError where, with these answers too, the lead is none of ours that can buy now: it takes no specialist's time.

    stamp: see `of_day`.
    """
    there, of = noted(ws.root), rules(ws)
    (lead,) = leads(ws, [lead_id])
    for given in (*(call.answers for call in there.get(lead_id, NOTHING).calls), answers):
        lead = call_list.answered(lead, given)
    step = next_step.qualify(lead, of.portrait, of.limits, today, of.days).next_step
    if step.step not in ("hand over", "book a meeting"):
        raise DealfitError("not_for_a_specialist", reason=Phrase(f"lead_reason.{step.reason}"))


def in_working_days(ws: Workspace, today: dt.date, n: int) -> dt.date:
    """The day of a call that is put off by n working days."""
    return rules(ws).days.after(today, n)
