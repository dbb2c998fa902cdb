"""What people entered of pools on screen: a rate, or cost and capacity a month, from a month on; who, when and why.

A statement holds from its month until the next one of the pool; without a month it holds in every month of the data. `upto` is the
newest delivery that it knew: it goes before every file of pools up to that one (see analysis/sql/20_rates/10_pool_months.sql).
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from analysis.errors import BadSettings
from analysis.journal import shared_state
from analysis.journal.shared_state import Change

WHAT = "rates"  # in the history: the key is the pool


@dataclass(frozen=True)
class RateEntry:
    """since: the first of a month, None: always. rate: money per unit; cost: money a month; capacity: units a month."""

    pool: str
    since: dt.date | None = None
    unit: str | None = None
    rate: Decimal | None = None
    cost: Decimal | None = None
    capacity: Decimal | None = None
    said_by: str = ""  # whose figure it is, where that is another than who entered it

    @property
    def figures(self) -> tuple[object, ...]:
        return (self.pool, self.since, self.unit, self.rate, self.cost, self.capacity)


@dataclass(frozen=True)
class EnteredRate(RateEntry):
    upto: int = 0
    who: str = ""
    at: dt.datetime = dt.datetime.min
    why: str = ""

    @property
    def stated(self) -> str:
        """All that the store depends on."""
        return repr((*self.figures, self.upto))


def read(root: Path) -> tuple[EnteredRate, ...]:
    """All statements in force, by pool and month."""
    rows = shared_state.rows(
        root, f"select {', '.join(_COLUMNS)} from entered_rates order by pool, since"
    )
    return tuple(_read(dict(zip(_COLUMNS, row, strict=True))) for row in rows)


def of_pool(root: Path, pool: str) -> tuple[EnteredRate, ...]:
    return tuple(each for each in read(root) if each.pool == pool)


def refuse_unseen(root: Path, pools: Iterable[str], seen: Iterable[EnteredRate]) -> None:
    """BadSettings where other statements of these pools stand than `seen`. Under the importer's lock."""
    there, seen = read(root), tuple(seen)
    for pool in pools:
        now, then = ([each for each in some if each.pool == pool] for some in (there, seen))
        if now != then:
            newest = max([*now, *then], key=lambda each: each.at)
            raise BadSettings(
                "rates_entered_meanwhile",
                pool=pool,
                who=newest.who,
                at=f"{newest.at:%d.%m.%Y %H:%M}",
            )


def keep(
    root: Path, wanted: Mapping[str, Sequence[RateEntry]], upto: int, who: str, why: str
) -> list[int]:
    """Puts statements in the place of all that was entered of these pools; the entries of the history, one per pool that changes.

    A statement that stays as it is keeps who entered it, and when. The store follows (analysis.pools.rates).
    """
    entries = []
    with shared_state.opened(root) as con:
        for pool, statements in wanted.items():
            before = {each.since: each for each in _of(con, pool)}
            after = {
                each.since: _kept(each, before.get(each.since), upto, who, why)
                for each in statements
            }
            if (
                entry := _put(con, pool, tuple(before.values()), tuple(after.values()), who, why)
            ) is not None:
                entries.append(entry)
    return entries


def undo(root: Path, change: Change, who: str, why: str) -> int | None:
    """Brings back what an entry of the history found, as an entry of its own."""
    with shared_state.opened(root) as con:
        return _put(
            con, change.key, _of(con, change.key), from_text(change.key, change.before), who, why
        )


def take_back(root: Path, entries: Sequence[int]) -> None:
    """Unmakes the newest entries: what could not be built never was."""
    with shared_state.opened(root) as con:
        for entry in sorted(entries, reverse=True):
            pool, before = con.execute(
                "select key, before from changes where id = ?", (entry,)
            ).fetchone()
            con.execute("delete from changes where id = ?", (entry,))
            _replace(con, pool, from_text(pool, before))


def from_text(pool: str, text: str | None) -> tuple[EnteredRate, ...]:
    """The statements of an entry of the history: its `before` or `after`."""
    return tuple(_read({"pool": pool, **row}) for row in json.loads(text or "[]"))


def _kept(
    wanted: RateEntry, before: EnteredRate | None, upto: int, who: str, why: str
) -> EnteredRate:
    if before is not None and (*before.figures, before.said_by) == (
        *wanted.figures,
        wanted.said_by,
    ):
        return before
    return EnteredRate(
        wanted.pool,
        wanted.since,
        wanted.unit,
        wanted.rate,
        wanted.cost,
        wanted.capacity,
        wanted.said_by,
        upto,
        who,
        dt.datetime.now().replace(microsecond=0),
        why,
    )


def _put(
    con: sqlite3.Connection,
    pool: str,
    before: Sequence[EnteredRate],
    after: Sequence[EnteredRate],
    who: str,
    why: str,
) -> int | None:
    old, new = _text(before), _text(after)
    if old == new:
        return None
    _replace(con, pool, after)
    return shared_state.note(con, WHAT, pool, old, new, who, why)


def _replace(con: sqlite3.Connection, pool: str, statements: Sequence[EnteredRate]) -> None:
    con.execute("delete from entered_rates where pool = ?", (pool,))
    rows = [(pool, *_row(each).values()) for each in statements]
    con.executemany(
        f"insert into entered_rates ({', '.join(_COLUMNS)}) values ({', '.join('?' * len(_COLUMNS))})",
        rows,
    )


def _of(con: sqlite3.Connection, pool: str) -> tuple[EnteredRate, ...]:
    rows = con.execute(
        f"select {', '.join(_COLUMNS)} from entered_rates where pool = ? order by since", (pool,)
    ).fetchall()
    return tuple(_read(dict(zip(_COLUMNS, row, strict=True))) for row in rows)


_COLUMNS = (
    "pool",
    "since",
    "unit",
    "rate",
    "cost",
    "capacity",
    "said_by",
    "upto",
    "who",
    "at",
    "why",
)


def _row(each: EnteredRate) -> dict[str, str | int | None]:
    """All but the pool, as the state and the history keep it."""
    numbers = {
        name: None if (n := getattr(each, name)) is None else f"{n:f}"
        for name in ("rate", "cost", "capacity")
    }
    return {
        "since": f"{each.since:%Y-%m-%d}" if each.since else "",
        "unit": each.unit,
        **numbers,
        "said_by": each.said_by,
        "upto": each.upto,
        "who": each.who,
        "at": each.at.isoformat(),
        "why": each.why,
    }


def _read(row: Mapping[str, str | int | None]) -> EnteredRate:
    since, unit = str(row["since"] or ""), row["unit"]
    rate, cost, capacity = (
        None if row[n] is None else Decimal(str(row[n])) for n in ("rate", "cost", "capacity")
    )
    return EnteredRate(
        str(row["pool"]),
        dt.date.fromisoformat(since) if since else None,
        None if unit is None else str(unit),
        rate,
        cost,
        capacity,
        str(row["said_by"]),
        int(row["upto"] or 0),
        str(row["who"]),
        dt.datetime.fromisoformat(str(row["at"])),
        str(row["why"]),
    )


def _text(statements: Sequence[EnteredRate]) -> str | None:
    rows = [_row(each) for each in sorted(statements, key=lambda s: s.since or dt.date.min)]
    return json.dumps(rows, ensure_ascii=False) if rows else None
