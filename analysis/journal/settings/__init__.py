"""settings.toml: rates, thresholds and targets, validated, frozen.

Unknown keys are errors with a "did you mean". Every value has a default under which the product already works.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from analysis import toml
from analysis.apart.connections import DatabaseBounds
from analysis.errors import BadSettings, DealfitError
from analysis.errors.phrases import hint, phrase
from analysis.intake.currency import ExchangeRate, Money
from analysis.journal import portrait
from analysis.journal.settings import (
    exchange_rates,
    file_limits,
    kind_thresholds,
    letterhead,
    segment_targets,
)
from analysis.journal.settings.deal_thresholds import DealLimits
from analysis.journal.settings.decision_thresholds import DecisionLimits, EvidenceLimits
from analysis.journal.settings.file_limits import FileLimits, StoreLimits
from analysis.journal.settings.kind_thresholds import Custom
from analysis.journal.settings.letterhead import Letterhead
from analysis.journal.settings.segment_targets import SegmentTarget

SHARES = (
    "safe_share",
    "least_spread",
    "first_share",
    "price_step",
    "once_share",
    "by_chance",
    "small_share",
    "filler_load",
    "worth_trying",
)  # between 0 and 1
LARGEST = 1e15  # of a number that has no bound of its own
BASES = ("labour_cost", "material_cost", "direct_cost", "revenue", "quantity")


@dataclass(frozen=True)
class BookOverhead:
    """The plant's usual rule, used where the export has neither book_overhead nor book_cost."""

    basis: str | None = None
    rate: float | None = None


@dataclass(frozen=True)
class Credit:
    cost_of_capital: float = 0.0  # a year; days ÷ 365
    mostly_recorded: float = 0.5  # of a year's orders with a day of payment (shipment): a missing one then means "not yet"


@dataclass(frozen=True)
class Targets:
    true_margin: float = 0.15
    healthy_gross_margin: float | None = (
        None  # from which gross margin on "markup eaten" is said; default: the target
    )


FEATURES = (
    "lines",
    "products",
    "quantity",
    "modified_lines",
    "is_new_client",
    "is_rush",
    "approval_rounds",
    "lead_time_days",
)
NO_LOG_OF_THE_POOL, NO_LOG_AT_ALL = "no log of this pool", "no log at all"


@dataclass(frozen=True)
class TimeEquation:
    """Use of a pool where none was logged: base + Σ each × feature, in `unit` (Kaplan & Anderson 2004).

    Features: columns of the table order_features. `unit` is the pool's own where none is given. `when`: for orders without a
    log of this pool, or only for orders without a log of any.
    """

    pool: str
    base: float = 0.0
    unit: str | None = None
    terms: tuple[tuple[str, float], ...] = ()
    when: str = NO_LOG_OF_THE_POOL


@dataclass(frozen=True)
class Time:
    """What the features of time equations need."""

    rush_days: float = (
        7.0  # an order promised within so many days is a rush, where the export doesn't say
    )


@dataclass(frozen=True)
class Settings:
    currency: str = "RUB"
    book_overhead: BookOverhead = field(default_factory=BookOverhead)
    credit: Credit = field(default_factory=Credit)
    targets: Targets = field(default_factory=Targets)
    custom: Custom = field(default_factory=Custom)
    time: Time = field(default_factory=Time)
    files: FileLimits = field(default_factory=FileLimits)
    store: StoreLimits = field(default_factory=StoreLimits)
    decisions: DecisionLimits = field(default_factory=DecisionLimits)
    deals: DealLimits = field(default_factory=DealLimits)
    evidence: EvidenceLimits = field(default_factory=EvidenceLimits)
    letter: Letterhead = field(default_factory=Letterhead)
    people: tuple[
        tuple[str, str], ...
    ] = ()  # (person, pool): for records that name a person and no pool
    target: tuple[SegmentTarget, ...] = ()
    design_pools: tuple[
        tuple[str, bool], ...
    ] = ()  # (pool, whether it designs): where its name or its file misleads
    time_equation: tuple[TimeEquation, ...] = ()
    exchange_rate: tuple[ExchangeRate, ...] = ()
    drawn_from: str | None = field(
        default=None, compare=False, repr=False
    )  # the text that editing.current read: no setting

    @property
    def money(self) -> Money:
        """What the amounts of files are brought to."""
        return Money(self.currency, self.exchange_rate)

    def row(self) -> dict[str, Any]:
        """The one-row table `settings` that the pipeline reads."""
        healthy = self.targets.healthy_gross_margin
        return {
            "currency": self.currency,
            "overhead_basis": self.book_overhead.basis,
            "overhead_rate": self.book_overhead.rate,
            **vars(self.credit),
            "target_margin": self.targets.true_margin,
            "healthy_gross_margin": self.targets.true_margin if healthy is None else healthy,
            "serial_min_batch": self.custom.serial_min_batch,
            "design_hours": self.custom.design_hours,
            "design_times": self.custom.design_times,
            "design_hours_always": self.custom.design_hours_always,
            "many_products": self.custom.many_products,
            "few_pieces": self.custom.few_pieces,
            "history_orders": self.custom.history_orders,
            "once_share": self.custom.once_share,
            "tail_orders": self.custom.tail_orders,
            "by_chance": self.custom.by_chance,
            "small_share": self.custom.small_share,
            "new_months": self.custom.new_months,
            "lot_codes": self.custom.lot_codes,
            "rush_days": self.time.rush_days,
            **vars(self.decisions),
            **vars(self.evidence),
        }


