"""Small writes that people share: orders' kinds, orders counted as cancelled, clients called one,
groups of clients, pools' rates, ledger totals, scenarios,
decisions about clients, saved deals, leads and calls, steps of sales. Each with who, when and why.

SQLite (`state.sqlite`, WAL) beside the stores: many readers and one writer at a time, each write whole or not at all. Whoever only
reads writes nothing, waits for nobody, and needs no permission to write.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any

from analysis import places, storage
from analysis.errors import DamagedFile, DealfitError, causes
from analysis.errors.phrases import Phrase, phrase
from analysis.isolation import scratch

FILE = "state.sqlite"
TABLES = {
    "changes": """
    id integer primary key, what text not null, key text not null, before text, after text,
    who text not null, at text not null, why text not null""",
    "kind_corrections": """
    order_id text primary key, kind text not null, who text not null, at text not null, why text not null""",
    "ledger": """
    month text not null, pool text not null, total text not null, who text not null, at text not null, note text not null,
    primary key (month, pool)""",
    "cancelled_orders": """
    order_id text primary key, upto integer not null, who text not null, at text not null, why text not null""",
    "scenarios": """
    name text primary key, change text not null, who text not null, at text not null, why text not null""",
    "entered_rates": """
    pool text not null, since text not null, unit text, rate text, cost text, capacity text, said_by text not null,
    upto integer not null, who text not null, at text not null, why text not null, primary key (pool, since)""",
    "same_clients": """
    client_id text primary key, client_name text not null, kept_id text not null, kept_name text not null,
    who text not null, at text not null, why text not null""",
    "client_groups": """
    client_id text primary key, client_name text not null, group_name text not null,
    who text not null, at text not null, why text not null""",
    "different_clients": """
    first_id text not null, second_id text not null, first_name text not null, second_name text not null,
    who text not null, at text not null, why text not null, primary key (first_id, second_id)""",
    "decisions": """
    id integer primary key, client_id text not null, decision text not null, status text not null, note text not null,
    due_on text, who text not null, at text not null, known text not null, undone_by text, undone_at text""",
    "lead_calls": """
    id integer primary key, lead_id text not null, outcome text not null, due_on text, answers text not null,
    note text not null, who text not null, at text not null, undone_by text, undone_at text""",
    "typed_leads": """
    id integer primary key, content text not null, who text not null, at text not null, undone_by text, undone_at text""",
    "lead_meetings": """
    id integer primary key, uid text not null, lead_id text not null, content text not null, who text not null, at text not null""",
    "deal_steps": """
    id integer primary key, deal_id text not null, version integer not null, what text not null, content text not null,
    who text not null, at text not null, why text not null, undone_by text, undone_at text""",
    "sale_entries": """
    id integer primary key, deal_id text not null, what text not null, content text not null,
    who text not null, at text not null, undone_by text, undone_at text""",
}
CREATE = "".join(
    f"create table if not exists {name} ({columns});" for name, columns in TABLES.items()
)
WAIT_SECONDS = 30  # of a writer, for another one
LOCKED_SECONDS = 2  # of a reader, where a program of another kind keeps the file to itself
TRIES = 3
EMPTY, NO_FILE = phrase("detail.empty"), phrase("detail.pipe")
Rows = list[tuple[Any, ...]]


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
    """The workspace's state in one transaction, to write: kept at the end, undone where an error leaves the block.

    DealfitError where it can't be written, or is damaged.
    """
    places.refuse_where_away(root)
    path = root / FILE
    try:
        places.make_private(root)
        if not path.exists():
            _begin(path)
        if path.is_dir():
            raise IsADirectoryError(path)
        if not path.is_file():
            raise _damaged(path, NO_FILE)
        if not path.stat().st_size:
            raise _damaged(path, EMPTY)
        con = sqlite3.connect(path, timeout=WAIT_SECONDS)
    except (OSError, sqlite3.Error) as trouble:
        raise _said(trouble, path) from trouble
    try:
        con.execute("pragma journal_mode = wal")
        con.executescript(CREATE)
        con.execute("begin immediate")
        yield con
        con.commit()
    except BaseException as trouble:
        with contextlib.suppress(sqlite3.Error):
            con.rollback()
        if type(trouble) in (sqlite3.OperationalError, sqlite3.DatabaseError):
            raise _said(trouble, path) from trouble
        raise
    finally:
        con.close()


def rows(root: Path, select: str, values: Sequence[Any] = ()) -> Rows:
    """What a single SELECT finds; nothing where nothing was ever written. Writes nothing and waits for no writer.

    DamagedFile where the file can't be read.
    """
    path, wal = root / FILE, root / f"{FILE}-wal"
    try:
        for _ in range(TRIES):
            before = _stamp(path)
            if before is None:
                return []
            if before == 0:
                raise _damaged(path, EMPTY)
            if _stamp(wal) in (None, 0):  # nobody is writing: all of it stands in the one file
                found = _selected(path, "immutable=1", select, values)
                if _stamp(path) == before and _stamp(wal) in (None, 0):
                    return found
        try:
            return _selected(path, "mode=ro", select, values)
        except sqlite3.OperationalError:
            if not wal.exists():
                raise
        return _of_copy(path, wal, select, values)
    except (OSError, sqlite3.Error) as trouble:
        if str(trouble).startswith(
            "no such table: "
        ):  # of a workspace from before there was such a thing to decide
            return []
        said = storage.refusal(trouble, path)
        raise (
            _damaged(path, causes.of_sqlite(trouble))
            if said is None or said.code == "cannot_write"
            else said
        ) from trouble


def _stamp(path: Path) -> tuple[int, int] | int | None:
    """The time and size of a file; 0 where it is empty, None where it isn't there."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return None
    if not S_ISREG(stat.st_mode) and not S_ISDIR(stat.st_mode):  # a pipe would be waited for
        raise _damaged(path, NO_FILE)
    return (stat.st_mtime_ns, stat.st_size) if stat.st_size else 0


