"""Small writes that people share: orders' kinds, orders counted as cancelled, clients called one, pools' rates, ledger totals, scenarios.

Each with who, when and why.

SQLite (`state.sqlite`, WAL) beside the stores: many readers and one writer at a time, each write whole or not at all.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TABLES = """
create table if not exists changes (
    id integer primary key, what text not null, key text not null, before text, after text,
    who text not null, at text not null, why text not null);
create table if not exists kind_corrections (
    order_id text primary key, kind text not null, who text not null, at text not null, why text not null);
create table if not exists ledger (
    month text not null, pool text not null, total text not null, who text not null, at text not null, note text not null,
    primary key (month, pool));
create table if not exists cancelled_orders (
    order_id text primary key, upto integer not null, who text not null, at text not null, why text not null);
create table if not exists scenarios (
    name text primary key, change text not null, who text not null, at text not null, why text not null);
create table if not exists entered_rates (
    pool text not null, since text not null, unit text, rate text, cost text, capacity text, said_by text not null,
    upto integer not null, who text not null, at text not null, why text not null, primary key (pool, since));
create table if not exists same_clients (
    client_id text primary key, client_name text not null, kept_id text not null, kept_name text not null,
    who text not null, at text not null, why text not null);
create table if not exists different_clients (
    first_id text not null, second_id text not null, first_name text not null, second_name text not null,
    who text not null, at text not null, why text not null, primary key (first_id, second_id));
"""
WAIT_SECONDS = 30


@dataclass(frozen=True)
class Change:
    """One entry of the history: `what` was changed (settings, kind, client, …), its text before and after; None: there was none."""

    id: int
    what: str
    key: str
    before: str | None
    after: str | None
    who: str
    at: dt.datetime
    why: str


@contextlib.contextmanager
def opened(root: Path) -> Iterator[sqlite3.Connection]:
    """The workspace's state in one transaction: kept at the end, undone where an error leaves the block."""
    root.mkdir(parents=True, exist_ok=True)
    con = sqlite3.connect(root / "state.sqlite", timeout=WAIT_SECONDS)
    try:
        con.execute("pragma journal_mode = wal")
        con.executescript(TABLES)
        con.execute("begin immediate")
        yield con
        con.commit()
    except BaseException:
        con.rollback()
        raise
    finally:
        con.close()


def exists(root: Path) -> bool:
    return (root / "state.sqlite").exists()


def note(
    con: sqlite3.Connection, what: str, key: str, before: str | None, after: str | None, who: str, why: str
) -> int:
    """Writes a change into the history, in the caller's transaction; its number."""
    cursor = con.execute(
        "insert into changes (what, key, before, after, who, at, why) values (?, ?, ?, ?, ?, ?, ?)",
        (what, key, before, after, who, now(), why),
    )
    return int(cursor.lastrowid or 0)


def now() -> str:
    return dt.datetime.now().isoformat(timespec="seconds")


def history(root: Path, what: str | None = None, limit: int = 200) -> list[Change]:
    """The newest changes first."""
    if not exists(root):
        return []
    with opened(root) as con:
        rows = con.execute(
            "select id, what, key, before, after, who, at, why from changes where what = coalesce(?, what) order by id desc limit ?",
            (what, limit),
        ).fetchall()
    return [Change(i, w, k, b, a, who, dt.datetime.fromisoformat(at), why) for i, w, k, b, a, who, at, why in rows]
