"""The price to put to a client that would take the deal as it is offered: the one that brings most on average.

A dearer price brings more where it is paid; where it isn't, the deal is lost.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.deals.winning.chances import Chances

STEPS = 60


@dataclass(frozen=True)
class Asking:
    """`cost`, `with_price`: of the deal, as an Offer has them."""

    price: float
    cost: float
    with_price: float
    chances: Chances

    def profit(self, price: float) -> float:
        return price * (1 - self.with_price) - self.cost

    def kept(self, price: float) -> float | None:
        """Of such clients, the part that pays this price; None where the win curve tells nothing of it."""
        then = self.chances.value(price)
        now = self.chances.value(max(self.price, self.chances.cheapest))
        return None if then is None or not now else min(1.0, then / now)

    def brings(self, price: float) -> float | None:
        """On average: nothing where it isn't paid."""
        kept = self.kept(price)
        return None if kept is None else kept * self.profit(price)

    def best(self, least: float) -> float | None:
        """Dearer than the offered one, and with no less a chance than `least`; None where none brings more than that or nothing."""
        price = self.chances.best_value(self.cost / (1 - self.with_price), least)
        if price is None or price <= self.price:
            return None
        return price if (self.brings(price) or 0.0) > max(0.0, self.profit(self.price)) else None

    def after(self, first: float) -> float | None:
        """The price that brings most of those that wouldn't pay the first one; None where none brings anything."""
        paid = self.kept(first) or 0.0
        told = [
            ((kept - paid) * self.profit(p), p)
            for p in self._dearer()
            if p < first and (kept := self.kept(p)) is not None
        ]
        most, price = max(told, default=(0.0, 0.0))
        return price if most > 0 else None

    def _dearer(self) -> list[float]:
        """From the offered price to the dearest that the curve is drawn from."""
        if self.chances.dearest <= self.price:
            return []
        return [float(p) for p in np.geomspace(self.price, self.chances.dearest, STEPS)]
