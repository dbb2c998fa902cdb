"""Which clients are one, which are different: decided by people, kept with who, when and why, valid across re-imports.

A client counts under another (`kept_id`) from the next build on; that one may count under a third, and so on: each step is
an entry of its own, so that undoing one brings back just its client. Only a client that counts under nobody is given a
step, and never under one of its own: there are no cycles.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import DealfitError
from analysis.journal import shared_state

WHAT, WHAT_DIFFERENT = "client", "different clients"  # in the history


@dataclass(frozen=True)
class NamedClient:
    client_id: str
    client_name: str


@dataclass(frozen=True)
class Merged:
    """A client and the one that it counts under in the end, with the name that stays."""

    client_id: str
    client_name: str
    kept_id: str
    kept_name: str


@dataclass(frozen=True)
class MatchDecision:
    """A decision in force: `client` is `kept` (one client, by the latter's name), or the two are different."""

    client: NamedClient
    kept: NamedClient
    who: str
    at: dt.datetime
    why: str


def read(root: Path) -> tuple[Merged, ...]:
    """Every client that counts under another, by id; chains are followed to their end."""
    return resolved(merged(root))


def resolved(steps: Iterable[MatchDecision]) -> tuple[Merged, ...]:
    by_id = {step.client.client_id: step for step in steps}
    newest: dict[
        str, MatchDecision
    ] = {}  # of what is known of a kept client's name, the last that was said
    for step in sorted(by_id.values(), key=lambda s: (s.at, s.client.client_id)):
        newest[step.kept.client_id] = step
    found = []
    for client_id in sorted(by_id):
        root = root_of(client_id, {i: s.kept.client_id for i, s in by_id.items()})
        if root != client_id:
            found.append(
                Merged(
                    client_id,
                    by_id[client_id].client.client_name,
                    root,
                    newest[root].kept.client_name,
                )
            )
    return tuple(found)


def root_of(client_id: str, kept: Mapping[str, str]) -> str:
    """The end of the chain; `kept`: client → the one it counts under. A cycle, which only another hand can write, ends where it began."""
    here, seen = client_id, {client_id}
    while here in kept:
        here = kept[here]
        if here in seen:
            return min(seen)
        seen.add(here)
    return here


def kept_ids(root: Path) -> dict[str, str]:
    """Client → the one that it counts under."""
    return {m.client_id: m.kept_id for m in read(root)}


def merged(root: Path) -> list[MatchDecision]:
    """The newest first."""
    return _steps(
        root, "select client_id, client_name, kept_id, kept_name, who, at, why from same_clients"
    )


def different(root: Path) -> list[MatchDecision]:
    """Pairs that people called different clients, the newest first."""
    return _steps(
        root,
        "select first_id, first_name, second_id, second_name, who, at, why from different_clients",
    )


def different_pairs(root: Path) -> tuple[tuple[str, str], ...]:
    """Ids of clients that are different, each as the client that it counts under now, in order."""
    kept, apart = kept_ids(root), different(root)
    pairs = {
        _pair(*(kept.get(n.client_id, n.client_id) for n in (each.client, each.kept)))
        for each in apart
    }
    return tuple(sorted(pair for pair in pairs if pair[0] != pair[1]))


def in_force(root: Path) -> tuple[MatchDecision, ...]:
    """All that people decided about clients, one or different."""
    return (*merged(root), *different(root))


def answered_meanwhile(
    first: NamedClient,
    second: NamedClient,
    now: Iterable[MatchDecision],
    seen: Iterable[MatchDecision],
) -> DealfitError | None:
    """Where one of the two counts under another client since `seen`, or the two were called different."""
    ids, known = {first.client_id, second.client_id}, set(seen)
    new = [
        s for s in now if s not in known and len(ids & {s.client.client_id, s.kept.client_id}) == 2
    ]
    new += [s for s in now if s not in known and s.client.client_id in ids]
    if not new:
        return None
    newest = max(new, key=lambda step: step.at)
    told = {"first": first.client_name, "second": second.client_name, "who": newest.who}
    return DealfitError("clients_answered_meanwhile", at=f"{newest.at:%d.%m.%Y %H:%M}", **told)


def _steps(root: Path, select: str) -> list[MatchDecision]:
    rows = shared_state.rows(root, f"{select} order by at desc, 1, 3")
    return [
        MatchDecision(
            NamedClient(client_id, name),
            NamedClient(kept_id, kept_name),
            who,
            dt.datetime.fromisoformat(at),
            why,
        )
        for client_id, name, kept_id, kept_name, who, at, why in rows
    ]


def _pair(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first <= second else (second, first)


# --- deciding ----------------------------------------------------------------------------------------------------------


def write(root: Path, entries: Callable[[sqlite3.Connection], None]) -> None:
    """All the entries in one transaction, or none."""
    with shared_state.opened(root) as con:
        entries(con)


def call_one(
    con: sqlite3.Connection, client: NamedClient, kept: NamedClient, who: str, why: str
) -> None:
    """`client` counts under `kept`. DealfitError where the two were called different. In the caller's transaction."""
    under = _under(con)
    start, end = root_of(client.client_id, under), root_of(kept.client_id, under)
    if start == end:
        return
    for first, second in con.execute(
        "select first_id, second_id from different_clients"
    ).fetchall():
        if {root_of(first, under), root_of(second, under)} == {start, end}:
            raise DealfitError(
                "clients_are_different", first=client.client_name, second=kept.client_name
            )
    from_name = client.client_name if start == client.client_id else _name(con, start)
    to_name = kept.client_name if end == kept.client_id else _name(con, end)
    step = (start, from_name, end, to_name, who, shared_state.now(), why)
    con.execute("insert into same_clients values (?, ?, ?, ?, ?, ?, ?)", step)
    shared_state.note(con, WHAT, start, None, _text(from_name, end, to_name), who, why)


def take_apart(con: sqlite3.Connection, client_id: str, who: str, why: str) -> None:
    """The client counts under its own id again, and with it those that were called one with it before."""
    row = con.execute(
        "select client_name, kept_id, kept_name from same_clients where client_id = ?", (client_id,)
    ).fetchone()
    if row is None:
        return
    con.execute("delete from same_clients where client_id = ?", (client_id,))
    shared_state.note(con, WHAT, client_id, _text(*row), None, who, why)


def call_different(
    con: sqlite3.Connection, first: NamedClient, second: NamedClient, who: str, why: str
) -> None:
    first, second = sorted((first, second), key=lambda n: n.client_id)
    key = (first.client_id, second.client_id)
    if con.execute(
        "select 1 from different_clients where first_id = ? and second_id = ?", key
    ).fetchone():
        return
    names = (first.client_name, second.client_name)
    con.execute(
        "insert into different_clients values (?, ?, ?, ?, ?, ?, ?)",
        (*key, *names, who, shared_state.now(), why),
    )
    shared_state.note(con, WHAT_DIFFERENT, json.dumps(key), None, _text(*names), who, why)


def ask_again(con: sqlite3.Connection, first_id: str, second_id: str, who: str, why: str) -> None:
    """Takes back that the two are different."""
    key = _pair(first_id, second_id)
    of = "where first_id = ? and second_id = ?"
    row = con.execute(f"select first_name, second_name from different_clients {of}", key).fetchone()
    if row is None:
        return
    con.execute(f"delete from different_clients {of}", key)
    shared_state.note(con, WHAT_DIFFERENT, json.dumps(key), _text(*row), None, who, why)


def undo(con: sqlite3.Connection, change: shared_state.Change, who: str, why: str) -> None:
    """Brings back what was there before an entry of the history."""
    if change.what == WHAT_DIFFERENT:
        first, second = json.loads(change.key)
        if change.before is None:
            ask_again(con, first, second, who, why)
        else:
            names = json.loads(change.before)
            call_different(
                con, NamedClient(first, names[0]), NamedClient(second, names[1]), who, why
            )
    elif change.before is None:
        take_apart(con, change.key, who, why)
    else:
        name, kept_id, kept_name = json.loads(change.before)
        call_one(con, NamedClient(change.key, name), NamedClient(kept_id, kept_name), who, why)


def _under(con: sqlite3.Connection) -> dict[str, str]:
    return dict(con.execute("select client_id, kept_id from same_clients").fetchall())


def _name(con: sqlite3.Connection, kept_id: str) -> str:
    """The name that stays for a client that others count under."""
    found = con.execute(
        "select kept_name from same_clients where kept_id = ? order by at desc", (kept_id,)
    ).fetchone()
    return str(found[0]) if found else kept_id


def _text(*names: str) -> str:
    return json.dumps(names, ensure_ascii=False)
