"""Deals that people keep: each version as it was asked and advised on, what was decided about it, and the order that came of it.

A step of a deal is never changed, only taken back (deal_steps writes them); so the estimate of a version stays as it was, whatever is
imported or set later.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import DamagedFile, DealfitError
from analysis.journal import shared_state

SAVED, DECIDED, ORDERED = "saved", "decided", "ordered"
ACCEPT, REFUSE = "accept", "refuse"  # decisions that close a deal
DEAL_DECISIONS = (ACCEPT, "reprice", "set expectations", REFUSE)
HOLDS = {SAVED: ("asked", "advice", "build"), DECIDED: ("decision",), ORDERED: ("order_id",)}
SELECT = """
select id, deal_id, version, what, content, who, at, why, undone_by from deal_steps
where deal_id = coalesce(?, deal_id) order by id
"""
Content = Mapping[str, Any]


@dataclass(frozen=True)
class DealStep:
    """One step of a deal. `content`: of saved, {asked, advice, build}; of decided, {decision}; of ordered, {order_id}."""

    id: int
    deal_id: str
    version: int
    what: str
    content: Content
    who: str
    at: dt.datetime
    why: str
    undone_by: str | None


@dataclass(frozen=True)
class SavedVersion:
    """`asked`: the deal as its file has it; `advice`: as the JSON of the advice has it (DESIGN.md, contract 5)."""

    saved: DealStep
    decided: DealStep | None

    @property
    def version(self) -> int:
        return self.saved.version

    @property
    def asked(self) -> Content:
        asked: Content = self.saved.content["asked"]
        return asked

    @property
    def advice(self) -> Content:
        advice: Content = self.saved.content["advice"]
        return advice

    @property
    def decision(self) -> str | None:
        """What a person decided; None: nothing yet."""
        return None if self.decided is None else str(self.decided.content["decision"])


@dataclass(frozen=True)
class SavedDeal:
    """`newest`: the number of its last step."""

    deal_id: str
    versions: tuple[SavedVersion, ...]
    order_id: str | None
    newest: int

    @property
    def accepted(self) -> SavedVersion | None:
        return next((v for v in self.versions if v.decision == ACCEPT), None)

    @property
    def closing(self) -> DealStep | None:
        """The decision after which no version is open."""
        return next((v.decided for v in self.versions if v.decision in (ACCEPT, REFUSE)), None)

    def of(self, version: int) -> SavedVersion:
        """DealfitError where the deal has no such version."""
        found = next((v for v in self.versions if v.version == version), None)
        if found is None:
            raise DealfitError("no_such_deal", deal=self.deal_id, version=version)
        return found


def steps(root: Path, deal_id: str | None = None) -> list[DealStep]:
    """The oldest first, those taken back too."""
    return [_step(row) for row in shared_state.rows(root, SELECT, (deal_id,))]


def marks(root: Path) -> list[str]:
    """What tells one state of all deals from another, without reading what they hold."""
    found = shared_state.rows(root, "select id, undone_by from deal_steps order by id")
    return [f"{number} {undone_by}" for number, undone_by in found]


def kept(root: Path) -> list[SavedDeal]:
    """By number, the newest first."""
    return of_steps(steps(root))[::-1]


def one(root: Path, deal_id: str) -> SavedDeal:
    """DealfitError where there is none of the number."""
    return existing(of_steps(steps(root, deal_id)), deal_id)


def written(con: sqlite3.Connection, deal_id: str | None = None) -> list[DealStep]:
    """The same as `steps`, within a transaction."""
    return [_step(row) for row in con.execute(SELECT, (deal_id,))]


def of_steps(found: Sequence[DealStep]) -> list[SavedDeal]:
    """What the steps in force add up to, by number."""
    of_deals: dict[str, list[DealStep]] = {}
    for each in found:
        if each.undone_by is None:
            of_deals.setdefault(each.deal_id, []).append(each)
    return [_deal(steps) for _, steps in sorted(of_deals.items(), key=lambda d: int(d[0]))]


def _deal(steps: Sequence[DealStep]) -> SavedDeal:
    decided = {each.version: each for each in steps if each.what == DECIDED}
    versions = [SavedVersion(e, decided.get(e.version)) for e in steps if e.what == SAVED]
    order = next((e.content["order_id"] for e in reversed(steps) if e.what == ORDERED), None)
    return SavedDeal(steps[0].deal_id, tuple(versions), order, steps[-1].id)


def existing(deals: Sequence[SavedDeal], deal_id: str) -> SavedDeal:
    found = next((deal for deal in deals if deal.deal_id == deal_id), None)
    if found is None:
        raise DealfitError("no_such_deal", deal=deal_id, version="")
    return found


def _step(row: Sequence[Any]) -> DealStep:
    number, deal_id, version, what, content, who, at, why, undone = row
    moment = dt.datetime.fromisoformat(at)
    return DealStep(
        number, deal_id, version, what, _read(number, what, content), who, moment, why, undone
    )


def _read(number: int, what: str, content: str) -> Content:
    """DamagedFile where the text of a step is not what was written."""
    try:
        found = json.loads(content)
        if all(name in found for name in HOLDS[what]):
            return found  # type: ignore[no-any-return]
    except (ValueError, TypeError, KeyError):
        pass
    raise DamagedFile("damaged_deal", file=shared_state.FILE, step=number)
