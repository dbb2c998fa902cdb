"""Whom to call and when: what came of a call decides who calls next; what was not done stays on top; calls are kept and taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from analysis import DealfitError
from analysis.actions import change_history
from analysis.advice.leads import call_list
from analysis.advice.leads.call_list import Noted, Task
from analysis.advice.leads.lead import Lead
from analysis.journal import lead_calls
from analysis.journal.lead_calls import Call
from tests.test_next_steps import DAYS, LEAD, LIMITS, OURS, PORTRAIT, TODAY

FRIDAY = TODAY - dt.timedelta(days=3)


def task(lead: Lead, *calls: Call, today: dt.date = TODAY) -> Task:
    return call_list.task(lead, FRIDAY, Noted(calls), PORTRAIT, LIMITS, today, DAYS)


def called(outcome: str, due_on: dt.date | None = None, **answers: str) -> Call:
    moment = dt.datetime.combine(TODAY, dt.time(11))
    return Call(1, "L1", outcome, "Anna", moment, due_on, answers)


def test_what_was_not_called_on_friday_is_overdue_on_monday() -> None:
    found = task(LEAD)
    assert (found.when, found.due_on, found.caller) == ("overdue", FRIDAY, None)


@pytest.mark.parametrize(
    ("call", "when", "due_on", "caller"),
    [
        (called("no answer"), "today", TODAY, None),
        (called("later", dt.date(2026, 12, 12)), "planned", dt.date(2026, 12, 14), "Anna"),
        (called("moved", dt.date(2026, 12, 3)), "planned", dt.date(2026, 12, 3), "Anna"),
        (called("not interested"), "planned", dt.date(2027, 5, 31), None),
        (called("reached"), "today", TODAY, "Boris"),
        (called("reached", last_purchase_on="2027-01-01"), "planned", dt.date(2026, 12, 1), "Anna"),
        (called("wrong number"), "out", None, None),
        (called("declined"), "out", None, None),
        (called("handed over"), "out", None, None),
    ],
)
def test_the_outcome_decides_who_calls_and_when(
    call: Call, when: str, due_on: dt.date | None, caller: str | None
) -> None:
    """Six months after 30 November is 30 May, a Sunday; 12 December is a Saturday.

    Who was reached and gave no answer that settles it is asked again on the next working day."""
    found = task(replace(LEAD, assigned_to="Boris"), call)
    assert (found.when, found.due_on, found.caller) == (when, due_on, caller)


def test_no_answer_on_friday_is_overdue_on_monday() -> None:
    found = task(LEAD, replace(called("no answer"), at=dt.datetime(2026, 11, 27, 9)))
    assert (found.when, found.due_on) == ("overdue", FRIDAY)


def test_an_answer_brings_the_next_step_at_once() -> None:
    asked = replace(LEAD, attributes={**OURS, "tender": None}, last_purchase_on=None)
    before = task(asked)
    assert before.qualified.next_step.questions == ("tender",)
    unmet = task(asked, called("reached", tender="no"))
    assert unmet.qualified.next_step.reason == "last purchase unknown"
    answers = {"tender": "no", "last_purchase_on": "2025-06-01"}
    met = task(asked, called("reached", **answers))
    assert met.qualified.next_step.step == "hand over"
    ruled_out = task(asked, called("reached", tender="yes"))
    assert (ruled_out.when, ruled_out.out_by) == ("out", "decline")


@pytest.mark.parametrize(
    ("column", "text"),
    [("last_purchase_on", "yesterday"), ("expected_amount", "much"), ("lead_time_days", "1.5")],
)
def test_an_answer_that_cannot_be_read_changes_nothing(column: str, text: str) -> None:
    assert call_list.answered(LEAD, {column: text}) == LEAD


def test_calls_are_kept_and_taken_back(tmp_path: Path) -> None:
    first = lead_calls.note_call(tmp_path, "L1", "no answer", "Anna")
    second = lead_calls.note_call(
        tmp_path,
        "L1",
        "later",
        " Boris ",
        due_on=TODAY,
        answers={"tender": " no ", "size": " "},
        seen=first,
    )
    (one, two) = lead_calls.calls(tmp_path)["L1"]
    assert (one.outcome, one.who, one.due_on) == ("no answer", "Anna", None)
    assert (two.outcome, two.who, two.due_on, two.answers) == (
        "later",
        "Boris",
        TODAY,
        {"tender": "no"},
    )
    with pytest.raises(DealfitError, match="Another call came after it"):
        lead_calls.undo(tmp_path, first, "Anna")
    change, _ = change_history.read(tmp_path)[0]
    assert change_history.can_undo(change)
    change_history.undo(tmp_path, change, "Vera", "a slip")
    assert [c.id for c in lead_calls.calls(tmp_path)["L1"]] == [first]
    assert not change_history.can_undo(change_history.read(tmp_path)[0][0])
    with pytest.raises(DealfitError, match="taken back already"):
        lead_calls.undo(tmp_path, second, "Anna")


def test_two_callers_at_once(tmp_path: Path) -> None:
    lead_calls.note_call(tmp_path, "L1", "no answer", "Anna")
    with pytest.raises(DealfitError, match=r"called this lead meanwhile \(Anna"):
        lead_calls.note_call(tmp_path, "L1", "reached", "Boris", seen=None)
    assert len(lead_calls.calls(tmp_path)["L1"]) == 1


@pytest.mark.parametrize(
    ("outcome", "who", "match"),
    [
        ("later", "Anna", "day of the next call"),
        ("moved", "Anna", "day of the next call"),
        ("declined", "Anna", "why"),
        ("reached", " ", "name"),
    ],
)
def test_what_a_call_needs(tmp_path: Path, outcome: str, who: str, match: str) -> None:
    with pytest.raises(DealfitError, match=match):
        lead_calls.note_call(tmp_path, "L1", outcome, who)
    assert lead_calls.calls(tmp_path) == {}
