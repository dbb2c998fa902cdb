"""What people decided about clients: accepted, changed or postponed, with note and date, and what was known then.

Every entry stays in state.sqlite; the newest that was not undone is in force. Each also stands in the history of changes.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.dictionary.codes import DECISIONS
from analysis.dictionary.finding import known
from analysis.errors import DealfitError
from analysis.journal import same_clients, shared_state
from analysis.journal.shared_state import Change

WHAT = "decision"  # in the history of changes
ACCEPTED, CHANGED, POSTPONED = "accepted", "changed", "postponed"
STATUSES = (ACCEPTED, CHANGED, POSTPONED)
KNOWN = (
    "true_margin",
    "true_profit",
    "revenue",
    "hours",
    "orders_behind_it",
    "decision",
    "price_rise",
)
LONGEST_NOTE = 1000
UNSEEN = -1  # nobody says what was in force when it was decided


@dataclass(frozen=True)
class RecordedDecision:
    """`client_id`: of the client as it counts now; `decided_as`: as it counted when it was decided.

    `known`: margin (part of 1), money, hours and orders of the client then, and `build`, the store they were in.
    """

    id: int
    client_id: str
    decision: str
    status: str
    note: str
    due_on: dt.date | None
    who: str
    at: dt.datetime
    known: Mapping[str, Any]
    undone_by: str | None
    decided_as: str

    def is_due(self, today: dt.date) -> bool:
        return self.due_on is not None and self.due_on <= today


def keep(
    root: Path,
    proposal: Mapping[Any, Any],
    build: str,
    status: str,
    decision: str,
    note: str,
    due_on: dt.date | None,
    who: str,
    seen: int | None = UNSEEN,
) -> int:
    """proposal: the client's row of client_decision. A decision other than the proposal is `changed`, whatever was said.

    seen: the entry about the client that was in force when this was decided (None: there was none). DealfitError, and nothing
    written, where it is another by now.
    """
    who = shared_state.signed(who)
    if status == POSTPONED and due_on is None:
        raise DealfitError("decision_date_is_missing")
    if status not in STATUSES or decision not in DECISIONS:
        raise ValueError(f"{status}: {decision}")
    if status != POSTPONED:
        status = ACCEPTED if decision == proposal["decision"] else CHANGED
    known = {name: _plain(proposal[name]) for name in KNOWN} | {"build": build}
    client = str(proposal["client_id"])
    with shared_state.opened(root) as con:
        before = _text(con, client)
        if seen != UNSEEN:
            _refuse_unseen(con, before, seen)
        cursor = con.execute(
            "insert into decisions (client_id, decision, status, note, due_on, who, at, known) values (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                client,
                decision,
                status,
                note.strip()[:LONGEST_NOTE],
                due_on.isoformat() if due_on else None,
                who,
                shared_state.now(),
                json.dumps(known, ensure_ascii=False),
            ),
        )
        shared_state.note(
            con, WHAT, client, before, _text(con, client), who, note.strip()[:LONGEST_NOTE]
        )
        return int(cursor.lastrowid or 0)


def _refuse_unseen(con: sqlite3.Connection, there: str | None, seen: int | None) -> None:
    entry = None if there is None else int(json.loads(there)["id"])
    if entry == seen:
        return
    if entry is None or (seen is not None and entry < seen):
        raise DealfitError("decision_undone_meanwhile")
    who, at, decision = con.execute(
        "select who, at, decision from decisions where id = ?", (entry,)
    ).fetchone()
    at = f"{dt.datetime.fromisoformat(at):%d.%m.%Y %H:%M}"
    raise DealfitError("decided_meanwhile", who=who, at=at, decision=decision)


def undo(root: Path, entry: int, who: str, why: str = "") -> None:
    """Takes an entry back; the one before it is in force again. The entry stays in the history, marked."""
    who = shared_state.signed(who)
    with shared_state.opened(root) as con:
        found = con.execute(
            "select client_id from decisions where id = ? and undone_by is null", (entry,)
        ).fetchone()
        if found is None:
            raise DealfitError("no_such_decision")
        before = _text(con, found[0])
        con.execute(
            "update decisions set undone_by = ?, undone_at = ? where id = ?",
            (who, shared_state.now(), entry),
        )
        shared_state.note(con, WHAT, found[0], before, _text(con, found[0]), who, why.strip())


def _text(con: sqlite3.Connection, client_id: str) -> str | None:
    """The decision in force about a client, as the history of changes keeps it: JSON of its id, decision, status and date."""
    row = con.execute(
        """select id, decision, status, due_on from decisions where client_id = ? and undone_by is null
        order by id desc limit 1""",
        (client_id,),
    ).fetchone()
    return (
        None
        if row is None
        else json.dumps(dict(zip(("id", "decision", "status", "due_on"), row, strict=True)))
    )


def entry_of(change: Change) -> int | None:
    """The entry that a change of the history brought; None where it took one back."""
    before, after = (
        0 if text is None else int(json.loads(text)["id"]) for text in (change.before, change.after)
    )
    return after if after > before else None


def history(root: Path, client_id: str | None = None) -> list[RecordedDecision]:
    """The newest first, those undone too; of a client with all that was decided about those now counted under it."""
    kept = same_clients.kept_ids(root)
    entries = shared_state.rows(
        root,
        "select id, client_id, decision, status, note, due_on, who, at, known, undone_by from decisions order by id desc",
    )
    found = [
        RecordedDecision(
            i,
            kept.get(str(c), str(c)),
            d,
            s,
            n,
            dt.date.fromisoformat(due) if due else None,
            who,
            dt.datetime.fromisoformat(at),
            json.loads(known),
            undone,
            c,
        )
        for i, c, d, s, n, due, who, at, known, undone in entries
    ]
    return found if client_id is None else [each for each in found if each.client_id == client_id]


def in_force(root: Path) -> dict[str, RecordedDecision]:
    """client_id → the newest entry that was not undone."""
    found: dict[str, RecordedDecision] = {}
    for each in history(root):
        if each.undone_by is None:
            found.setdefault(each.client_id, each)
    return found


def _plain(value: Any) -> Any:
    """A value as JSON takes it; unknown stays unknown."""
    if not known(value):
        return None
    return value if isinstance(value, str) else float(value)
