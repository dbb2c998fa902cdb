"""What people decided about clients: accepted, changed or postponed, with note and date, and what was known then.

Every entry stays in state.sqlite; the newest that was not undone is in force.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import shared_state
from analysis.decisions import DECISIONS
from analysis.errors import DealfitError
from analysis.findings import known

ACCEPTED, CHANGED, POSTPONED = "accepted", "changed", "postponed"
STATUSES = (ACCEPTED, CHANGED, POSTPONED)
KNOWN = ("true_margin", "true_profit", "revenue", "hours", "orders_behind_it", "decision", "price_rise")
LONGEST_NOTE = 1000
TABLE = """
create table if not exists decisions (
    id integer primary key, client_id text not null, decision text not null, status text not null, note text not null,
    due_on text, who text not null, at text not null, known text not null, undone_by text, undone_at text)"""


@dataclass(frozen=True)
class Kept:
    """`known`: margin (part of 1), money, hours and orders of the client when it was decided, and `build`, the store they were in."""

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
) -> int:
    """proposal: the client's row of client_decision. A decision other than the proposal is `changed`, whatever was said."""
    if not who.strip():
        raise DealfitError("who_is_missing")
    if status == POSTPONED and due_on is None:
        raise DealfitError("decision_date_is_missing")
    if status not in STATUSES or decision not in DECISIONS:
        raise ValueError(f"{status}: {decision}")
    if status != POSTPONED:
        status = ACCEPTED if decision == proposal["decision"] else CHANGED
    known = {name: _plain(proposal[name]) for name in KNOWN} | {"build": build}
    with _opened(root) as con:
        cursor = con.execute(
            "insert into decisions (client_id, decision, status, note, due_on, who, at, known) values (?, ?, ?, ?, ?, ?, ?, ?)",
            (proposal["client_id"], decision, status, note.strip()[:LONGEST_NOTE], due_on.isoformat() if due_on else None,
             who.strip(), shared_state.now(), json.dumps(known, ensure_ascii=False)),
        )  # fmt: skip
        return int(cursor.lastrowid or 0)


def undo(root: Path, entry: int, who: str) -> None:
    """Takes an entry back; the one before it is in force again. The entry stays in the history, marked."""
    if not who.strip():
        raise DealfitError("who_is_missing")
    with _opened(root) as con:
        con.execute("update decisions set undone_by = ?, undone_at = ? where id = ? and undone_by is null",
                    (who.strip(), shared_state.now(), entry))  # fmt: skip


def history(root: Path, client_id: str | None = None) -> list[Kept]:
    """The newest first, those undone too."""
    if not shared_state.exists(root):
        return []
    with _opened(root) as con:
        rows = con.execute(
            """select id, client_id, decision, status, note, due_on, who, at, known, undone_by from decisions
            where client_id = coalesce(?, client_id) order by id desc""",
            (client_id,),
        ).fetchall()
    return [
        Kept(i, c, d, s, n, dt.date.fromisoformat(due) if due else None, who, dt.datetime.fromisoformat(at), json.loads(known), undone)
        for i, c, d, s, n, due, who, at, known, undone in rows
    ]  # fmt: skip


def in_force(root: Path) -> dict[str, Kept]:
    """client_id → the newest entry that was not undone."""
    found: dict[str, Kept] = {}
    for each in history(root):
        if each.undone_by is None:
            found.setdefault(each.client_id, each)
    return found


class _opened:
    """The workspace's state with the table of decisions in it, in one transaction."""

    def __init__(self, root: Path) -> None:
        self._state = shared_state.opened(root)

    def __enter__(self) -> sqlite3.Connection:
        con = self._state.__enter__()
        con.execute(TABLE)
        return con

    def __exit__(self, *trouble: Any) -> None:
        self._state.__exit__(*trouble)


def _plain(value: Any) -> Any:
    """A value as JSON takes it; unknown stays unknown."""
    if not known(value):
        return None
    return value if isinstance(value, str) else float(value)
