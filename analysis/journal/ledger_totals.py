"""Totals that a person read off the ledger: of a pool in a month, or of all pools; with who and when."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from decimal import Decimal
from pathlib import Path

from analysis.errors import DealfitError
from analysis.intake.sqltext import literal
from analysis.intake.values import numbers
from analysis.isolation import connections
from analysis.journal import shared_state

WHAT = "ledger"
ALL_POOLS = ""
ALL_TIME = ""  # the month of an entry about pools that have one cost for all time
MOST = Decimal("1e13")
Entries = tuple[tuple[str, str, str], ...]  # month, pool, total


def amount(text: str) -> Decimal:
    """Money as people type it: '1 234 567,89', '1,234,567.89', '1234567'. DealfitError for anything else."""
    cell = literal(text.strip())
    with connections.at_hand() as con:
        found = con.execute(f"select {numbers.evidence_counts(cell)}").fetchone() or (0, 0, 0, 0)
        point, comma, dotted, commaed = found
        form = numbers.decide(point, comma, dotted, commaed, usual=",")
        value = con.execute(f"select {numbers.number(cell, form, 'DECIMAL(18,6)')}").fetchone()
    number: Decimal | None = value[0] if value else None
    if form.ambiguous or number is None or number != round(number, 2) or abs(number) >= MOST:
        raise DealfitError("bad_ledger_total", value=text)
    return round(number, 2)


def enter(
    root: Path,
    month: str,
    pool: str,
    total: str | None,
    who: str,
    note: str = "",
    seen: Entries | None = None,
) -> bool:
    """Keeps what the ledger says of a month ("2026-01", ALL_TIME) for a pool or ALL_POOLS; None takes it back.
    True where anything changed.

    seen: the entries that the form was drawn from. DealfitError, and nothing written, where another total stands there by now.
    """
    if month != ALL_TIME and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        raise DealfitError("bad_ledger_month", value=month)
    who = shared_state.signed(who)
    after = None if total is None else str(amount(total))
    with shared_state.opened(root) as con:
        found = con.execute(
            "select total from ledger where month = ? and pool = ?", (month, pool)
        ).fetchone()
        before = found[0] if found else None
        if before == after:
            return False
        if seen is not None and before != next(
            (t for m, p, t in seen if (m, p) == (month, pool)), None
        ):
            raise _meanwhile(con, month, pool)
        if after is None:
            con.execute("delete from ledger where month = ? and pool = ?", (month, pool))
        else:
            row = (month, pool, after, who, shared_state.now(), note)
            con.execute("insert or replace into ledger values (?, ?, ?, ?, ?, ?)", row)
        shared_state.note(con, WHAT, f"{month}|{pool}", before, after, who, note)
    return True


def _meanwhile(con: sqlite3.Connection, month: str, pool: str) -> DealfitError:
    """By whom the entry was changed last, as the history knows."""
    who, at, total = con.execute(
        "select who, at, after from changes where what = ? and key = ? order by id desc limit 1",
        (WHAT, f"{month}|{pool}"),
    ).fetchone()
    at = f"{dt.datetime.fromisoformat(at):%d.%m.%Y %H:%M}"
    return DealfitError(
        "ledger_entered_meanwhile", who=who, at=at, total="—" if total is None else total
    )


def undo(root: Path, entry: int, who: str, why: str) -> bool:
    """Brings back what was entered before a change, as a change of its own."""
    who = shared_state.signed(who)
    found = shared_state.rows(
        root, "select key, before from changes where id = ? and what = ?", (entry, WHAT)
    )
    if not found:
        raise DealfitError("no_such_change", entry=entry)
    key, before = found[0]
    month, pool = key.split("|", 1)
    return enter(root, month, pool, before, who, why)


def entries(root: Path) -> Entries:
    """(month, pool, total as text), by month."""
    found = shared_state.rows(root, "select month, pool, total from ledger order by month, pool")
    return tuple((month, pool, total) for month, pool, total in found)