def load(path: Path) -> Settings:
    """Settings from a file; the defaults where it isn't there."""
    raw = toml.read(path)
    return Settings() if raw is None else read(raw, path.name)


def in_force(root: Path, beside: Sequence[Path] = ()) -> Settings:
    """The workspace's settings, or those of the delivery that brings its own (`beside`: files found in it)."""
    own = next((p for p in beside if p.name == "settings.toml"), None)
    return load(own or root / "settings" / "settings.toml")


def store_bounds(root: Path) -> DatabaseBounds:
    """What working out figures may take; the usual where the settings can't be read just now."""
    try:
        return in_force(root).store.bounds
    except DealfitError:
        return StoreLimits().bounds


def trouble(root: Path) -> BadSettings | None:
    """Why a workspace's settings or portrait can't be taken, edited by hand as they may be; the store that served keeps serving."""
    try:
        load(root / "settings" / "settings.toml")
        portrait.load(root / "settings" / portrait.FILE)
    except BadSettings as found:
        return found
    return None


def check(path: Path) -> None:
    """Raises BadSettings where a settings.toml or portrait.toml can't be taken."""
    if path.name == portrait.FILE:
        portrait.load(path)
    else:
        load(path)


def read(raw: dict[str, Any], file: str = "settings.toml") -> Settings:
    _known(raw, Settings, "", file)
    currency = raw.get("currency", "RUB")
    if not isinstance(currency, str) or not currency.strip() or len(currency) > 8:
        raise BadSettings(
            "bad_setting",
            file=file,
            key="currency",
            value=currency,
            mend=phrase("mend.form", form='"RUB"'),
        )
    overhead = _section(raw, "book_overhead", BookOverhead, file)
    if overhead.basis is not None and overhead.basis not in BASES:
        raise BadSettings(
            "bad_setting",
            file=file,
            key="book_overhead.basis",
            value=overhead.basis,
            mend=phrase("mend.one_of", form=", ".join(BASES)),
        )
    if (overhead.basis is None) != (overhead.rate is None):
        raise BadSettings(
            "bad_setting",
            file=file,
            key="book_overhead",
            value=raw["book_overhead"],
            mend=phrase("mend.both"),
        )
    return Settings(
        currency=currency.strip(),
        book_overhead=overhead,
        credit=_section(raw, "credit", Credit, file),
        targets=_section(raw, "targets", Targets, file),
        custom=_section(raw, "custom", Custom, file),
        time=_section(raw, "time", Time, file),
        files=_section(raw, "files", FileLimits, file),
        store=_section(raw, "store", StoreLimits, file),
        decisions=_section(raw, "decisions", DecisionLimits, file).checked(file),
        deals=_section(raw, "deals", DealLimits, file).checked(file),
        evidence=_section(raw, "evidence", EvidenceLimits, file),
        letter=_letter(raw.get("letter", {}), file),
        people=_people(raw.get("people", {}), file),
        target=segment_targets.read(_list(raw, "target", file), file, _known, _number),
        design_pools=kind_thresholds.design_pools(raw.get("design_pools", {}), file),
        time_equation=tuple(
            _equation(e, i, file) for i, e in enumerate(_list(raw, "time_equation", file))
        ),
        exchange_rate=exchange_rates.read(_list(raw, "exchange_rate", file), file, _known, _number),
    )


def _letter(raw: Any, file: str) -> Letterhead:
    _known(raw, Letterhead, "letter", file)
    return letterhead.read(raw, file)


def _people(raw: Any, file: str) -> tuple[tuple[str, str], ...]:
    if not isinstance(raw, dict):
        raise BadSettings(
            "bad_setting",
            file=file,
            key="people",
            value=raw,
            mend=phrase("mend.table", name="people"),
        )
    for person, pool in raw.items():
        if not isinstance(pool, str) or not pool.strip():
            raise BadSettings(
                "bad_setting",
                file=file,
                key=f"people.{person}",
                value=pool,
                mend=phrase("mend.pool"),
            )
    return tuple((person.strip(), pool.strip()) for person, pool in raw.items())


