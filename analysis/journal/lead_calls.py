"""Calls to leads: what came of each, what was answered, and when to call again. Every call stays; the newest not taken back counts."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from analysis.dictionary.codes import CALL_OUTCOMES
from analysis.errors import DamagedFile, DealfitError
from analysis.journal import lead_answers, lead_meetings, shared_state
from analysis.journal.shared_state import Change

WHAT = "call"  # in the history of changes
LONGEST_NOTE = 1000
DATED = ("later", "moved")  # outcomes that name the day of the next call
REASONED = ("declined", "given back")  # outcomes that need a note
NO_ANSWERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Call:
    """`answers`: column of the lead, or field that the portrait asks → what was answered. `due_on`: the day named, of outcomes DATED."""

    id: int
    lead_id: str
    outcome: str
    who: str
    at: dt.datetime
    due_on: dt.date | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


def note_call(
    root: Path,
    lead_id: str,
    outcome: str,
    who: str,
    *,
    due_on: dt.date | None = None,
    answers: Mapping[str, str] = NO_ANSWERS,
    note: str = "",
    seen: int | None = None,
) -> int:
    """Writes a call; its number. `seen`: the lead's newest call that was shown, None: there was none.

    DealfitError, and nothing written, without a name, without the day or the reason that the outcome needs, where an answer can't be
    read as what its column holds, where somebody called meanwhile, or where a lead is given back that has a meeting ahead.
    """
    who = shared_state.signed(who)
    if outcome not in CALL_OUTCOMES:
        raise ValueError(outcome)
    if outcome in DATED and due_on is None:
        raise DealfitError("call_date_is_missing")
    if outcome in REASONED and not note.strip():
        raise DealfitError("why_is_missing")
    if outcome == "given back" and lead_meetings.lies_ahead(root, lead_id):
        raise DealfitError("meeting_lies_ahead")
    given = {name: text.strip() for name, text in answers.items() if text.strip()}
    lead_answers.refuse(given)
    with shared_state.opened(root) as con:
        newest = con.execute(
            "select id, who, at from lead_calls where lead_id = ? and undone_by is null order by id desc limit 1",
            (lead_id,),
        ).fetchone()
        if newest is not None and newest[0] != seen:
            at = f"{dt.datetime.fromisoformat(newest[2]):%d.%m.%Y %H:%M}"
            raise DealfitError("called_meanwhile", who=newest[1], at=at)
        cursor = con.execute(
            "insert into lead_calls (lead_id, outcome, due_on, answers, note, who, at) values (?, ?, ?, ?, ?, ?, ?)",
            (
                lead_id,
                outcome,
                due_on.isoformat() if due_on else None,
                json.dumps(given, ensure_ascii=False),
                note.strip()[:LONGEST_NOTE],
                who,
                shared_state.now(),
            ),
        )
        number = int(cursor.lastrowid or 0)
        after = json.dumps({"id": number, "outcome": outcome}, ensure_ascii=False)
        shared_state.note(con, WHAT, lead_id, None, after, who, note.strip()[:LONGEST_NOTE])
        return number


def undo(root: Path, call: int, who: str, why: str = "") -> None:
    """Takes a call back; the one before it counts again. DealfitError where it isn't there, or another came after it."""
    who = shared_state.signed(who)
    with shared_state.opened(root) as con:
        found = con.execute(
            "select lead_id, outcome from lead_calls where id = ? and undone_by is null", (call,)
        ).fetchone()
        if found is None:
            raise DealfitError("no_such_call")
        lead_id, outcome = found
        later = con.execute(
            "select 1 from lead_calls where lead_id = ? and id > ? and undone_by is null",
            (lead_id, call),
        ).fetchone()
        if later is not None:
            raise DealfitError("later_call_stands")
        con.execute(
            "update lead_calls set undone_by = ?, undone_at = ? where id = ?",
            (who, shared_state.now(), call),
        )
        before = json.dumps({"id": call, "outcome": outcome}, ensure_ascii=False)
        shared_state.note(con, WHAT, lead_id, before, None, who, why.strip())


def call_of(change: Change) -> int | None:
    """The call that a change of the history brought; None where it took one back."""
    return None if change.after is None else int(json.loads(change.after)["id"])


def outcome_of(text: str) -> str:
    """The outcome that a text of the history tells of."""
    return str(json.loads(text)["outcome"])


def calls(root: Path) -> dict[str, list[Call]]:
    """Lead → its calls that count, the oldest first."""
    found: dict[str, list[Call]] = {}
    rows = shared_state.rows(
        root,
        "select id, lead_id, outcome, due_on, answers, note, who, at from lead_calls where undone_by is null order by id",
    )
    for row in rows:
        call = _call(*row)
        found.setdefault(call.lead_id, []).append(call)
    return found


def _call(
    number: int,
    lead_id: str,
    outcome: str,
    due_on: str | None,
    answers: str,
    note: str,
    who: str,
    at: str,
) -> Call:
    try:
        given = json.loads(answers)
        moment, day = (
            dt.datetime.fromisoformat(at),
            dt.date.fromisoformat(due_on) if due_on else None,
        )
    except ValueError:
        raise DamagedFile("damaged_call", file=shared_state.FILE, call=number) from None
    return Call(number, lead_id, outcome, who, moment, day, given, note)
