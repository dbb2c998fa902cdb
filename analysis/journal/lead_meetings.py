"""Meetings of leads with a specialist: booked, changed, cancelled; no two of one specialist at once.

A meeting is a half-open span of time: one from nine to ten and one from ten to eleven don't clash. Two in different zones are compared by
instant. Every state of a meeting stays; the newest one counts. Whether a time is free is asked in the transaction that books it.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from analysis.errors import DamagedFile, DealfitError
from analysis.journal import shared_state
from analysis.journal.shared_state import Change

WHAT = "meeting"  # in the history of changes
LONGEST = 400  # signs of a text


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
        if not self.span[0] < self.span[1]:
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
        if _name(self.specialist) != _name(other.specialist):
            return False
        (start, end), (its_start, its_end) = self.span, other.span
        return start < its_end and its_start < end


@dataclass(frozen=True)
class Booked:
    """A state of a meeting of a lead: who brought it about, and when. `id` rises with each state."""

    id: int
    lead_id: str
    meeting: Meeting
    who: str
    at: dt.datetime


def clash(wanted: Meeting, booked: Iterable[Booked]) -> Booked | None:
    """The booked meeting that stands in the way; None: the time is free."""
    return next((each for each in booked if wanted.clashes(each.meeting)), None)


def new_uid() -> str:
    return f"{uuid.uuid4()}@dealfit"


def book(root: Path, lead_id: str, meeting: Meeting, who: str, now: dt.datetime) -> Booked:
    """Writes a new meeting of a lead. `now`: an instant.

    DealfitError, and nothing written, without a name or a specialist, where the time has passed, or where the specialist is taken.
    """
    return _write(root, lead_id, meeting, who, None, now)


def change(root: Path, former: Booked, meeting: Meeting, who: str, now: dt.datetime) -> Booked:
    """Writes another state of a meeting, under its uid with the next sequence; as `book`, and where somebody changed it meanwhile."""
    following = replace(
        meeting, uid=former.meeting.uid, sequence=former.meeting.sequence + 1, is_cancelled=False
    )
    return _write(root, former.lead_id, following, who, former, now)


def cancel(root: Path, former: Booked, who: str) -> Booked:
    """The meeting won't be. DealfitError where somebody changed it meanwhile."""
    cancelled = replace(former.meeting, sequence=former.meeting.sequence + 1, is_cancelled=True)
    return _write(root, former.lead_id, cancelled, who, former, None)


def undo(root: Path, state: int, who: str, why: str = "") -> Booked:
    """Brings back the state before: of a meeting that was just booked, a cancelled one. DealfitError where it changed since."""
    who = shared_state.signed(who)
    states = [each for each in _states(root) if each.id <= state]
    taken_back = next((each for each in states if each.id == state), None)
    if taken_back is None:
        raise DealfitError("no_such_meeting")
    uid, sequence = taken_back.meeting.uid, taken_back.meeting.sequence + 1
    before = [each.meeting for each in states if each.meeting.uid == uid and each.id < state]
    restored = (
        replace(before[-1], sequence=sequence)
        if before
        else replace(taken_back.meeting, sequence=sequence, is_cancelled=True)
    )
    return _write(root, taken_back.lead_id, restored, who, taken_back, None, why)


def meetings(root: Path) -> list[Booked]:
    """The newest state of each meeting, cancelled ones too; by their start."""
    newest = {each.meeting.uid: each for each in _states(root)}
    return sorted(newest.values(), key=lambda each: (each.meeting.span, each.id))


def lies_ahead(root: Path, lead_id: str) -> bool:
    """Whether a meeting of the lead is still to be."""
    now = dt.datetime.now(dt.UTC)
    return any(
        each.lead_id == lead_id and not each.meeting.is_cancelled and each.meeting.span[1] > now
        for each in meetings(root)
    )


def state_of(change: Change) -> int:
    """The state of a meeting that a change of the history brought."""
    return int(json.loads(change.after or "{}")["id"])


