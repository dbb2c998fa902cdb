"""The portrait of the client that the company is built to serve: portrait.toml, and how far a client meets it.

A value that is not known is unknown, never met and never failed: the score is 100 × weight met ÷ weight known.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from msgspec import Meta

from analysis import toml, validation
from analysis.dictionary.codes import BORDERLINE, NOT_OURS, OURS, TOO_LITTLE
from analysis.dictionary.setting_kinds import Limit, Listed, Share, Text, Weight
from analysis.errors.phrases import phrase
from analysis.intake.vocabulary import NO, YES
from analysis.journal.result_names import says_result
from analysis.validation import OfFile, Refusing

FILE = "portrait.toml"
MEASURED = (
    "custom_share",
    "mean_batch",
    "approval_rounds",
    "late_payment_days",
    "late_share",
    "hostile_contacts",
    "deciders",
)
State = Literal["met", "failed", "unknown"]
Known = Annotated[
    Literal["before", "after"],
    Meta(extra={"mend": "mend.either", "values": {"one": "before", "other": "after"}}),
]
WRITTEN: dict[str, Any] = {  # of [[criterion]], as the file has it
    "field": Text,
    "name": Text,
    "accept": Listed,
    "reject": Listed,
    "min": Limit,
    "max": Limit,
    "is": bool,
    "weight": Weight,
    "knockout": bool,
    "known": Known,
    "drawn": Annotated[dt.date, Meta(extra={"mend": "mend.day_or_none"})],
}


@dataclass(frozen=True)
class Criterion:
    """One demand on `field`, a column of the client list or of client_measures: accept or reject a list, a range, yes or no.

    `known`: "before" the first deal, or only "after" it; measured fields are known after it alone, and fields that may be a
    result are unless it is said that they aren't. `drawn`: the last day of the orders whose profits proposed the criterion, so
    that the clients of those orders can't prove it; None: set by a person.
    """

    name: str
    field: str
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    min: float | None = None
    max: float | None = None
    yes: bool | None = None
    weight: float = 1.0
    knockout: bool = False
    known: str = "before"
    drawn: dt.date | None = None

    def state(self, value: Any) -> State:
        """Whether a value meets the criterion; unknown where it isn't there or can't be read as what is asked."""
        if value is None or value != value or (isinstance(value, str) and not value.strip()):
            return "unknown"
        if self.accept or self.reject:
            folded = fold(value)
            is_met = (
                not self.accept or folded in {fold(a) for a in self.accept}
            ) and folded not in {fold(r) for r in self.reject}
            return "met" if is_met else "failed"
        if self.yes is not None:
            said = yes_or_no(value)
            return "unknown" if said is None else "met" if said == self.yes else "failed"
        number = _number(value)
        if number is None:
            return "unknown"
        within = (self.min is None or number >= self.min) and (
            self.max is None or number <= self.max
        )
        return "met" if within else "failed"


@dataclass(frozen=True)
class Thresholds:
    """Scores from which a client is ours or borderline; min_known: the share of the weight that must be known."""

    ours: Limit = 70.0
    borderline: Limit = 50.0
    min_known: Share = 0.5


@dataclass(frozen=True)
class Portrait:
    criterion: tuple[Criterion, ...] = ()
    verdict: Thresholds = field(default_factory=Thresholds)

    def before(self) -> Portrait:
        """The criteria known before the first deal: what a lead can be judged by."""
        return Portrait(tuple(c for c in self.criterion if c.known == "before"), self.verdict)


@dataclass(frozen=True)
class PortraitFit:
    """A client against the portrait. `score` 0–100 is None where nothing is known. `states`: criterion → met, failed, unknown.

    `could_be`: the verdicts that what is missing could still bring, where they differ from the one given. `ruled_out`: the knock-outs
    that it fails, which make it not ours whatever its score.
    """

    score: float | None
    verdict: str
    states: tuple[tuple[str, State], ...]
    could_be: tuple[str, ...] = ()
    ruled_out: tuple[str, ...] = ()

    def named(self, state: State) -> tuple[str, ...]:
        return tuple(name for name, found in self.states if found == state)


def score(portrait: Portrait, values: Mapping[str, Any]) -> PortraitFit:
    """values: field (in lower case) → value."""
    return _fit(portrait, _states(portrait, values))


def score_if(
    portrait: Portrait, values: Mapping[str, Any], criterion: Criterion, answer: State
) -> PortraitFit:
    """The same as if the answer to one criterion were known."""
    found = _states(portrait, values)
    return _fit(portrait, tuple((c, answer if c is criterion else s) for c, s in found))


def _states(portrait: Portrait, values: Mapping[str, Any]) -> tuple[tuple[Criterion, State], ...]:
    return tuple((c, c.state(values.get(c.field.casefold()))) for c in portrait.criterion)


def _fit(portrait: Portrait, states: tuple[tuple[Criterion, State], ...]) -> PortraitFit:
    met = math.fsum(c.weight for c, s in states if s == "met")
    known = math.fsum(c.weight for c, s in states if s != "unknown")
    total = math.fsum(c.weight for c, _ in states)
    ruled_out = tuple(c.name for c, s in states if c.knockout and s == "failed")
    out = bool(ruled_out)
    verdict = _verdict(portrait.verdict, met, known, total, out)
    open_knockout = any(c.knockout and s == "unknown" for c, s in states)
    best = _verdict(portrait.verdict, met + (total - known), total, total, out)
    worst = _verdict(portrait.verdict, met, total, total, out or open_knockout)
    could_be = (
        tuple(dict.fromkeys(v for v in (best, worst) if v != verdict)) if known < total else ()
    )
    found = min(100.0, 100 * met / known) if known > 0 else None
    return PortraitFit(found, verdict, tuple((c.name, s) for c, s in states), could_be, ruled_out)


def attributes(
    clients: Iterable[Mapping[str, Any]],
    measures: Iterable[Mapping[str, Any]],
    of_groups: Iterable[Mapping[str, Any]] = (),
) -> Iterator[dict[str, Any]]:
    """What a client can be scored by, for each of `clients`: its columns there and in client_measures, by their names in lower case.

    of_groups: rows of group_attributes, what the members of a group that is judged as one agree on.
    """
    measured = {row["client_id"]: row for row in measures if row["client_id"] is not None}
    agreed: dict[str, dict[str, Any]] = {}
    for row in of_groups:
        agreed.setdefault(row["client_id"], {})[row["attribute"].casefold()] = row["content"]
    for row in clients:
        both = {**row, **measured.get(row["client_id"], {})}
        values = {str(name).casefold(): value for name, value in both.items()}
        yield values | agreed.get(row["client_id"], {})


def _verdict(limits: Thresholds, met: float, known: float, total: float, is_out: bool) -> str:
    if is_out:
        return NOT_OURS
    if known <= 0 or known < limits.min_known * total - 1e-9:
        return TOO_LITTLE
    reached = 100 * met / known + 1e-9
    return (
        OURS if reached >= limits.ours else BORDERLINE if reached >= limits.borderline else NOT_OURS
    )


def fold(value: Any) -> str:
    return " ".join(str(value).casefold().replace("ё", "е").split())


def yes_or_no(value: Any) -> bool | None:
    """None: the value says neither."""
    if isinstance(value, bool):
        return value
    word = fold(value)
    return True if word in YES else False if word in NO else None


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        return float(str(value).replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except ValueError:
        return None


# --- the file ----------------------------------------------------------------------------------------------------------


def load(path: Path) -> Portrait:
    """The portrait in a file; one without criteria where it isn't there. BadSettings where it can't be taken."""
    raw = toml.read(path)
    return Portrait() if raw is None else read(raw, path.name)


def read(raw: Mapping[str, Any], file: str = FILE) -> Portrait:
    refusing = OfFile(file)
    validation.table(dict(raw), {"criterion": Any, "verdict": Any}, "", refusing)
    listed = validation.tables(raw.get("criterion", []), "criterion", refusing)
    criteria = tuple(
        _criterion(each, f"criterion[{n}]", refusing) for n, each in enumerate(listed, 1)
    )
    names = [c.name for c in criteria]
    for name in names:
        if names.count(name) > 1:
            raise refusing.bad("criterion.name", name, phrase("mend.own_name"))
    if criteria and not sum(c.weight for c in criteria) > 0:
        raise refusing.bad("criterion.weight", 0, phrase("mend.weight"))
    return Portrait(criteria, _thresholds(raw.get("verdict", {}), refusing))


def _criterion(raw: Any, key: str, refusing: Refusing) -> Criterion:
    if not isinstance(raw, dict):
        raise refusing.bad(key, raw, phrase("mend.form", form="[[criterion]]"))
    if "field" in raw:
        raw = {"name": raw["field"], **raw}
    given = validation.table(raw, WRITTEN, key, refusing, needs=("field", "name"))
    asked = [k for k in ("accept", "reject", "min", "max", "is") if k in given]
    kinds = {
        "list" if k in ("accept", "reject") else "range" if k in ("min", "max") else "yes"
        for k in asked
    }
    if len(kinds) != 1:
        raise refusing.bad(key, ", ".join(asked) or "nothing", phrase("mend.demand"))
    if given.get("min", -math.inf) > given.get("max", math.inf):
        raise refusing.bad(f"{key}.min", raw["min"], phrase("mend.above_max"))
    lists: dict[str, Any] = {
        k: tuple(map(str, given.pop(k))) for k in ("accept", "reject") if k in given
    }
    usual = usually_known(given["field"])
    if given.setdefault("known", usual) == "before" and given["field"].casefold() in MEASURED:
        mend = phrase("mend.measured", column=given["field"])
        raise refusing.bad(f"{key}.known", given["known"], mend)
    given = {"yes" if k == "is" else k: v for k, v in given.items()}
    return replace(Criterion(**given), **lists)


def usually_known(field: str) -> str:
    """When a field counts as known, where nobody said: measured on orders, or named like a result, only after the first deal."""
    return "after" if field.casefold() in MEASURED or says_result(field) else "before"


def _thresholds(raw: Any, refusing: Refusing) -> Thresholds:
    found = Thresholds(
        **validation.table(raw, validation.kinds_of(Thresholds), "verdict", refusing)
    )
    if not 0 <= found.borderline <= found.ours <= 100:
        raise refusing.bad("verdict", dict(raw), phrase("mend.limits"))
    return found
