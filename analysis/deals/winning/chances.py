"""The chance that a deal is won at a price: the win curve of its kind, asked at the markup that the price is."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.deals.estimate import DealEstimate
from analysis.deals.experience import Experience
from analysis.deals.winning.win_curve import WinCurve
from analysis.estimates.statistics import Estimate

ROUNDING = 1e-9


@dataclass(frozen=True)
class Chances:
    """`curve` None: no offer of this kind is known. `cost`: what an offer would have estimated; None: it can't be told."""

    curve: WinCurve | None
    cost: float | None

    @property
    def trouble(self) -> str:
        """Why no chance is told; empty where one is."""
        if self.curve is None:
            return "no_offers"
        return self.curve.trouble or ("" if self.cost else "no_costs")

    def at(self, price: float | None) -> Estimate | None:
        """None where no curve is drawn, and beyond the markups it is drawn from."""
        if self.curve is None or not self.cost or price is None:
            return None
        return self.curve.chance(price / self.cost - 1)

    def value(self, price: float) -> float | None:
        """The same without its interval."""
        if self.curve is None or self.curve.curve is None or not self.cost:
            return None
        markup = price / self.cost - 1
        is_seen = self.curve.least - ROUNDING <= markup <= self.curve.most + ROUNDING
        return self.curve.curve.chance(markup) if is_seen else None

    @property
    def cheapest(self) -> float:
        """The lowest price that the curve is drawn from; 0: there is no curve."""
        return 0.0 if self.trouble or self.curve is None else self._at_markup(self.curve.least)

    @property
    def dearest(self) -> float:
        return 0.0 if self.trouble or self.curve is None else self._at_markup(self.curve.most)

    def _at_markup(self, markup: float) -> float:
        return (self.cost or 0.0) * (1 + markup)

    def best_value(self, full_cost: float, least: float) -> float | None:
        """The price that brings most on average of those won with a chance of `least` at least, among those seen; see best_price."""
        if self.trouble or self.curve is None or self.curve.curve is None or not self.cost:
            return None
        curve = self.curve.curve
        best = curve.best(full_cost / self.cost - 1)
        if best is None:
            return None
        return self._at_markup(min(best, self.curve.most, curve.at(least)))

    def best_price(self, full_cost: float) -> Estimate | None:
        """The price that brings most on average, with its interval."""
        if self.curve is None or not self.cost:
            return None
        return self.curve.best_price(self.cost, full_cost)


def chances(past: Experience, estimate: DealEstimate) -> Chances:
    part, direct = past.estimated_parts.get(estimate.kind or ""), estimate.direct_cost
    return Chances(
        past.win_curves.get(estimate.kind or ""), part * direct if part and direct else None
    )
