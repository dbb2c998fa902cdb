"""What is known of each resource's rate, and which resources of the data have none: the table in which people enter rates.

A resource is a pool that records of use (or time equations) name, or a person whose pool nobody has named yet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from analysis.journal.entered_rates import EnteredRate, RateEntry
from analysis.output import csv_text
from analysis.output.csv_text import safe_text
from analysis.pools import people_pools
from analysis.reader.workspace import Workspace

HOURS = "ч"
PERSON, WITHOUT, ENTERED, FILE = "person", "without", "entered", "file"


@dataclass(frozen=True)
class KnownRate:
    """A row of the table: what is stated of a resource, and by whom.

    state: a person without a pool, a resource without a rate, what was entered, or the last statement of files (`file`: its name).
    months: in how many months of the data it counts. quantity: recorded use in the unit.
    """

    state: str
    stated: RateEntry
    quantity: float | None = None
    entered: EnteredRate | None = None
    file: str = ""
    months: int = 0

    @property
    def resource(self) -> str:
        return self.stated.pool


def table(ws: Workspace, entered: Sequence[EnteredRate]) -> tuple[KnownRate, ...]:
    """Everything that has a rate or lacks one; what lacks one comes first, the most used before the others."""
    quantities = {str(r["name"]): float(r["quantity"]) for r in _rows(ws, _QUANTITIES)}
    of_files = _rows(ws, _STATED)
    known = {str(r["pool"]).casefold() for r in of_files} | {
        each.pool.casefold() for each in entered
    }
    months = {(str(r["pool"]), _day(r["since"])): int(r["months"]) for r in _rows(ws, _MONTHS)}
    persons = [
        KnownRate(PERSON, RateEntry(person, unit=HOURS), quantities.get(person.casefold()))
        for person in people_pools.unknown(ws)
    ]
    without = [
        KnownRate(
            WITHOUT,
            RateEntry(str(r["pool"]), unit=_text(r["unit"]) or HOURS),
            quantities.get(str(r["pool"]).casefold()),
        )
        for r in _rows(ws, _USED)
        if str(r["pool"]).casefold() not in known
    ]
    typed = [
        KnownRate(
            ENTERED,
            each,
            quantities.get(each.pool.casefold()),
            each,
            months=months.get((each.pool, each.since), 0),
        )
        for each in entered
    ]
    covered = {each.pool for each in entered}
    files = [_of_file(r, quantities) for r in of_files if r["pool"] not in covered or r["months"]]
    return (*persons, *without, *typed, *files)


def missing(ws: Workspace) -> tuple[str, ...]:
    """Resources with recorded use whose cost is unknown, and people without a pool; the most used first."""
    return (*people_pools.unknown(ws), *(str(r["pool"]) for r in _rows(ws, _UNPRICED)))


def as_file(ws: Workspace, entered: Sequence[EnteredRate]) -> str:
    """What was entered as a file of pools (CSV): imported, it gives the same rates."""
    kinds = {
        str(r["pool"]): r for r in _rows(ws, "select * from pools where entered_upto is not null")
    }
    rows = [
        [
            "pool",
            "since",
            "unit",
            "rate",
            "cost",
            "capacity",
            "is_time",
            "treatment",
            "spread_basis",
        ]
    ]
    for each in entered:
        kind = kinds.get(each.pool, {})
        is_time = "" if pd.isna(said := kind.get("is_time")) else "yes" if said else "no"
        since = f"{each.since:%Y-%m-%d}" if each.since else ""
        numbers = ("" if n is None else f"{n:f}" for n in (each.rate, each.cost, each.capacity))
        about = (is_time, *(str(kind.get(name) or "") for name in ("treatment", "spread_basis")))
        rows.append([safe_text(each.pool), since, safe_text(each.unit or ""), *numbers, *about])
    return "".join(csv_text.line(row, ",", "\n") for row in rows)


def units(ws: Workspace) -> dict[str, str]:
    """Resource, without case → the unit that its records are in, where they count no time."""
    rows = _rows(ws, "select pool, unit from used_units where not counts_time")
    return {str(r["pool"]).casefold(): str(r["unit"]) for r in rows}


def _rows(ws: Workspace, select: str) -> list[dict[Any, Any]]:
    return ws._frame(select).to_dict("records")


def _of_file(row: dict[Any, Any], quantities: dict[str, float]) -> KnownRate:
    pool = str(row["pool"])
    rate, cost, capacity = (
        None if pd.isna(v := row[n]) else Decimal(str(v)) for n in ("rate", "cost", "capacity")
    )
    stated = RateEntry(
        pool, _day(row["month"]) or _day(row["since"]), _text(row["unit"]), rate, cost, capacity
    )
    return KnownRate(
        FILE,
        stated,
        quantities.get(pool.casefold()),
        file=_text(row["file"]) or "",
        months=int(row["months"]),
    )


def _day(value: Any) -> dt.date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _text(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)


_QUANTITIES = """
    select lower(trim(coalesce(pool, person))) as name, sum(quantity) as quantity
    from usage where coalesce(pool, person) is not null group by 1"""

# The most used first; pools of time equations without any use last.
_USED = """
    with used as (
        select min(pool) as pool, sum(quantity) as quantity from usage
        where pool is not null and charged_to in ('order', 'client', 'internal', 'unknown pool', 'unknown order')
        group by lower(trim(pool))
        union all
        select distinct pool, null from time_equations
        where lower(trim(pool)) not in (select lower(trim(pool)) from usage where pool is not null)
    )
    select used.pool, max(used_units.unit) as unit
    from used left join used_units on lower(trim(used.pool)) = lower(trim(used_units.pool)) and not used_units.counts_time
    group by used.pool, used.quantity
    order by used.quantity desc nulls last, used.pool"""

# The last statement of each pool that files make; months: in how many of the data some file's statement counts.
_STATED = """
    with ranked as (
        select pools.*, imports.file,
            row_number() over (partition by pool order by month desc nulls last, since desc nulls last) as place
        from pools left join imports on pools.import_id = imports.import_id
        where entered_upto is null
    )
    select ranked.pool, ranked.month, ranked.since, ranked.unit, ranked.cost, ranked.capacity, ranked.rate, ranked.file,
        count(pool_months.pool) as months
    from ranked left join pool_months on ranked.pool = pool_months.pool and not pool_months.is_entered and pool_months.month is not null
    where place = 1
    group by all order by ranked.pool"""

_MONTHS = """
    select pool, since, count(*) as months from pool_months where is_entered and month is not null group by pool, since"""

_UNPRICED = """
    with uses as (
        select pool, quantity from usage_costs where cost is null and charged_to in ('order', 'client')
        union all
        select pool, quantity from usage where charged_to = 'unknown pool'
    )
    select min(pool) as pool from uses where pool is not null group by lower(trim(pool)) order by sum(quantity) desc nulls last, 1"""