def _write(
    root: Path,
    lead_id: str,
    meeting: Meeting,
    who: str,
    former: Booked | None,
    now: dt.datetime | None,
    why: str = "",
) -> Booked:
    """`now`: the meeting must begin later; None: it may lie in the past."""
    who = shared_state.signed(who)
    if not meeting.specialist.strip():
        raise DealfitError("specialist_is_missing")
    if now is not None and meeting.span[0] <= now:
        raise DealfitError("meeting_is_past")
    with shared_state.opened(root) as con:
        there = _newest(con.execute(f"{SELECT} order by id").fetchall())
        newest = there.get(meeting.uid)
        if former is not None and (newest is None or newest.id != former.id):
            raise DealfitError("meeting_changed_meanwhile")
        taken = clash(meeting, there.values())
        if taken is not None:
            raise _taken(meeting, taken)
        moment = shared_state.now()
        cursor = con.execute(
            "insert into lead_meetings (uid, lead_id, content, who, at) values (?, ?, ?, ?, ?)",
            (meeting.uid, lead_id, _text(meeting), who, moment),
        )
        number = int(cursor.lastrowid or 0)
        before = None if former is None else _told(former.id, former.meeting)
        shared_state.note(con, WHAT, lead_id, before, _told(number, meeting), who, why.strip())
    return Booked(number, lead_id, meeting, who, dt.datetime.fromisoformat(moment))


def _taken(wanted: Meeting, taken: Booked) -> DealfitError:
    start, end = (t.astimezone(wanted.zone) for t in taken.meeting.span)
    return DealfitError(
        "specialist_is_taken",
        specialist=taken.meeting.specialist,
        start=f"{start:%d.%m.%Y %H:%M}",
        end=f"{end:%H:%M}",
        zone=wanted.zone.key,
        title=taken.meeting.title,
        who=taken.who,
    )


SELECT = "select id, uid, lead_id, content, who, at from lead_meetings"


def _states(root: Path) -> list[Booked]:
    return [_booked(row) for row in shared_state.rows(root, f"{SELECT} order by id")]


def _newest(rows: list[Any]) -> dict[str, Booked]:
    return {each.meeting.uid: each for each in map(_booked, rows)}


def _text(meeting: Meeting) -> str:
    return json.dumps(
        {
            "sequence": meeting.sequence,
            "title": meeting.title[:LONGEST],
            "goal": meeting.goal[:LONGEST],
            "start": meeting.start.isoformat(),
            "end": meeting.end.isoformat(),
            "zone": meeting.zone.key,
            "specialist": meeting.specialist.strip()[:LONGEST],
            "attending": [name[:LONGEST] for name in meeting.attending],
            "place": meeting.place[:LONGEST],
            "is_cancelled": meeting.is_cancelled,
        },
        ensure_ascii=False,
    )


def _booked(row: tuple[Any, ...]) -> Booked:
    number, uid, lead_id, content, who, at = row
    try:
        given = json.loads(content)
        meeting = Meeting(
            uid=uid,
            sequence=int(given["sequence"]),
            title=given["title"],
            goal=given["goal"],
            start=dt.datetime.fromisoformat(given["start"]),
            end=dt.datetime.fromisoformat(given["end"]),
            zone=ZoneInfo(given["zone"]),
            specialist=given["specialist"],
            attending=tuple(given["attending"]),
            place=given["place"],
            is_cancelled=given["is_cancelled"],
        )
        return Booked(number, lead_id, meeting, who, dt.datetime.fromisoformat(at))
    except (ValueError, KeyError, TypeError, OSError):
        raise DamagedFile("damaged_meeting", file=shared_state.FILE, meeting=number) from None


def _told(number: int, meeting: Meeting) -> str:
    """For the history: the state's number, and what it says."""
    return json.dumps(
        {"id": number, "uid": meeting.uid, "content": _text(meeting)}, ensure_ascii=False
    )


def of_history(text: str) -> Meeting:
    """The meeting that a text of the history tells of."""
    told = json.loads(text)
    return _booked((told["id"], told["uid"], "", told["content"], "", shared_state.now())).meeting


def _name(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())