def _list(raw: dict[str, Any], key: str, file: str) -> list[Any]:
    value = raw.get(key, [])
    if not isinstance(value, list):
        raise BadSettings(
            "bad_setting",
            file=file,
            key=key,
            value=value,
            mend=phrase("mend.form", form=f"[[{key}]]"),
        )
    return value


def _known(raw: Any, kind: type, section: str, file: str) -> None:
    if not isinstance(raw, dict):
        raise BadSettings(
            "bad_setting",
            file=file,
            key=section,
            value=raw,
            mend=phrase("mend.table", name=section),
        )
    names = [f.name for f in fields(kind) if f.compare]
    for key in raw:
        if key not in names:
            near = hint(difflib.get_close_matches(key, names, 1), names)
            raise BadSettings(
                "unknown_setting", file=file, key=f"{section}.{key}" if section else key, hint=near
            )


def _number(
    value: Any, key: str, file: str, least: float = 0.0, most: float | None = None
) -> float:
    bound = LARGEST if most is None else most
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not least <= value <= bound:
        is_open = most is None and not (is_number and value > bound)
        span = (
            phrase("mend.least", least=least)
            if is_open
            else phrase("mend.range", least=least, most=bound)
        )
        raise BadSettings("bad_setting", file=file, key=key, value=value, mend=span)
    return float(value)


def _section(raw: dict[str, Any], name: str, kind: type[Any], file: str) -> Any:
    section = raw.get(name, {})
    _known(section, kind, name, file)
    values: dict[str, Any] = {}
    kinds = {f.name: f.type for f in fields(kind)}
    for key, value in section.items():
        if key == "basis":
            values[key] = value
        elif key in file_limits.MOST:
            values[key] = _number(
                value, f"{name}.{key}", file, file_limits.LEAST[key], file_limits.MOST[key]
            )
        elif name == "targets":
            values[key] = _number(value, f"{name}.{key}", file, -1, 1)
        elif name == "evidence" or key.startswith("mostly") or key in SHARES:
            values[key] = _number(value, f"{name}.{key}", file, 0.5 if name == "evidence" else 0, 1)
        elif name == "credit" or key.endswith("_rise"):
            values[key] = _number(value, f"{name}.{key}", file, 0, 10)
        else:
            values[key] = _number(value, f"{name}.{key}", file)
            if kinds[key] == "int" and not values[key].is_integer():
                raise BadSettings(
                    "bad_setting",
                    file=file,
                    key=f"{name}.{key}",
                    value=value,
                    mend=phrase("mend.whole"),
                )
            if kinds[key] == "int":
                values[key] = int(values[key])
    return kind(**values)


def _equation(raw: Any, place: int, file: str) -> TimeEquation:
    name = f"time_equation[{place + 1}]"
    _known(raw, TimeEquation, name, file)
    if not isinstance(raw.get("pool"), str) or not raw["pool"].strip():
        raise BadSettings(
            "bad_setting",
            file=file,
            key=f"{name}.pool",
            value=raw.get("pool"),
            mend=phrase("mend.pool"),
        )
    terms = []
    for term in _list(raw, "terms", file):
        if (
            not isinstance(term, dict)
            or set(term) != {"feature", "each"}
            or not isinstance(term["feature"], str)
        ):
            raise BadSettings(
                "bad_setting",
                file=file,
                key=f"{name}.terms",
                value=term,
                mend=phrase("mend.term", form='{feature = "lines", each = 3}'),
            )
        if term["feature"] not in FEATURES:
            near = hint(difflib.get_close_matches(term["feature"], FEATURES, 1), FEATURES)
            raise BadSettings(
                "unknown_setting", file=file, key=f"{name}.{term['feature']}", hint=near
            )
        terms.append((term["feature"], _number(term["each"], f"{name}.{term['feature']}", file)))
    unit, when = raw.get("unit"), raw.get("when", NO_LOG_OF_THE_POOL)
    if unit is not None and not isinstance(unit, str):
        raise BadSettings(
            "bad_setting",
            file=file,
            key=f"{name}.unit",
            value=unit,
            mend=phrase("mend.either", one="hours", other="minutes"),
        )
    if when not in (NO_LOG_OF_THE_POOL, NO_LOG_AT_ALL):
        raise BadSettings(
            "bad_setting",
            file=file,
            key=f"{name}.when",
            value=when,
            mend=phrase("mend.either", one=NO_LOG_OF_THE_POOL, other=NO_LOG_AT_ALL),
        )
    base = _number(raw.get("base", 0), f"{name}.base", file)
    return TimeEquation(raw["pool"].strip(), base, unit, tuple(terms), when)
