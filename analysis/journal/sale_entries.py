"""What people recorded of a sale: its steps and the people met. An entry is never changed, only taken back; the store follows.

A step is a row as a file of touches has it, a person one as a file of contacts has it: the pipeline reads both alike.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from analysis.dictionary.codes import BUDGET_STATES, QUOTE_RESULTS, ROLES, STANCES
from analysis.errors import DamagedFile, DealfitError
from analysis.journal import shared_state
from analysis.journal.shared_state import Change

WHAT = "sale"  # in the history of changes: the key is the deal
STEP, PERSON = "step", "person"
LONGEST = 400  # characters of a text
UNSEEN = -1  # nobody says what stood there


@dataclass(frozen=True)
class RecordedTouch:
    """A step at `stage`, or what became known at it. `hours`: in hours. `amount`, `budget_amount`: money."""

    deal_id: str
    stage: int
    entered_on: dt.date
    lead_id: str | None = None
    client_id: str | None = None
    hours: Decimal | None = None
    person: str | None = None
    result: str | None = None
    reason: str | None = None
    amount: Decimal | None = None
    order_id: str | None = None
    stall_reason: str | None = None
    stalled_until: dt.date | None = None
    budget_state: str | None = None
    budget_amount: Decimal | None = None
    budget_by: dt.date | None = None


@dataclass(frozen=True)
class RecordedPerson:
    """Somebody on the client's side. A later entry of the same name takes the place of an earlier one."""

    deal_id: str
    name: str
    role: str
    lead_id: str | None = None
    client_id: str | None = None
    stance: str | None = None


Record = RecordedTouch | RecordedPerson
_KINDS: Mapping[str, type[RecordedTouch] | type[RecordedPerson]] = {
    STEP: RecordedTouch,
    PERSON: RecordedPerson,
}


@dataclass(frozen=True)
class SaleEntry:
    id: int
    deal_id: str
    record: Record
    who: str
    at: dt.datetime


def record(root: Path, made: Record, who: str, *, seen: int | None = UNSEEN) -> int:
    """Writes an entry; its number. seen: the deal's newest entry that was shown, None: there was none.

    DealfitError, and nothing written, without a name, where a part is missing, or where somebody recorded something meanwhile.
    """
    _refuse(made)
    who = shared_state.signed(who)
    kind = STEP if isinstance(made, RecordedTouch) else PERSON
    with shared_state.opened(root) as con:
        newest = _newest(con, made.deal_id)
        if seen != UNSEEN and newest is not None and newest[0] != seen:
            at = f"{dt.datetime.fromisoformat(newest[2]):%d.%m.%Y %H:%M}"
            raise DealfitError("sale_changed_meanwhile", who=newest[1], at=at)
        content = _text(made)
        cursor = con.execute(
            "insert into sale_entries (deal_id, what, content, who, at) values (?, ?, ?, ?, ?)",
            (made.deal_id, kind, content, who, shared_state.now()),
        )
        number = int(cursor.lastrowid or 0)
        shared_state.note(
            con, WHAT, made.deal_id, None, _in_history(number, kind, content), who, ""
        )
        return number


def undo(root: Path, entry: int, who: str, why: str = "") -> None:
    """Takes an entry back. DealfitError where it isn't there, or a later one of the deal stands."""
    who = shared_state.signed(who)
    with shared_state.opened(root) as con:
        found = con.execute(
            "select deal_id, what, content from sale_entries where id = ? and undone_by is null",
            (entry,),
        ).fetchone()
        if found is None:
            raise DealfitError("no_such_sale_entry")
        deal_id, kind, content = found
        newest = _newest(con, deal_id)
        if newest is not None and newest[0] != entry:
            raise DealfitError("later_sale_entry_stands", deal=deal_id)
        con.execute(
            "update sale_entries set undone_by = ?, undone_at = ? where id = ?",
            (who, shared_state.now(), entry),
        )
        before = _in_history(entry, kind, content)
        shared_state.note(con, WHAT, deal_id, before, None, who, why.strip()[:LONGEST])


def read(root: Path, deal_id: str | None = None) -> list[SaleEntry]:
    """Those that count, the oldest first."""
    rows = shared_state.rows(
        root,
        "select id, deal_id, what, content, who, at from sale_entries "
        "where undone_by is null and deal_id = coalesce(?, deal_id) order by id",
        (deal_id,),
    )
    return [
        SaleEntry(number, deal, _record(number, what, content), who, dt.datetime.fromisoformat(at))
        for number, deal, what, content, who, at in rows
    ]


def marks(root: Path) -> list[str]:
    """What tells one state of all entries from another, without reading what they hold."""
    found = shared_state.rows(root, "select id, undone_by from sale_entries order by id")
    return [f"sale {number} {undone_by}" for number, undone_by in found]


def entry_of(change: Change) -> int | None:
    """The entry that a change of the history brought; None where it took one back."""
    return None if change.after is None else int(json.loads(change.after)["id"])


def told(text: str) -> Record:
    """What a text of the history tells of."""
    found = json.loads(text)
    return _record(found["id"], found["what"], json.dumps(found["record"]))


def _newest(con: sqlite3.Connection, deal_id: str) -> tuple[int, str, str] | None:
    found: tuple[int, str, str] | None = con.execute(
        "select id, who, at from sale_entries where deal_id = ? and undone_by is null order by id desc limit 1",
        (deal_id,),
    ).fetchone()
    return found


def _refuse(made: Record) -> None:
    if isinstance(made, RecordedPerson):
        if not made.name.strip():
            raise DealfitError("sale_person_is_missing")
        _one_of(made.role, ROLES)
        _one_of(made.stance, (None, *STANCES))
        return
    _one_of(made.result, (None, *QUOTE_RESULTS))
    _one_of(made.budget_state, (None, *BUDGET_STATES))
    if (made.stall_reason is None) != (made.stalled_until is None):
        raise DealfitError("stall_needs_both")


def _one_of(value: str | None, known: tuple[str | None, ...]) -> None:
    if value not in known:
        raise ValueError(value)


def _text(made: Record) -> str:
    given = {name: value for name, value in asdict(made).items() if value is not None}
    return json.dumps({name: _written(value) for name, value in given.items()}, ensure_ascii=False)


def _written(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()[:LONGEST]
    return value if isinstance(value, int) else str(value)


def _in_history(number: int, kind: str, content: str) -> str:
    return json.dumps(
        {"id": number, "what": kind, "record": json.loads(content)}, ensure_ascii=False
    )


def _record(number: int, what: str, content: str) -> Record:
    """DamagedFile where the text of an entry is not what was written."""
    try:
        kind, raw = _KINDS[what], json.loads(content)
        types = {field.name: str(field.type) for field in fields(kind)}
        return kind(**{name: _value(types[name], value) for name, value in raw.items()})
    except (ValueError, TypeError, KeyError, ArithmeticError):
        raise DamagedFile("damaged_sale", file=shared_state.FILE, entry=number) from None


def _value(kind: str, value: Any) -> Any:
    if "date" in kind:
        return dt.date.fromisoformat(value)
    return Decimal(value) if "Decimal" in kind else value
