"""A meeting in words: when, where and with whom."""

from __future__ import annotations

from analysis.journal.lead_meetings import Meeting
from analysis.language import Words


def told(words: Words, meeting: Meeting) -> str:
    key = "meeting.told_cancelled" if meeting.is_cancelled else "meeting.told"
    return words(key, start=time(words, meeting), specialist=meeting.specialist)


def time(words: Words, meeting: Meeting) -> str:
    """Its day and span, in the wall time of its zone, which is named."""
    day, end = words.date(meeting.start.date()), f"{meeting.end:%H:%M}"
    if meeting.end.date() != meeting.start.date():
        end = f"{words.date(meeting.end.date())} {end}"
    return f"{day} {meeting.start:%H:%M}–{end} ({words.zone(meeting.zone.key)})"
