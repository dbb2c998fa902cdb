"""Meetings with a specialist: half-open spans of time, no two of one person at once, and an .ics file for the calendar.

A meeting is [start, end): one from nine to ten and one from ten to eleven don't clash. Two in different zones are compared by instant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import icalendar

NAME = "Dealfit"


@dataclass(frozen=True)
class Meeting:
    """`start` and `end` in the wall time of `zone`. `uid` stays for ever; `sequence` rises with each change."""

    uid: str
    sequence: int
    title: str
    goal: str
    start: dt.datetime
    end: dt.datetime
    zone: ZoneInfo
    specialist: str
    attending: tuple[str, ...] = ()
    place: str = ""
    is_cancelled: bool = False

    def __post_init__(self) -> None:
        if self.start.tzinfo is not None or self.end.tzinfo is not None:
            raise ValueError("a meeting's times are wall times of its zone")
        if not self.start < self.end:
            raise ValueError("a meeting ends after it begins")

    @property
    def span(self) -> tuple[dt.datetime, dt.datetime]:
        """Start and end as instants."""
        start, end = (
            t.replace(tzinfo=self.zone).astimezone(dt.UTC) for t in (self.start, self.end)
        )
        return start, end

    def clashes(self, other: Meeting) -> bool:
        """Whether both take the same specialist at one time; a cancelled one takes nobody."""
        if self.is_cancelled or other.is_cancelled or self.uid == other.uid:
            return False
        if self.specialist.casefold() != other.specialist.casefold():
            return False
        (start, end), (its_start, its_end) = self.span, other.span
        return start < its_end and its_start < end


def clash(wanted: Meeting, booked: Iterable[Meeting]) -> Meeting | None:
    """The booked meeting that stands in the way; None: the time is free."""
    return next((each for each in booked if wanted.clashes(each)), None)


def as_ics(meeting: Meeting, stamped: dt.datetime) -> bytes:
    """The calendar's file (RFC 5545): METHOD PUBLISH, or CANCEL of a cancelled one; the zone's rules inside.

    `stamped`: when the meeting was last changed, an instant.
    """
    event = icalendar.Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", stamped.astimezone(dt.UTC))
    event.add("dtstart", meeting.start.replace(tzinfo=meeting.zone))
    event.add("dtend", meeting.end.replace(tzinfo=meeting.zone))
    event.add("summary", meeting.title)
    event.add("description", "\n".join([meeting.goal, ", ".join(meeting.attending)]).strip())
    if meeting.place:
        event.add("location", meeting.place)
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{NAME}//")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if meeting.is_cancelled else "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
