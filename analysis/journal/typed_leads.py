"""Leads that people typed in: rows as a file of leads has them, with who and when. An entry is never changed, only taken back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.dictionary.codes import LINE_KINDS
from analysis.errors import DamagedFile, DealfitError
from analysis.journal import lead_answers, shared_state
from analysis.journal.shared_state import Change

WHAT = "lead"  # in the history of changes: the key is the lead
CODE = "new-{}"  # of the lead, from the entry's number
COLUMNS = tuple(name for name in lead_answers.KINDS if name not in ("lead_id", "meeting_on"))
LONGEST = 400  # characters of a text


@dataclass(frozen=True)
class TypedLead:
    """`values`: columns of leads that are known, as they were typed."""

    id: int
    values: Mapping[str, str]
    who: str
    at: dt.datetime

    @property
    def lead_id(self) -> str:
        return CODE.format(self.id)

    def value(self, column: str) -> Any:
        """In the column's kind; None where it isn't known."""
        text = self.values.get(column)
        return None if text is None else lead_answers.read(column, text)


def record(root: Path, values: Mapping[str, str], who: str) -> int:
    """Writes a lead; the number of its entry. DealfitError, and nothing written, without a name, without a company, or where a value
    can't be read as what its column holds."""
    who = shared_state.signed(who)
    given = {name: " ".join(text.split())[:LONGEST] for name, text in values.items()}
    given = {name: text for name, text in given.items() if text}
    if unknown := set(given) - set(COLUMNS):
        raise ValueError(unknown)
    if "company" not in given:
        raise DealfitError("lead_company_is_missing")
    if given.get("wants", LINE_KINDS[0]) not in LINE_KINDS:
        raise ValueError(given["wants"])
    lead_answers.refuse(given)
    content = json.dumps(given, ensure_ascii=False)
    with shared_state.opened(root) as con:
        cursor = con.execute(
            "insert into typed_leads (content, who, at) values (?, ?, ?)",
            (content, who, shared_state.now()),
        )
        number = int(cursor.lastrowid or 0)
        shared_state.note(con, WHAT, CODE.format(number), None, content, who, "")
        return number


def undo(root: Path, entry: int, who: str, why: str = "") -> None:
    """Takes a lead back. DealfitError where it isn't there."""
    who = shared_state.signed(who)
    with shared_state.opened(root) as con:
        found = con.execute(
            "select content from typed_leads where id = ? and undone_by is null", (entry,)
        ).fetchone()
        if found is None:
            raise DealfitError("no_such_typed_lead")
        con.execute(
            "update typed_leads set undone_by = ?, undone_at = ? where id = ?",
            (who, shared_state.now(), entry),
        )
        why = why.strip()[:LONGEST]
        shared_state.note(con, WHAT, CODE.format(entry), found[0], None, who, why)


def read(root: Path) -> list[TypedLead]:
    """Those that count, the oldest first."""
    rows = shared_state.rows(
        root, "select id, content, who, at from typed_leads where undone_by is null order by id"
    )
    return [_typed(*row) for row in rows]


def marks(root: Path) -> list[str]:
    """What tells one state of all entries from another, without reading what they hold."""
    found = shared_state.rows(root, "select id, undone_by from typed_leads order by id")
    return [f"lead {number} {undone_by}" for number, undone_by in found]


def entry_of(change: Change) -> int | None:
    """The entry that a change of the history brought; None where it took one back."""
    return None if change.after is None else int(change.key.removeprefix(CODE.format("")))


def company_of(text: str) -> str:
    """The company that a text of the history tells of."""
    return str(json.loads(text)["company"])


def _typed(number: int, content: str, who: str, at: str) -> TypedLead:
    try:
        values = {str(name): str(text) for name, text in json.loads(content).items()}
        found = TypedLead(number, values, who, dt.datetime.fromisoformat(at))
        for name in values:
            found.value(name)
    except (ValueError, AttributeError):
        raise DamagedFile("damaged_typed_lead", file=shared_state.FILE, entry=number) from None
    return found
