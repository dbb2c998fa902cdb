"""What the rules judge, and what they say: facts of a deal, rules that fail, conditions that flip them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from analysis.deals.deal import Deal
from analysis.deals.estimate import DealEstimate
from analysis.deals.fit import ClientFit
from analysis.deals.lead_time import LeadTimeForecast
from analysis.deals.offer import Offer
from analysis.deals.resources.capacity import Capacity
from analysis.deals.winning.asking import Asking
from analysis.deals.winning.chances import Chances
from analysis.journal.settings.deal_thresholds import DealLimits
from analysis.journal.settings.decision_thresholds import DecisionLimits

ACCEPT, REPRICE, EXPECTATIONS, REFUSE = "accept", "reprice", "set expectations", "refuse"
PREFERENCE = (ACCEPT, REPRICE, EXPECTATIONS, REFUSE)
PRICE_RULES = ("below_break_even", "below_floor", "below_target")
Values = Mapping[str, object]


@dataclass(frozen=True)
class Condition:
    """What would flip a rule. `price`: the price that passes under it; `is_enough`: the offered one does; `is_worth_trying`: it can
    still be put to the client.
    """

    change: str
    values: Values = field(default_factory=dict)
    price: float | None = None
    is_enough: bool = True
    is_worth_trying: bool = True


@dataclass(frozen=True)
class Failing:
    """A rule that the deal fails, what it asks for, and what would flip it."""

    rule: str
    asks: str
    values: Values
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Facts:
    """What the rules judge. `other_terms`: (change, values, the offer under it) that could be agreed on. `late_day`: part of the price
    that a late day costs; None: not known.
    """

    deal: Deal
    estimate: DealEstimate
    offer: Offer
    capacity: Capacity
    fit: ClientFit
    lead: LeadTimeForecast
    thresholds: DecisionLimits
    limits: DealLimits
    chances: Chances
    late_day: float | None = None
    other_terms: Sequence[tuple[str, Values, Offer]] = ()

    @property
    def asking(self) -> Asking:
        offer = self.offer
        return Asking(offer.price or 0.0, offer.mid, offer.with_price, self.chances)

    @cached_property
    def best_price(self) -> float | None:
        """Dearer than the offered one, and brings more on average; None: none does, or offers of before don't tell."""
        return self.asking.best(self.limits.worth_trying)

    @property
    def is_bearable(self) -> bool:
        """A loss is not too probable, and the cost is sure enough to tell so."""
        offer, limits = self.offer, self.limits
        is_sure = offer.high is not None and offer.high <= limits.widest_interval * offer.mid
        lost = offer.loss_probability
        return is_sure and lost is not None and lost <= limits.bearable_risk

    @property
    def hours(self) -> dict[str, float]:
        """Pool → the quantity that is expected, and that a price holds."""
        uses = self.estimate.uses
        return {u.pool.name: u.quantity.mid for u in uses if u.quantity and u.quantity.mid > 0}
