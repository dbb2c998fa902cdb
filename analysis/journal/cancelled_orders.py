"""Orders that a person counts as cancelled because a newer export of their days no longer has them: who, when, why.

A decision holds as long as no delivery later than the newest one of its day brings the order again; then the order counts,
and where that delivery is undone, the decision holds once more.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.journal import shared_state

WHAT = "cancelled orders"  # in the history
Upto = Mapping[
    str, int | None
]  # order → the newest delivery that the decision knew; None: no decision


@dataclass(frozen=True)
class Cancelled:
    """A decision; `upto`: the number of the newest delivery that it knew."""

    order_id: str
    upto: int
    who: str
    at: dt.datetime
    why: str


def read(root: Path) -> dict[str, int]:
    """Order → the number of the newest delivery that the decision knew."""
    return {each.order_id: each.upto for each in decided(root)}


def decided(root: Path) -> list[Cancelled]:
    rows = shared_state.rows(
        root, "select order_id, upto, who, at, why from cancelled_orders order by order_id"
    )
    return [
        Cancelled(order, upto, who, dt.datetime.fromisoformat(at), why)
        for order, upto, who, at, why in rows
    ]


def decide(root: Path, orders: Upto, who: str, why: str) -> None:
    """One decision about some orders, one entry of the history; the store follows (analysis.actions.cancelling)."""
    with shared_state.opened(root) as con:
        before = {order: _of(con, order) for order in sorted(orders)}
        after = {order: orders[order] for order in sorted(orders)}
        if before == after:
            return
        for order, upto in after.items():
            con.execute("delete from cancelled_orders where order_id = ?", (order,))
            if upto is not None:
                row = (order, upto, who, shared_state.now(), why)
                con.execute("insert into cancelled_orders values (?, ?, ?, ?, ?)", row)
        shared_state.note(con, WHAT, to_text(after), _kept(before), _kept(after), who, why)


def _of(con: sqlite3.Connection, order: str) -> int | None:
    found = con.execute("select upto from cancelled_orders where order_id = ?", (order,)).fetchone()
    return int(found[0]) if found else None


def to_text(orders: Iterable[str]) -> str:
    return json.dumps(list(orders), ensure_ascii=False)


def _kept(orders: Upto) -> str | None:
    return (
        json.dumps(dict(orders), ensure_ascii=False)
        if any(upto is not None for upto in orders.values())
        else None
    )


def before(change: shared_state.Change) -> Upto:
    """What an entry of the history found."""
    nothing: dict[str, int | None] = dict.fromkeys(names(change))
    return nothing if change.before is None else json.loads(change.before)


def names(change: shared_state.Change) -> list[str]:
    """The orders of an entry of the history."""
    listed: list[str] = json.loads(change.key)
    return listed
