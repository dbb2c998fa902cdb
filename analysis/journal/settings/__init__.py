"""settings.toml: rates, thresholds and targets, validated, frozen.

Unknown keys are errors with a "did you mean". Every value has a default under which the product already works. The kinds of values,
with bounds and units, are in `dictionary.setting_kinds`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, is_dataclass
from pathlib import Path
from typing import Any, get_args

from analysis import toml, validation
from analysis.dictionary.setting_kinds import (
    Basis,
    Currency,
    Days,
    Line,
    Margin,
    Number,
    PoolName,
    Rise,
    Share,
)
from analysis.errors import BadSettings, DealfitError
from analysis.errors.phrases import phrase
from analysis.intake.currency import ExchangeRate, Money
from analysis.isolation.connections import DatabaseBounds
from analysis.journal import portrait
from analysis.journal.settings import (
    exchange_rates,
    sale_stages,
    segment_targets,
    time_equations,
)
from analysis.journal.settings.client_grouping import ClientGrouping
from analysis.journal.settings.deal_thresholds import DealLimits
from analysis.journal.settings.decision_thresholds import DecisionLimits, EvidenceLimits
from analysis.journal.settings.file_limits import FileLimits, StoreLimits
from analysis.journal.settings.kind_thresholds import Custom
from analysis.journal.settings.lead_thresholds import LeadLimits
from analysis.journal.settings.letterhead import Letterhead
from analysis.journal.settings.likeness import Likeness
from analysis.journal.settings.sale_stages import SaleStage
from analysis.journal.settings.segment_targets import SegmentTarget
from analysis.journal.settings.time_equations import (
    FEATURES,
    NO_LOG_AT_ALL,
    NO_LOG_OF_THE_POOL,
    TimeEquation,
)
from analysis.validation import OfFile

__all__ = ("FEATURES", "NO_LOG_AT_ALL", "NO_LOG_OF_THE_POOL", "TimeEquation")
BASES = get_args(Basis)


@dataclass(frozen=True)
class BookOverhead:
    """The plant's usual rule, used where the export has neither book_overhead nor book_cost."""

    basis: Basis | None = None
    rate: Number | None = None


@dataclass(frozen=True)
class Credit:
    cost_of_capital: Rise = 0.0  # a year; days ÷ 365
    mostly_recorded: Share = 0.5  # of a year's orders with a day of payment (shipment): a missing one then means "not yet"


@dataclass(frozen=True)
class Targets:
    true_margin: Margin = 0.15
    healthy_gross_margin: Margin | None = (
        None  # from which gross margin on "markup eaten" is said; default: the target
    )


@dataclass(frozen=True)
class Time:
    """What the features of time equations need."""

    rush_days: Days = (
        7.0  # an order promised within so many days is a rush, where the export doesn't say
    )


@dataclass(frozen=True)
class Settings:
    currency: Currency = "RUB"
    book_overhead: BookOverhead = field(default_factory=BookOverhead)
    credit: Credit = field(default_factory=Credit)
    targets: Targets = field(default_factory=Targets)
    custom: Custom = field(default_factory=Custom)
    groups: ClientGrouping = field(default_factory=ClientGrouping)
    time: Time = field(default_factory=Time)
    files: FileLimits = field(default_factory=FileLimits)
    store: StoreLimits = field(default_factory=StoreLimits)
    decisions: DecisionLimits = field(default_factory=DecisionLimits)
    deals: DealLimits = field(default_factory=DealLimits)
    leads: LeadLimits = field(default_factory=LeadLimits)
    likeness: Likeness = field(default_factory=Likeness)
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
    sale_stage: tuple[SaleStage, ...] = sale_stages.USUAL
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
            **vars(self.custom),
            "rush_days": self.time.rush_days,
            "groups_judged_as_one": self.groups.judged_as_one,
            "group_column": self.groups.column,
            **vars(self.decisions),
            **self.leads.row(),
            **vars(self.evidence),
        }


COLUMNS: dict[str, Any] = {  # of the table `settings`: column → the kind of its values
    "currency": Currency,
    "overhead_basis": Basis,
    "overhead_rate": Number,
    **validation.kinds_of(Credit),
    "target_margin": Margin,
    "healthy_gross_margin": Margin,
    **validation.kinds_of(Custom),
    "rush_days": Days,
    "groups_judged_as_one": bool,
    "group_column": Line,
    **validation.kinds_of(DecisionLimits),
    **validation.kinds_of(LeadLimits),
    **validation.kinds_of(EvidenceLimits),
}
SECTIONS: dict[str, Any] = {
    name: kind
    for name, kind in validation.kinds_of(Settings).items()
    if isinstance(kind, type) and is_dataclass(kind)
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
    """Settings from the content of a file. BadSettings for an unknown key or an impossible value, with what to write instead."""
    refusing = OfFile(file)
    validation.table(raw, dict.fromkeys(validation.kinds_of(Settings), Any), "", refusing)
    currency = validation.value(raw.get("currency", "RUB"), Currency, "currency", refusing)
    sections = {
        name: kind(**validation.table(raw[name], validation.kinds_of(kind), name, refusing))
        for name, kind in SECTIONS.items()
        if name in raw
    }
    found = Settings(
        currency=currency,
        people=tuple(validation.names(raw.get("people", {}), PoolName, "people", refusing).items()),
        design_pools=tuple(
            validation.names(raw.get("design_pools", {}), bool, "design_pools", refusing).items()
        ),
        target=segment_targets.read(raw.get("target", []), refusing),
        time_equation=time_equations.read(raw.get("time_equation", []), refusing),
        exchange_rate=exchange_rates.read(raw.get("exchange_rate", []), refusing),
        sale_stage=sale_stages.read(raw.get("sale_stage", []), refusing),
        **sections,
    )
    if (found.book_overhead.basis is None) != (found.book_overhead.rate is None):
        raise refusing.bad("book_overhead", raw["book_overhead"], phrase("mend.both"))
    found.decisions.check(refusing)
    found.leads.check(refusing)
    return found
