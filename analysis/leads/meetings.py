"""A meeting that is being booked: when it ends, in which zone it may be, and its file for a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo, available_timezones

import icalendar

from analysis.journal.lead_meetings import Booked, Meeting
from analysis.leads.phones import phones

NAME = "Dealfit"
USUAL_ZONE = "Europe/Moscow"
NEAR = (  # zones of Russia, from west to east
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Novosibirsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
)


def zones() -> tuple[str, ...]:
    """Those of Russia first, then all others by name."""
    return (*NEAR, *sorted(name for name in available_timezones() - {*NEAR} if "/" in name))


def zone_of(cell: str) -> str | None:
    """The zone that the first landline in a cell of phones tells; None: none of them does, as a mobile doesn't."""
    return next((phone.zone.key for phone in phones(cell) if phone.zone is not None), None)


def end_of(start: dt.datetime, minutes: int, zone: ZoneInfo) -> dt.datetime:
    """The wall time at which a meeting that begins at `start` and lasts so long ends."""
    instant = start.replace(tzinfo=zone).astimezone(dt.UTC) + dt.timedelta(minutes=minutes)
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def specialists(booked: Iterable[Booked]) -> list[str]:
    """Who was booked before, each once."""
    named = {" ".join(each.meeting.specialist.split()) for each in booked}
    return sorted(named, key=str.casefold)


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
