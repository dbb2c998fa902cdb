"""The list of calls of a day: a query puts all leads in the order that judging each of them would, whatever was noted."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import analysis
from analysis.advice.leads import call_list
from analysis.advice.leads.call_list import NOTHING, Task
from analysis.journal import lead_calls
from analysis.leads import calling
from tests.dashboard.test_calls import made
from tests.test_lead_qualification import LEADS

TODAY = dt.date.today()
ORDER = ("overdue", "today", "planned", "out")
WEEK = dt.timedelta(days=7)


@pytest.fixture
def ws(built: Callable[..., Path], tmp_path: Path) -> Iterator[analysis.Workspace]:
    """A copy of one build: these tests note calls in it."""
    root = shutil.copytree(built(("calls", LEADS), made), tmp_path / "plant")
    with analysis.open_workspace(root) as found:
        yield found


def judged(ws: analysis.Workspace, today: dt.date) -> list[Task]:
    """Every lead judged by itself, then sorted."""
    of, noted = calling.rules(ws), calling.noted(ws.root)
    planned = ws.leads().set_index("lead_id")["planned_on"].dropna().dt.date.to_dict()
    tasks = [
        call_list.task(
            lead,
            planned.get(lead.lead_id),
            noted.get(lead.lead_id, NOTHING),
            of.portrait,
            of.limits,
            today,
            of.days,
        )
        for lead in calling.leads(ws)
    ]

    def place(task: Task) -> tuple[int, bool, Decimal, dt.date, str]:
        tried = task.last_call is not None and task.last_call.at.date() == today
        largest_first = Decimal(1) if task.value is None else -task.value
        day = task.due_on or dt.date.max
        return ORDER.index(task.when), tried, largest_first, day, task.lead.lead_id

    return sorted(tasks, key=place)


def note_all_outcomes(ws: analysis.Workspace) -> None:
    noted = {"L1": "no answer", "L3": "reached", "L5": "no answer", "L6": "reached"}
    for lead_id, outcome in noted.items():
        lead_calls.note_call(ws.root, lead_id, outcome, "Anna")
    lead_calls.note_call(ws.root, "L2", "later", "Anna", due_on=TODAY + WEEK)
    lead_calls.note_call(ws.root, "L4", "reached", "Anna", answers={"tender": "yes"})
    answers = {"last_purchase_on": "2020-01-01", "purchase_cycle_days": "30"}
    lead_calls.note_call(ws.root, "L7", "later", "Anna", due_on=TODAY + WEEK, answers=answers)
    lead_calls.note_call(ws.root, "L8", "not interested", "Anna", answers={"industry": "energy"})
    lead_calls.note_call(ws.root, "L9", "handed over", "Anna")


@pytest.mark.parametrize("later", [0, 1, 30, 400])
@pytest.mark.parametrize("is_noted", [False, True])
def test_the_order_is_that_of_leads_judged_one_by_one(
    ws: analysis.Workspace, later: int, is_noted: bool
) -> None:
    if is_noted:
        note_all_outcomes(ws)
    today = TODAY + dt.timedelta(days=later)
    found, wanted = calling.of_day(ws, today), judged(ws, today)
    assert list(found.tasks) == wanted
    times = [task.when for task in wanted]
    of = found.totals
    assert (of.overdue, of.planned, of.out) == tuple(
        times.count(when) for when in ("overdue", "planned", "out")
    )
    assert (of.now, of.leads) == (times.count("overdue") + times.count("today"), len(wanted))
    now = [t.value for t in wanted if t.when in ("overdue", "today") and t.value is not None]
    assert (of.known, of.amount or 0) == (len(now), sum(now))


def test_only_the_first_become_tasks_and_all_are_counted(ws: analysis.Workspace) -> None:
    found = calling.of_day(ws, TODAY, first=2)
    assert [task.lead.lead_id for task in found.tasks] == ["L1", "L2"]
    assert (found.matching, found.totals.leads) == (9, 9)


@pytest.mark.parametrize(
    ("sought", "ids"),
    [("urb", ["L1"]), ("TURBINE", ["L1"]), ("l7", ["L7"]), ("%", []), ("'", []), ("_", [])],
)
def test_a_lead_is_found_by_a_part_of_its_name_or_its_code(
    ws: analysis.Workspace, sought: str, ids: list[str]
) -> None:
    found = calling.of_day(ws, TODAY, find=sought)
    assert [task.lead.lead_id for task in found.tasks] == ids
    assert (found.matching, found.totals.leads) == (len(ids), 9)


def test_the_next_call_is_not_another_caller_s(ws: analysis.Workspace) -> None:
    for lead_id in ("L1", "L2"):
        lead_calls.note_call(ws.root, lead_id, "later", "Anna", due_on=TODAY)
    week = calling.of_day(ws, TODAY + WEEK)
    assert week.tasks[0].lead.lead_id == "L1"
    ours = [calling.next_call(week, person) for person in ("Anna", "Boris")]
    assert [task.lead.lead_id for task in ours if task] == ["L1", "L4"]


def test_one_lead_by_its_code(ws: analysis.Workspace) -> None:
    found = calling.task_of(ws, TODAY, "L2")
    assert found is not None
    assert found == next(t for t in calling.of_day(ws, TODAY).tasks if t.lead.lead_id == "L2")
    assert calling.task_of(ws, TODAY, "no such lead") is None
