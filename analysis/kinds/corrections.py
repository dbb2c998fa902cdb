"""Serial or custom, corrected by a person for a single order: kept with who, when and why, and valid across re-imports."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis import shared_state
from analysis.errors import DealfitError

KINDS = ("serial", "custom")


def read(root: Path) -> dict[str, str]:
    """Order → the kind that a person gave it."""
    return dict(shared_state.rows(root, "select order_id, kind from kind_corrections order by order_id"))


@dataclass(frozen=True)
class Correction:
    """A correction in force."""

    order_id: str
    kind: str
    who: str
    at: dt.datetime
    why: str


def in_force(root: Path) -> list[Correction]:
    """The newest first."""
    rows = shared_state.rows(
        root, "select order_id, kind, who, at, why from kind_corrections order by at desc, order_id"
    )
    return [
        Correction(order_id, kind, who, dt.datetime.fromisoformat(at), why) for order_id, kind, who, at, why in rows
    ]


def correct(root: Path, kinds: Mapping[str, str | None], who: str, why: str) -> None:
    """Gives orders their kind; None takes a correction back. Shown from the next build on (importing.rebuild)."""
    for kind in kinds.values():
        if kind is not None and kind not in KINDS:
            raise DealfitError("bad_kind", kind=kind)
    with shared_state.opened(root) as con:
        for order_id, kind in kinds.items():
            _correct(con, order_id, kind, who, why)


def _correct(con: sqlite3.Connection, order_id: str, kind: str | None, who: str, why: str) -> None:
    found = con.execute("select kind from kind_corrections where order_id = ?", (order_id,)).fetchone()
    before = found[0] if found else None
    if before == kind:
        return
    if kind is None:
        con.execute("delete from kind_corrections where order_id = ?", (order_id,))
    else:
        con.execute(
            "insert or replace into kind_corrections values (?, ?, ?, ?, ?)",
            (order_id, kind, who, shared_state.now(), why),
        )
    shared_state.note(con, "kind", order_id, before, kind, who, why)
