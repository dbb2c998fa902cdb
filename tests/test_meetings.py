"""Meetings: spans that touch don't clash, zones are compared by instant, the calendar's file reads back as it was."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from analysis import DealfitError
from analysis.actions import change_history
from analysis.journal import lead_meetings, shared_state
from analysis.journal.lead_meetings import Booked, Meeting
from analysis.leads import meetings

MOSCOW, YEKATERINBURG = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Yekaterinburg")
STAMPED = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)


def at(start: str, end: str, **other: Any) -> Meeting:
    day = dt.date(2026, 12, 7)
    times = [dt.datetime.combine(day, dt.time.fromisoformat(t)) for t in (start, end)]
    given = {"uid": f"{start}-{end}@dealfit", "zone": MOSCOW, "specialist": "Anna"} | other
    return Meeting(
        sequence=0,
        title="Турбина: встреча",
        goal="Потребность",
        start=times[0],
        end=times[1],
        **given,
    )


def states(*booked: Meeting) -> list[Booked]:
    return [
        Booked(n, "L1", each, "Vera", dt.datetime(2026, 11, 30)) for n, each in enumerate(booked)
    ]


@pytest.mark.parametrize(
    ("other", "is_clash"),
    [
        (at("08:30", "09:30"), True),
        (at("09:00", "10:00"), False),
        (at("07:00", "08:00"), False),
        (at("08:15", "08:45"), True),
        (at("08:30", "09:30", specialist="Boris"), False),
        (at("08:30", "09:30", specialist="ANNA"), True),
        (at("10:30", "11:30", zone=YEKATERINBURG), True),  # 08:30 in Moscow
        (at("08:00", "09:00", zone=YEKATERINBURG), False),  # 06:00 in Moscow
        (at("08:30", "09:30", is_cancelled=True), False),
    ],
)
def test_what_clashes_with_eight_to_nine(other: Meeting, is_clash: bool) -> None:
    booked = at("08:00", "09:00")
    assert booked.clashes(other) is is_clash
    assert other.clashes(booked) is is_clash
    (state,) = states(booked)
    assert lead_meetings.clash(other, [state]) == (state if is_clash else None)


def test_a_meeting_may_be_moved_over_itself() -> None:
    booked = at("08:00", "09:00")
    moved = replace(booked, start=booked.start.replace(minute=30))
    assert lead_meetings.clash(moved, states(booked)) is None


def test_a_meeting_ends_after_it_begins() -> None:
    with pytest.raises(ValueError, match="ends after it begins"):
        at("09:00", "09:00")


def test_the_calendars_file() -> None:
    booked = at("08:00", "09:00", attending=("Иван; директор", "Пётр"), place="Zoom")
    calendar = icalendar.Calendar.from_ical(meetings.as_ics(booked, STAMPED))
    assert calendar["METHOD"] == "PUBLISH"
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Moscow"
    (event,) = calendar.walk("VEVENT")
    assert (event["UID"], event["SEQUENCE"]) == ("08:00-09:00@dealfit", 0)
    assert event["DTSTART"].dt.astimezone(dt.UTC) == dt.datetime(2026, 12, 7, 5, tzinfo=dt.UTC)
    assert event["DTEND"].dt.astimezone(dt.UTC) == dt.datetime(2026, 12, 7, 6, tzinfo=dt.UTC)
    assert event["SUMMARY"] == "Турбина: встреча"
    assert event["DESCRIPTION"] == "Потребность\nИван; директор, Пётр"


def test_a_cancelled_one_keeps_its_uid_and_cancels() -> None:
    booked = at("08:00", "09:00")
    cancelled = replace(booked, is_cancelled=True, sequence=1)
    calendar = icalendar.Calendar.from_ical(meetings.as_ics(cancelled, STAMPED))
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "CANCEL"
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (booked.uid, 1, "CANCELLED")


@pytest.mark.parametrize("text", ["a\r\nATTENDEE:mailto:x@y.z", "BEGIN:VEVENT", "; , \\ \n"])
def test_a_name_from_outside_is_a_text_and_no_further_line(text: str) -> None:
    booked = replace(at("08:00", "09:00"), title=text, goal=text)
    calendar = icalendar.Calendar.from_ical(meetings.as_ics(booked, STAMPED))
    (event,) = calendar.walk("VEVENT")
    assert "ATTENDEE" not in event
    assert str(event["SUMMARY"]).split() == text.split()


NOW = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)


def test_a_meeting_is_booked_changed_and_cancelled_under_one_uid(tmp_path: Path) -> None:
    wanted = at("08:00", "09:00", attending=("Ivanov", "Petrov"), place="Zoom")
    booked = lead_meetings.book(tmp_path, "L1", wanted, " Vera ", NOW)
    assert (booked.meeting, booked.who, booked.lead_id) == (wanted, "Vera", "L1")
    later = replace(wanted, start=wanted.start.replace(hour=10), end=wanted.end.replace(hour=11))
    moved = lead_meetings.change(tmp_path, booked, later, "Vera", NOW)
    assert (moved.meeting.uid, moved.meeting.sequence) == (wanted.uid, 1)
    with pytest.raises(DealfitError, match="changed this meeting meanwhile"):
        lead_meetings.cancel(tmp_path, booked, "Boris")
    gone = lead_meetings.cancel(tmp_path, moved, "Boris")
    assert (gone.meeting.uid, gone.meeting.sequence, gone.meeting.is_cancelled) == (
        wanted.uid,
        2,
        True,
    )
    assert lead_meetings.meetings(tmp_path) == [gone]


def test_each_state_of_a_meeting_can_be_undone_from_the_history(tmp_path: Path) -> None:
    wanted = at("08:00", "09:00")
    booked = lead_meetings.book(tmp_path, "L1", wanted, "Vera", NOW)
    lead_meetings.cancel(tmp_path, booked, "Vera")
    (cancelled, _), (first, _) = change_history.read(tmp_path)
    assert lead_meetings.of_history(cancelled.after or "").is_cancelled
    with pytest.raises(DealfitError, match="changed this meeting meanwhile"):
        change_history.undo(tmp_path, first, "Boris", "")
    change_history.undo(tmp_path, cancelled, "Boris", "a slip")
    (state,) = lead_meetings.meetings(tmp_path)
    assert state.meeting == replace(wanted, sequence=2)
    again, _ = change_history.read(tmp_path)[0]
    assert (again.who, again.why) == ("Boris", "a slip")
    lead_meetings.undo(tmp_path, state.id, "Boris")
    (state,) = lead_meetings.meetings(tmp_path)
    assert (state.meeting.sequence, state.meeting.is_cancelled) == (3, True)


def test_a_booking_that_is_undone_is_cancelled_for_the_calendar(tmp_path: Path) -> None:
    booked = lead_meetings.book(tmp_path, "L1", at("08:00", "09:00"), "Vera", NOW)
    undone = lead_meetings.undo(tmp_path, booked.id, "Vera")
    assert (undone.meeting.sequence, undone.meeting.is_cancelled) == (1, True)
    lead_meetings.book(tmp_path, "L2", at("08:30", "09:30"), "Vera", NOW)
    with pytest.raises(DealfitError, match=r"Anna has a meeting then: 07.12.2026 08:30–09:30"):
        lead_meetings.undo(tmp_path, undone.id, "Vera")


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (at("08:30", "09:30"), "Anna has a meeting then: 07.12.2026 08:00–09:00 (Europe/Moscow)"),
        (
            at("10:30", "11:30", zone=YEKATERINBURG),
            "Anna has a meeting then: 07.12.2026 10:00–11:00 (Asia/Yekaterinburg)",
        ),
        (at("09:00", "10:00"), None),
        (at("08:30", "09:30", specialist="Boris"), None),
        (at("08:00", "09:00", zone=YEKATERINBURG), None),
    ],
)
def test_a_specialist_is_booked_once(tmp_path: Path, second: Meeting, said: str | None) -> None:
    lead_meetings.book(tmp_path, "L1", at("08:00", "09:00", uid="first"), "Vera", NOW)
    if said is None:
        lead_meetings.book(tmp_path, "L2", second, "Boris", NOW)
        assert len(lead_meetings.meetings(tmp_path)) == 2
        return
    with pytest.raises(DealfitError) as refused:
        lead_meetings.book(tmp_path, "L2", second, "Boris", NOW)
    assert said in str(refused.value)
    assert "Турбина: встреча, booked by Vera" in str(refused.value)
    assert len(lead_meetings.meetings(tmp_path)) == 1


def test_what_a_meeting_needs(tmp_path: Path) -> None:
    meeting = at("08:00", "09:00")
    for changed, who, now, match in (
        (replace(meeting, specialist=" "), "Vera", NOW, "Name the specialist"),
        (meeting, " ", NOW, "name"),
        (meeting, "Vera", meeting.span[0], "This time has passed"),
    ):
        with pytest.raises(DealfitError, match=match):
            lead_meetings.book(tmp_path, "L1", changed, who, now)
    assert lead_meetings.meetings(tmp_path) == []


def race(root: Path, start: Any, results: Any, n: int) -> None:
    meeting = at("08:00", "09:00") if n % 2 else at("08:30", "09:30", uid="late")
    start.wait()
    try:
        lead_meetings.book(root, f"L{n}", meeting, f"caller {n}", NOW)
        results.put((n, ""))
    except DealfitError as refused:
        results.put((n, str(refused)))


def test_of_two_processes_that_book_at_once_one_wins_and_the_other_is_told(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    start, results = fork.Barrier(2), fork.Queue()
    racing = [fork.Process(target=race, args=(tmp_path, start, results, n)) for n in (1, 2)]
    for each in racing:
        each.start()
    outcomes = dict(results.get(timeout=300) for _ in racing)
    for each in racing:
        each.join()
    (winner,) = (n for n, said in outcomes.items() if not said)
    assert f"booked by caller {winner}" in outcomes[3 - winner]
    (state,) = lead_meetings.meetings(tmp_path)
    assert (state.lead_id, state.who) == (f"L{winner}", f"caller {winner}")


def test_a_damaged_meeting_is_named(tmp_path: Path) -> None:
    booked = lead_meetings.book(tmp_path, "L1", at("08:00", "09:00"), "Vera", NOW)
    with sqlite3.connect(tmp_path / shared_state.FILE) as con:
        con.execute("update lead_meetings set content = '{}'")
    with pytest.raises(DealfitError, match=f"the meeting {booked.id} can't be read"):
        lead_meetings.meetings(tmp_path)
