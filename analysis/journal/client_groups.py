"""Groups of clients (holdings), as people name them: kept with who, when and why, valid across re-imports.

What is said here of a client goes before what a client list says of it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import DealfitError
from analysis.journal import shared_state
from analysis.journal.same_clients import NamedClient
from analysis.journal.shared_state import Change

WHAT = "client group"  # in the history of changes
NO_GROUP = ""
LONGEST_NAME = 120


@dataclass(frozen=True)
class Membership:
    """What a person said of a client: the group that it belongs to, NO_GROUP: to none, whatever the client list says."""

    client_id: str
    client_name: str
    group_name: str
    who: str


def read(root: Path) -> tuple[Membership, ...]:
    """What is in force, by client."""
    rows = shared_state.rows(
        root, "select client_id, client_name, group_name, who from client_groups order by client_id"
    )
    return tuple(Membership(*row) for row in rows)


def write(root: Path, entries: Callable[[sqlite3.Connection], None]) -> None:
    """All the entries in one transaction, or none."""
    with shared_state.opened(root) as con:
        entries(con)


def choose(
    con: sqlite3.Connection,
    clients: Collection[NamedClient],
    group_name: str | None,
    who: str,
    why: str,
    seen: Iterable[Membership] | None = None,
) -> None:
    """The clients belong to the group; NO_GROUP: to none; None: to the one that the client list names. In the caller's transaction.

    seen: what was in force when this was asked for. DealfitError, and nothing written, where somebody said another thing of one of
    these clients since, or the name is too long.
    """
    name = None if group_name is None else " ".join(group_name.split())
    if name is not None and len(name) > LONGEST_NAME:
        raise DealfitError("group_name_too_long", most=LONGEST_NAME)
    shown = None if seen is None else {each.client_id: each.group_name for each in seen}
    for client in clients:
        found = con.execute(
            "select group_name, who from client_groups where client_id = ?", (client.client_id,)
        ).fetchone()
        before = found[0] if found else None
        if shown is not None and before != shown.get(client.client_id):
            raise DealfitError(
                "group_chosen_meanwhile",
                client=client.client_name,
                group=before or "—",
                who=found[1] if found else "—",
            )
        if before != name:
            _write(con, client, before, name, who, why)


def _write(
    con: sqlite3.Connection,
    client: NamedClient,
    before: str | None,
    name: str | None,
    who: str,
    why: str,
) -> None:
    if name is None:
        con.execute("delete from client_groups where client_id = ?", (client.client_id,))
    else:
        con.execute(
            "insert or replace into client_groups values (?, ?, ?, ?, ?, ?)",
            (client.client_id, client.client_name, name, who, shared_state.now(), why),
        )
    was, now = (
        None if each is None else _text(client.client_name, each) for each in (before, name)
    )
    shared_state.note(con, WHAT, client.client_id, was, now, who, why)


def undo(con: sqlite3.Connection, change: Change, who: str, why: str) -> None:
    """Brings back what was said of the client before an entry of the history."""
    client_name, _ = told(change.after or change.before or "")
    group_name = None if change.before is None else told(change.before)[1]
    choose(con, [NamedClient(change.key, client_name)], group_name, who, why)


def told(text: str) -> tuple[str, str]:
    """The client's name and its group, as a text of the history tells them."""
    client_name, group_name = json.loads(text)
    return str(client_name), str(group_name)


def _text(*names: str) -> str:
    return json.dumps(names, ensure_ascii=False)
