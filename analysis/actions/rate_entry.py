"""Rates as people type them or paste them from Excel: read row by row, kept with their history, and built at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from analysis.actions.deciding import decide
from analysis.delivery import manifest
from analysis.errors import BadSettings
from analysis.intake.columns.matrix.period import named_month
from analysis.intake.patterns import bounded
from analysis.intake.sqltext import literal
from analysis.intake.values import numbers
from analysis.isolation import connections
from analysis.journal import entered_rates
from analysis.journal.entered_rates import EnteredRate, RateEntry
from analysis.journal.settings import settings_editing, settings_history
from analysis.journal.shared_state import Change
from analysis.pools import rates
from analysis.pools.rates import KnownRate
from analysis.progress import Progress, silent
from analysis.reader.workspace import Workspace

WAIT_SECONDS = 20
FIGURES = ("rate", "cost", "capacity")
MOST = {"rate": Decimal("1e9"), "cost": Decimal("1e11"), "capacity": Decimal("1e9")}
DIGITS = {"rate": 6, "cost": 4, "capacity": 6}
UNITS = bounded(  # after a figure: «₽», «руб./час», «чел.-ч», «нормо-ч/мес»
    r"(?i)\s*(?:₽|руб(?:лей|ля|ль)?\.?|р\.|rub|\$|€"
    r"|[/ ]?\s*(?:(?:чел\.?|н(?:ормо)?)[-.· ]?)?(?:ч|час\w*|h|hours?|шт|ед|мес|месяц|months?)\.?)*\s*$"
)
Row = Mapping[
    str, str
]  # resource, pool, since, unit, rate, cost, capacity, said_by; as typed, "" where nothing is


@dataclass(frozen=True)
class Entry:
    """What a table says. stated: pool → its statements, in place of those before; people: person → pool, to be added."""

    stated: Mapping[str, tuple[RateEntry, ...]]
    people: Mapping[str, str]

    @property
    def is_nothing(self) -> bool:
        return not self.stated and not self.people


def read(ws: Workspace, known: Sequence[KnownRate], rows: Sequence[Row]) -> Entry:
    """The edited table; BadSettings with the row's number (from 1) and its mend where a row can't be taken.

    known: the table as it was shown (see rates.table). Rows of files that stay as they are say nothing; a row of what was
    entered that is gone, or left without figures, takes that back.
    """
    people = {k.resource.casefold(): k.resource for k in known if k.state == rates.PERSON}
    names = {k.resource.casefold(): k.resource for k in known if k.state != rates.PERSON}
    units = {k.resource: k.stated.unit for k in reversed(known)}
    file_pools = {
        k.resource for k in known if k.state == rates.FILE
    }  # without a unit theirs is the file's
    of_files = {k.stated.figures for k in known if k.state == rates.FILE}
    spread = {str(r.pool) for r in ws.table("pools").itertuples() if r.treatment != "usage"}
    counted = rates.units(ws)
    stated: dict[str, list[RateEntry]] = {}
    belong: dict[str, str] = {}
    for place, row in enumerate(rows, 1):
        each = _stated(row, place, people, names)
        if each is None:
            continue
        if each.unit is None and each.pool not in file_pools:
            each = replace(each, unit=units.get(each.pool) or rates.HOURS)
        person = people.get(row.get("resource", "").strip().casefold())
        has_figures = any(getattr(each, name) is not None for name in FIGURES)
        if person is not None and (has_figures or each.pool != person):
            belong[person] = each.pool
        if not has_figures or each.figures in of_files:
            continue
        _check(each, place, spread, counted)
        others = stated.setdefault(each.pool, [])
        twin = next((o for o in others if o.since == each.since), None)
        if twin is not None and twin.figures != each.figures:
            raise BadSettings("rates_twice", key="rates", row=place, resource=each.pool)
        if twin is None:
            others.append(each)
    entered = [k.resource for k in known if k.state == rates.ENTERED]
    wanted = {pool: tuple(stated.get(pool, ())) for pool in dict.fromkeys([*entered, *stated])}
    return Entry(
        {pool: each for pool, each in wanted.items() if _differs(each, known, pool)}, belong
    )


def save(
    root: Path,
    entry: Entry,
    who: str,
    why: str,
    progress: Progress = silent,
    seen: Sequence[EnteredRate] | None = None,
) -> bool:
    """Keeps what was entered and publishes a store; False where nothing changed. What can't be built is taken back whole.

    seen: what was entered before, as the table was drawn. BadSettings, and nothing written, where others stand by now.
    """
    if entry.is_nothing:
        return False

    def keep(who: str, why: str) -> tuple[list[int], int | None]:
        if seen is not None:
            entered_rates.refuse_unseen(root, entry.stated, seen)
        newest = max((d.delivery_no for d in manifest.read_all(root / "imports")), default=0)
        entries = entered_rates.keep(root, entry.stated, newest, who, why)
        return entries, _name_people(root, entry.people, who, why) if entry.people else None

    def take_back(kept: tuple[list[int], int | None]) -> None:
        entered_rates.take_back(root, kept[0])
        if kept[1] is not None:
            settings_history.take_back(root, settings_editing.FILE, kept[1])

    entries, settings_entry = decide(root, keep, who, why, progress, take_back=take_back)[0]
    return bool(entries) or settings_entry is not None


def undo(root: Path, change: Change, who: str, why: str, progress: Progress = silent) -> None:
    """Brings back what an entry of the history found, as an entry of its own, and publishes a store."""
    decide(root, lambda by, for_: entered_rates.undo(root, change, by, for_), who, why, progress)


def number(text: str, name: str) -> Decimal | None:
    """A figure as people type it: «2 500,50 ₽», «320 ч», `1,234,567.89`; None for nothing, ValueError for anything else."""
    bare = UNITS.sub("", text.strip())
    if not bare or bare in "-—–":
        return None
    cell = literal(bare)
    with connections.at_hand() as con:
        found = con.execute(f"select {numbers.evidence_counts(cell)}").fetchone() or (0, 0, 0, 0)
        point, comma, dotted, commaed = found
        form = numbers.decide(point, comma, dotted, commaed, usual=",")
        value = con.execute(f"select {numbers.number(cell, form, 'DECIMAL(24,6)')}").fetchone()
    figure: Decimal | None = value[0] if value else None
    if form.ambiguous or figure is None or not 0 < figure < MOST[name]:
        raise ValueError(text)
    rounded = round(figure, DIGITS[name])
    return (
        rounded.quantize(Decimal(1))
        if rounded == rounded.to_integral_value()
        else rounded.normalize()
    )


def month(text: str) -> dt.date | None:
    """The month that people write: 2026-01, 01.2026, 15.01.2026, «январь 2026»; None for nothing, ValueError for no month."""
    bare = text.strip()
    if not bare:
        return None
    patterns = (
        r"(?P<y>\d{4})[-./](?P<m>\d{1,2})(?:[-./]\d{1,2})?(?:[ T].*)?",
        r"(?:\d{1,2}[./])?(?P<m>\d{1,2})[./](?P<y>\d{4})",
    )
    for pattern in patterns:
        if found := re.fullmatch(pattern, bare):
            return dt.date(int(found["y"]), int(found["m"]), 1)
    said = named_month(bare) or ""
    if not re.fullmatch(r"\d{4}-\d{2}", said):
        raise ValueError(text)
    return dt.date.fromisoformat(f"{said}-01")


def _stated(
    row: Row, place: int, people: Mapping[str, str], names: Mapping[str, str]
) -> RateEntry | None:
    typed = {
        name: " ".join(str(row.get(name) or "").split())
        for name in ("resource", "pool", "since", "unit", "said_by", *FIGURES)
    }
    if not any(typed[name] for name in ("resource", "pool", *FIGURES)):
        return None
    if not typed["resource"]:
        raise BadSettings("rates_without_resource", key="rates", row=place)
    is_person = typed["resource"].casefold() in people
    name = (typed["pool"] if is_person else "") or typed["resource"]
    pool = names.get(name.casefold()) or people.get(name.casefold()) or name
    figures: dict[str, Decimal | None] = {}
    for each in FIGURES:
        try:
            figures[each] = number(typed[each], each)
        except ValueError:
            raise BadSettings(
                "rates_not_a_number", key="rates", row=place, resource=pool, value=typed[each]
            ) from None
    try:
        since = month(typed["since"])
    except ValueError:
        raise BadSettings(
            "rates_not_a_month", key="rates", row=place, resource=pool, value=typed["since"]
        ) from None
    return RateEntry(pool, since, typed["unit"] or None, said_by=typed["said_by"], **figures)


def _check(each: RateEntry, place: int, spread: set[str], counted: Mapping[str, str]) -> None:
    told = {"key": "rates", "row": place, "resource": each.pool}
    if each.rate is not None and each.cost is not None:
        raise BadSettings("rates_both", **told)
    if each.rate is None and (
        each.cost is None or (each.capacity is None and each.pool not in spread)
    ):
        raise BadSettings("rates_half", **told)
    unit = counted.get(each.pool.casefold())
    if (
        unit is not None
        and each.unit is not None
        and each.unit.casefold().rstrip(".s") != unit.rstrip(".s")
    ):
        raise BadSettings("rates_other_unit", unit=unit, **told)


def _differs(wanted: Sequence[RateEntry], known: Sequence[KnownRate], pool: str) -> bool:
    there = [k.stated for k in known if k.state == rates.ENTERED and k.resource == pool]
    return {(*s.figures, s.said_by) for s in wanted} != {(*s.figures, s.said_by) for s in there}


def _name_people(root: Path, people: Mapping[str, str], who: str, why: str) -> int | None:
    """Adds to the settings whose pool these people are; the history's entry."""
    now = settings_editing.current(root)
    named = {person.casefold() for person in people}
    wanted = (*((p, pool) for p, pool in now.people if p.casefold() not in named), *people.items())
    text = settings_editing.changed(settings_history.text(root) or "", replace(now, people=wanted))
    return settings_history.write(root, settings_editing.FILE, text, who, why)
