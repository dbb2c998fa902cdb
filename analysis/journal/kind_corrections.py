"""Serial or custom, corrected by a person for a single order: kept with who, when and why, and valid across re-imports."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import DealfitError
from analysis.journal import shared_state

KINDS = ("serial", "custom")

WHAT = "kind"  # in the history: the key is the order


def read(root: Path) -> dict[str, str]:
    """Order → the kind that a person gave it."""
    return dict(
        shared_state.rows(root, "select order_id, kind from kind_corrections order by order_id")
    )


@dataclass(frozen=True)
class KindCorrection:
    """A correction in force."""

    order_id: str
    kind: str
    who: str
    at: dt.datetime
    why: str


def in_force(root: Path) -> list[KindCorrection]:
    """The newest first."""
    rows = shared_state.rows(
        root, "select order_id, kind, who, at, why from kind_corrections order by at desc, order_id"
    )
    return [
        KindCorrection(order_id, kind, who, dt.datetime.fromisoformat(at), why)
        for order_id, kind, who, at, why in rows
    ]


def correct(
    root: Path,
    kinds: Mapping[str, str | None],
    who: str,
    why: str,
    seen: Mapping[str, str] | None = None,
) -> None:
    """Gives orders their kind; None takes a correction back. Shown from the next build on (importing.rebuild).

    seen: the corrections in force when this was asked for. DealfitError, and nothing written, where one of these orders has another by now.
    """
    for kind in kinds.values():
        if kind is not None and kind not in KINDS:
            raise DealfitError("bad_kind", kind=kind)
    with shared_state.opened(root) as con:
        for order_id in kinds if seen is not None else ():
            _refuse_unseen(con, order_id, seen.get(order_id) if seen else None)
        for order_id, kind in kinds.items():
            _correct(con, order_id, kind, who, why)


def _refuse_unseen(con: sqlite3.Connection, order_id: str, seen: str | None) -> None:
    found = con.execute(
        "select kind, who, at from kind_corrections where order_id = ?", (order_id,)
    ).fetchone()
    if (found[0] if found else None) == seen:
        return
    if found is None:
        raise DealfitError("kind_uncorrected_meanwhile", order_id=order_id)
    kind, who, at = found
    at = f"{dt.datetime.fromisoformat(at):%d.%m.%Y %H:%M}"
    raise DealfitError("kind_corrected_meanwhile", order_id=order_id, kind=kind, who=who, at=at)


def _correct(con: sqlite3.Connection, order_id: str, kind: str | None, who: str, why: str) -> None:
    found = con.execute(
        "select kind from kind_corrections where order_id = ?", (order_id,)
    ).fetchone()
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
    shared_state.note(con, WHAT, order_id, before, kind, who, why)
