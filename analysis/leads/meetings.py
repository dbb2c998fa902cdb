"""The file of a meeting for a calendar."""

from __future__ import annotations

import datetime as dt

import icalendar

from analysis.journal.lead_meetings import Meeting

NAME = "Dealfit"


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
