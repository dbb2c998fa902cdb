"""Meetings: spans that touch don't clash, zones are compared by instant, the calendar's file reads back as it was."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from analysis.leads import meetings
from analysis.leads.meetings import Meeting

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
    assert meetings.clash(other, [booked]) == (booked if is_clash else None)


def test_a_meeting_may_be_moved_over_itself() -> None:
    booked = at("08:00", "09:00")
    assert meetings.clash(replace(booked, start=booked.start.replace(minute=30)), [booked]) is None


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
