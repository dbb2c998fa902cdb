"""A meeting booked, changed and cancelled on a lead's card; the specialist's list, where a lead is accepted or given back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.journal import lead_calls, lead_meetings
from tests.dashboard.test_calls import card, root

__all__ = ["root"]
TODAY = dt.date.today()


def widget(widgets: Any, start: str) -> Any:
    return next(each for each in widgets if each.key.startswith(start))


def book(shown: Any, specialist: str = "Olga") -> None:
    app = shown.app
    box = widget(app.selectbox, "meeting-specialist")
    if specialist not in box.options:
        box.options.append(specialist)  # typed in
    box.set_value(specialist)
    widget(app.text_input, "meeting-goal").set_value("the need")
    widget(app.text_input, "meeting-attending").set_value("Ivanov, Petrov")
    widget(app.text_input, "meeting-who").set_value("Anna")
    widget(app.button, "meeting-book").click()
    app.run()
    assert not app.exception


def test_a_meeting_is_booked_moved_and_cancelled(screen: Callable[..., Any], root: Path) -> None:
    shown = screen(root, "calls", lang="en", lead="L2")
    app = shown.app
    book(shown)
    (booked,) = lead_meetings.meetings(root)
    meeting = booked.meeting
    assert (booked.lead_id, booked.who, meeting.specialist) == ("L2", "Anna", "Olga")
    assert (meeting.goal, meeting.attending) == ("the need", ("Ivanov", "Petrov"))
    assert (meeting.start.time(), meeting.end.time()) == (dt.time(10), dt.time(11))
    assert meeting.start.date() > TODAY
    assert meeting.zone.key == "Europe/Moscow"
    assert "Calls for today: 5" in next(t for t in shown.texts if t.startswith("Calls for today"))
    widget(app.button, "meeting-edit").click()
    app.run()
    widget(app.time_input, "meeting-time").set_value(dt.time(15))
    widget(app.button, "meeting-book").click()
    app.run()
    (moved,) = lead_meetings.meetings(root)
    assert (moved.meeting.uid, moved.meeting.sequence) == (meeting.uid, 1)
    assert moved.meeting.start.time() == dt.time(15)
    widget(app.button, "meeting-cancel").click()
    app.run()
    assert not app.exception
    (gone,) = lead_meetings.meetings(root)
    assert (gone.meeting.sequence, gone.meeting.is_cancelled) == (2, True)


def test_who_is_taken_is_said_and_nothing_is_booked(screen: Callable[..., Any], root: Path) -> None:
    book(screen(root, "calls", lang="en", lead="L2"))
    shown = screen(root, "calls", lang="en", lead="L1")
    book(shown)
    (said,) = (e.value.replace("\\", "") for e in shown.app.error)
    assert said.startswith("Olga has a meeting then:")
    assert "Boiler: meeting, booked by Anna" in said
    assert len(lead_meetings.meetings(root)) == 1


def test_a_lead_that_cannot_buy_now_takes_no_specialist_s_time(
    screen: Callable[..., Any], root: Path
) -> None:
    """L3 bought yesterday from a competitor: it is called back, never handed over and never met."""
    shown = screen(root, "calls", lang="en", lead="L3")
    book(shown)
    assert "This lead is not handed over" in shown.app.error[0].value
    assert lead_meetings.meetings(root) == []
    widget(shown.app.text_input, "call-who").set_value("Anna")
    widget(shown.app.button, "call-handed over").click()
    shown.app.run()
    assert lead_calls.calls(root) == {}


def test_what_was_handed_over_is_accepted_or_given_back(
    screen: Callable[..., Any], root: Path
) -> None:
    lead_calls.note_call(root, "L1", "handed over", "Anna", answers={"budget": "in June"})
    shown = screen(root, "specialist", lang="en")
    app = shown.app
    assert (
        "With the specialist: 1, of them with a meeting: 0, yet to be accepted: 1." in shown.texts
    )
    assert card(shown) == "Turbine"
    assert any("budget — in June" in text for text in shown.texts)
    widget(app.text_input, "held-who").set_value("Olga")
    widget(app.button, "held-accepted").click()
    app.run()
    assert [c.outcome for c in lead_calls.calls(root)["L1"]] == ["handed over", "accepted"]
    widget(app.button, "held-given back").click()
    app.run()
    assert len(app.error) == 1  # without a reason
    widget(app.text_input, "held-why").set_value("no budget")
    widget(app.button, "held-given back").click()
    app.run()
    assert not app.exception
    assert lead_calls.calls(root)["L1"][-1].note == "no budget"
    assert any("Nothing was handed over" in m.value for m in app.markdown)
    back = screen(root, "calls", lang="en", lead="L1")
    assert "Given back by Olga: no budget." in back.texts
    assert "Calls for today: 6" in next(t for t in back.texts if t.startswith("Calls for today"))
