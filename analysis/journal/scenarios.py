"""What-if questions kept under a name, with who asked, when and why: shared by everyone who opens the workspace.

A scenario is the change alone, never its outcome: opened again, it is worked out on the data of that day.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from analysis.errors import DealfitError
from analysis.journal import same_clients, shared_state
from analysis.journal.what_if import NOTHING, WhatIf

WHAT = "scenario"
LONGEST_NAME = 80


@dataclass(frozen=True)
class Scenario:
    name: str
    change: WhatIf
    who: str
    at: dt.datetime
    why: str
    text: str  # as it was kept: `change` is of today's clients


@dataclass(frozen=True)
class Removal:
    """An entry of the history that took a scenario away, and can be undone."""

    entry: int
    name: str
    who: str
    at: dt.datetime


def to_text(change: WhatIf) -> str:
    """JSON of what differs from today."""
    values = {
        name: value for name, value in asdict(change).items() if value != getattr(NOTHING, name)
    }
    return json.dumps(values, ensure_ascii=False)


def from_text(text: str) -> WhatIf:
    known = {f.name for f in fields(WhatIf)}
    return WhatIf(
        **{name: _frozen(value) for name, value in json.loads(text).items() if name in known}
    )


def _frozen(value: Any) -> Any:
    return tuple(_frozen(v) for v in value) if isinstance(value, list) else value


def kept(root: Path) -> list[Scenario]:
    """By name; of clients, as they count now."""
    under = same_clients.kept_ids(root)
    rows = shared_state.rows(root, "select name, change, who, at, why from scenarios order by name")
    return [
        Scenario(
            n, _of_today(from_text(text), under), who, dt.datetime.fromisoformat(at), why, text
        )
        for n, text, who, at, why in rows
    ]


def _of_today(change: WhatIf, under: Mapping[str, str]) -> WhatIf:
    def counted(clients: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(under.get(c, c) for c in clients))

    return replace(
        change,
        without_clients=counted(change.without_clients),
        price_clients=counted(change.price_clients),
    )


Seen = (
    Iterable[Scenario] | None
)  # the scenarios that a form was drawn from; None: written whatever stands there


def save(root: Path, name: str, change: WhatIf, who: str, why: str, seen: Seen = None) -> None:
    """Keeps a change under a name; another of that name gives way and stays in the history.

    DealfitError, and nothing written, where another stands under that name than among those `seen`.
    """
    if not name.strip():
        raise DealfitError("scenario_name_is_missing")
    who = shared_state.signed(who)
    with shared_state.opened(root) as con:
        _put(con, name.strip()[:LONGEST_NAME], to_text(change), who, why.strip(), seen)


def remove(root: Path, name: str, who: str, seen: Seen = None) -> None:
    """Takes a scenario off the list; `bring_back` undoes it. DealfitError where it is another than the one `seen`."""
    who = shared_state.signed(who)
    with shared_state.opened(root) as con:
        _put(con, name, None, who, "", seen)


def bring_back(root: Path, entry: int, who: str) -> None:
    """Puts back what a removal took away, under its name. DealfitError where another has that name by now."""
    who = shared_state.signed(who)
    with shared_state.opened(root) as con:
        found = con.execute(
            "select key, before from changes where id = ? and what = ?", (entry, WHAT)
        ).fetchone()
        if found and found[1] is not None:
            _put(con, found[0], found[1], who, "", seen=())


def last_removal(root: Path) -> Removal | None:
    """The newest removal that has not been undone; None where the newest change to the scenarios is none."""
    newest = shared_state.history(root, WHAT, 1)
    if not newest or newest[0].after is not None:
        return None
    return Removal(newest[0].id, newest[0].key, newest[0].who, newest[0].at)


def _put(
    con: sqlite3.Connection, name: str, after: str | None, who: str, why: str, seen: Seen
) -> None:
    found = con.execute("select change from scenarios where name = ?", (name,)).fetchone()
    before = found[0] if found else None
    if before == after:
        return
    if seen is not None and before != next((each.text for each in seen if each.name == name), None):
        raise _meanwhile(con, name)
    if after is None:
        con.execute("delete from scenarios where name = ?", (name,))
    else:
        con.execute(
            "insert or replace into scenarios values (?, ?, ?, ?, ?)",
            (name, after, who, shared_state.now(), why),
        )
    shared_state.note(con, WHAT, name, before, after, who, why)


def _meanwhile(con: sqlite3.Connection, name: str) -> DealfitError:
    """By whom the scenario was changed last, as the history knows."""
    who, at = con.execute(
        "select who, at from changes where what = ? and key = ? order by id desc limit 1",
        (WHAT, name),
    ).fetchone()
    return DealfitError(
        "scenario_kept_meanwhile",
        name=name,
        who=who,
        at=f"{dt.datetime.fromisoformat(at):%d.%m.%Y %H:%M}",
    )