def _selected(path: Path, how: str, select: str, values: Sequence[Any]) -> Rows:
    con = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=LOCKED_SECONDS)
    try:
        return con.execute(select, tuple(values)).fetchall()
    finally:
        con.close()


def _of_copy(path: Path, wal: Path, select: str, values: Sequence[Any]) -> Rows:
    """Where a save was cut off and the folder can't be written, SQLite ends that save in a copy elsewhere."""
    with scratch.folder("state") as folder:
        for each in (path, wal):
            shutil.copyfile(each, Path(folder) / each.name)
        return _selected(Path(folder) / path.name, "mode=ro", select, values)


def _begin(path: Path) -> None:
    """Makes the file, whole at once: an empty one under its name has lost what it held."""
    with tempfile.TemporaryDirectory(prefix=f".{FILE}-", dir=path.parent) as folder:
        made = Path(folder) / FILE
        con = sqlite3.connect(made)
        con.executescript(f"begin; {CREATE} commit;")  # one write to the disk, not one a table
        con.close()
        try:
            os.link(
                made, path
            )  # unlike a rename, it never takes the place of one that somebody else made meanwhile
        except FileExistsError:
            pass
        except OSError:  # a disk without links
            made.replace(path)


def _said(trouble: BaseException, path: Path) -> Exception:
    return storage.refusal(trouble, path) or _damaged(path, causes.of_sqlite(trouble))


def _damaged(path: Path, detail: Phrase | str) -> DamagedFile:
    return DamagedFile("damaged_state", file=path, detail=detail)


def signed(who: str) -> str:
    """The name that a change goes into the history under; DealfitError where there is none."""
    if not who.strip():
        raise DealfitError("who_is_missing")
    return who.strip()


def note(
    con: sqlite3.Connection,
    what: str,
    key: str,
    before: str | None,
    after: str | None,
    who: str,
    why: str,
) -> int:
    """Writes a change into the history, in the caller's transaction; its number."""
    cursor = con.execute(
        "insert into changes (what, key, before, after, who, at, why) values (?, ?, ?, ?, ?, ?, ?)",
        (what, key, before, after, who, now(), why),
    )
    return int(cursor.lastrowid or 0)


def note_state(
    root: Path, what: str, key: str, after: str, who: str, why: str, *, usual: str
) -> None:
    """Writes that something is otherwise now than the history's last entry of it says, or than usual where there is none; else nothing."""
    with opened(root) as con:
        last = con.execute(
            "select after from changes where what = ? and key = ? order by id desc limit 1",
            (what, key),
        ).fetchone()
        before = last[0] if last else usual
        if before != after:
            note(con, what, key, before, after, who, why)


def now() -> str:
    return dt.datetime.now().isoformat(timespec="seconds")


def stamp(root: Path) -> int:
    """Another one after every change that is in the history."""
    found = rows(root, "select coalesce(max(id), 0) from changes")
    return int(found[0][0]) if found else 0


def history(root: Path, what: str | None = None, limit: int = 200) -> list[Change]:
    """The newest changes first."""
    found = rows(
        root,
        "select id, what, key, before, after, who, at, why from changes where what = coalesce(?, what) order by id desc limit ?",
        (what, limit),
    )
    return [
        Change(i, w, k, b, a, who, dt.datetime.fromisoformat(at), why)
        for i, w, k, b, a, who, at, why in found
    ]
