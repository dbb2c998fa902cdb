"""A change to try, as people ask for it: kept in an address, or as a scenario under a name."""

from __future__ import annotations

from dataclasses import dataclass, fields

from analysis.dictionary.setting_kinds import Basis
from analysis.journal.settings import BASES

Factors = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class WhatIf:
    """A change to try. Factors: 1.1 is 10 % more; a price change of 0.1 likewise. Empty tuples and None: as today.

    `rates`: pool → factor on its cost and rate; `capacities`: pool → factor on its practical capacity. `least_custom_batch`
    leaves out custom orders with fewer pieces per line. Prices move for the orders of `price_kinds`, `price_clients`, `price_managers`,
    for batches of at least `price_from` and under `price_under` pieces per line, and for the lines of `price_families`: all at once.
    """

    rates: Factors = ()
    capacities: Factors = ()
    target_margin: float | None = None
    overhead_basis: Basis | None = None
    overhead_rate: float | None = None
    without_clients: tuple[str, ...] = ()
    least_custom_batch: float | None = None
    price_change: float = 0.0
    price_kinds: tuple[str, ...] = ()
    price_clients: tuple[str, ...] = ()
    price_from: float | None = None
    price_under: float | None = None
    price_families: tuple[str, ...] = ()
    price_managers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        assert self.overhead_basis is None or self.overhead_basis in BASES
        assert self.price_change > -1
        assert all(factor > 0 for _, factor in (*self.rates, *self.capacities))

    @property
    def is_nothing(self) -> bool:
        changed = [
            f.name
            for f in fields(self)
            if not f.name.startswith("price_") or f.name == "price_change"
        ]
        return all(getattr(self, name) == getattr(NOTHING, name) for name in changed)


NOTHING = WhatIf()
