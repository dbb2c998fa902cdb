"""Every text that settings.toml ever held, with who wrote it, when and why.

A text is written in this order: the entry is put into the history (not yet kept), the file is replaced, the entry is kept.
Killed in between, the file holds the new text and the history does not know it, exactly as after an edit by hand; either
is caught up with by the next write, so that the entries always chain: each one's `before` is its forerunner's `after`.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from analysis import storage, toml
from analysis.errors import BadSettings
from analysis.journal import shared_state
from analysis.journal.shared_state import Change

WHAT = "settings"
IMPORT = "import"
OUTSIDE = "outside"  # who: nobody is known, the file was edited by hand or a save was cut off


def path(root: Path, name: str = "settings.toml") -> Path:
    return root / "settings" / name


def text(root: Path, name: str = "settings.toml") -> str | None:
    """The file as it stands, None where there is none. BadSettings where it can't be read."""
    return toml.text(path(root, name))


def last_change(root: Path, name: str = "settings.toml") -> Change | None:
    """Who wrote the text in force, and when; None where nobody on record did."""
    newest = next((c for c in shared_state.history(root, WHAT) if c.key == name), None)
    return newest if newest is not None and newest.after == text(root, name) else None


def changed_meanwhile(root: Path, name: str) -> BadSettings:
    """For whoever saves what was drawn from another text than the one in force."""
    change = last_change(root, name)
    if change is None or change.who == OUTSIDE:
        return BadSettings("changed_outside", file=name)
    return BadSettings(
        "changed_meanwhile", file=name, who=change.who, at=f"{change.at:%d.%m.%Y %H:%M}"
    )


def write(root: Path, name: str, new: str | None, who: str, why: str) -> int | None:
    """Replaces a settings file (None: removes it) and notes it; the entry's number, None where nothing changed.

    Under the importer's lock.
    """
    with shared_state.opened(root) as con:
        before = _caught_up(con, name, text(root, name))
        if before == new:
            return None
        entry = shared_state.note(con, WHAT, name, before, new, who, why)
        storage.make(path(root, name).parent)
        if new is None:
            path(root, name).unlink(missing_ok=True)
        else:
            storage.atomic_write(path(root, name), new)
    return entry


def take_back(root: Path, name: str, entry: int) -> None:
    """Unmakes the newest entry: what could not be built never was. Under the importer's lock."""
    with shared_state.opened(root) as con:
        found = con.execute("select before from changes where id = ?", (entry,)).fetchone()
        con.execute("delete from changes where id = ?", (entry,))
        if found[0] is None:
            path(root, name).unlink(missing_ok=True)
        else:
            storage.atomic_write(path(root, name), found[0])


def _caught_up(con: sqlite3.Connection, name: str, there: str | None) -> str | None:
    """The present text, noted first where the history's last one is another."""
    last = con.execute(
        "select after from changes where what = ? and key = ? order by id desc limit 1",
        (WHAT, name),
    ).fetchone()
    if last is not None and last[0] != there:
        shared_state.note(con, WHAT, name, last[0], there, OUTSIDE, "")
    return there
