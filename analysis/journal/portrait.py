"""The portrait of the client that the company is built to serve: portrait.toml, and how far a client meets it.

A value that is not known is unknown, never met and never failed: the score is 100 × weight met ÷ weight known.
"""

from __future__ import annotations

import datetime as dt
import difflib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from analysis import toml
from analysis.errors import BadSettings
from analysis.errors.phrases import Phrase, hint, phrase
from analysis.intake.vocabulary import NO, YES
from analysis.journal.result_names import says_result

FILE = "portrait.toml"
OURS, BORDERLINE, NOT_OURS, TOO_LITTLE = "ours", "borderline", "not ours", "not enough data"
VERDICTS = (OURS, BORDERLINE, NOT_OURS, TOO_LITTLE)
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
            said = _yes_or_no(value)
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

    ours: float = 70.0
    borderline: float = 50.0
    min_known: float = 0.5


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
    states = tuple((c, c.state(values.get(c.field.casefold()))) for c in portrait.criterion)
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
    clients: Iterable[Mapping[str, Any]], measures: Iterable[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """What a client can be scored by, for each of `clients`: its columns there and in client_measures, by their names in lower case."""
    measured = {row["client_id"]: row for row in measures if row["client_id"] is not None}
    for row in clients:
        both = {**row, **measured.get(row["client_id"], {})}
        yield {str(name).casefold(): value for name, value in both.items()}


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


def _yes_or_no(value: Any) -> bool | None:
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
    _known_keys(raw, ("criterion", "verdict"), "", file)
    listed = raw.get("criterion", [])
    if not isinstance(listed, list):
        raise _bad(file, "criterion", listed, phrase("mend.form", form="[[criterion]]"))
    criteria = tuple(_criterion(each, f"criterion[{n + 1}]", file) for n, each in enumerate(listed))
    names = [c.name for c in criteria]
    for name in names:
        if names.count(name) > 1:
            raise _bad(file, "criterion.name", name, phrase("mend.own_name"))
    if criteria and not sum(c.weight for c in criteria) > 0:
        raise _bad(file, "criterion.weight", 0, phrase("mend.weight"))
    return Portrait(criteria, _thresholds(raw.get("verdict", {}), file))


def _criterion(raw: Any, key: str, file: str) -> Criterion:
    if not isinstance(raw, dict):
        raise _bad(file, key, raw, phrase("mend.form", form="[[criterion]]"))
    _known_keys(
        raw,
        (
            "name",
            "field",
            "accept",
            "reject",
            "min",
            "max",
            "is",
            "weight",
            "knockout",
            "known",
            "drawn",
        ),
        key,
        file,
    )
    name = raw.get("name", raw.get("field"))
    for what, text in (("field", raw.get("field")), ("name", name)):
        if not isinstance(text, str) or not text.strip():
            raise _bad(file, f"{key}.{what}", text, phrase("mend.text"))
    asked = [k for k in ("accept", "reject", "min", "max", "is") if k in raw]
    kinds = {
        "list" if k in ("accept", "reject") else "range" if k in ("min", "max") else "yes"
        for k in asked
    }
    if len(kinds) != 1:
        raise _bad(file, key, ", ".join(asked) or "nothing", phrase("mend.demand"))
    lists = {k: _texts(raw[k], f"{key}.{k}", file) for k in ("accept", "reject") if k in raw}
    numbers = {k: _limit(raw[k], f"{key}.{k}", file) for k in ("min", "max") if k in raw}
    if len(numbers) == 2 and numbers["min"] > numbers["max"]:
        raise _bad(file, f"{key}.min", raw["min"], phrase("mend.above_max"))
    weight = _limit(raw.get("weight", 1), f"{key}.weight", file)
    if not 0 <= weight <= 1000:
        raise _bad(
            file, f"{key}.weight", raw["weight"], phrase("mend.range", least=0.0, most=1000.0)
        )
    for flag in ("is", "knockout"):
        if flag in raw and not isinstance(raw[flag], bool):
            raise _bad(file, f"{key}.{flag}", raw[flag], phrase("mend.yes_or_no"))
    column = str(raw["field"]).strip()
    measured = column.casefold() in MEASURED
    known = raw.get("known", usually_known(column))
    if known not in ("before", "after"):
        raise _bad(file, f"{key}.known", known, phrase("mend.either", one="before", other="after"))
    if measured and known == "before":
        raise _bad(file, f"{key}.known", known, phrase("mend.measured", column=column))
    drawn = raw.get("drawn")
    if drawn is not None and type(drawn) is not dt.date:
        raise _bad(file, f"{key}.drawn", drawn, phrase("mend.day_or_none"))
    return Criterion(
        str(name).strip(),
        column,
        lists.get("accept", ()),
        lists.get("reject", ()),
        numbers.get("min"),
        numbers.get("max"),
        raw.get("is"),
        weight,
        raw.get("knockout", False),
        known,
        drawn,
    )


def usually_known(field: str) -> str:
    """When a field counts as known, where nobody said: measured on orders, or named like a result, only after the first deal."""
    return "after" if field.casefold() in MEASURED or says_result(field) else "before"


def _thresholds(raw: Any, file: str) -> Thresholds:
    if not isinstance(raw, dict):
        raise _bad(file, "verdict", raw, phrase("mend.table", name="verdict"))
    _known_keys(raw, [f.name for f in fields(Thresholds)], "verdict", file)
    values = {k: _limit(v, f"verdict.{k}", file) for k, v in raw.items()}
    found = Thresholds(**values)
    if not 0 <= found.borderline <= found.ours <= 100:
        raise _bad(file, "verdict", dict(raw), phrase("mend.limits"))
    if not 0 <= found.min_known <= 1:
        raise _bad(
            file, "verdict.min_known", found.min_known, phrase("mend.range", least=0.0, most=1.0)
        )
    return found


def _texts(value: Any, key: str, file: str) -> tuple[str, ...]:
    if (
        not isinstance(value, list)
        or not value
        or not all(isinstance(v, str | int | float) for v in value)
    ):
        raise _bad(file, key, value, phrase("mend.list", form='["energy", "oil and gas"]'))
    return tuple(str(v) for v in value)


def _limit(value: Any, key: str, file: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _bad(file, key, value, phrase("mend.number"))
    return float(value)


def _known_keys(raw: Mapping[str, Any], names: Sequence[str], section: str, file: str) -> None:
    for key in raw:
        if key not in names:
            near = difflib.get_close_matches(key, names, 1)
            meant = hint(near, names)
            raise BadSettings(
                "unknown_setting", file=file, key=f"{section}.{key}" if section else key, hint=meant
            )


def _bad(file: str, key: str, value: Any, mend: Phrase) -> BadSettings:
    return BadSettings("bad_setting", file=file, key=key, value=value, mend=mend)
