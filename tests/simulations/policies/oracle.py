"""The oracle: it knows the truth of the plant and its clients, though not the draws, and answers what brings most on average."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from tests.simulations.policies.answers import Answer, Offer
from tests.simulations.policies.making import LEAD_SCATTER, usual_days
from tests.simulations.policies.outcome import (
    MONTH,
    Assumptions,
    Flow,
    State,
    leaving,
    months_of,
    worth,
)
from tests.simulations.policies.truth import (
    CAPITAL,
    LATE,
    TARGET,
    Ask,
    Plant,
    cost_of,
    hours,
    penalty,
)

Numbers = npt.NDArray[np.float64]
Valued = tuple[float, Answer]  # what an answer brings on average
RISES = np.concatenate([np.arange(0.0, 0.5, 0.02), np.arange(0.5, 1.01, 0.1)])  # of the price
SAFE = 0.8  # of its lead times lie within the later day that it may promise
LEADS = tuple(math.exp(LEAD_SCATTER * NormalDist().inv_cdf((n + 0.5) / 20)) for n in range(20))


class Oracle:
    """A policy. `is_modest`: takes what reaches the target at the price that it was offered at, as the desk does, and asks for no more."""

    def __init__(self, plant: Plant, world: Assumptions, *, is_modest: bool = False) -> None:
        self.plant, self.world, self.is_modest = plant, world, is_modest
        self.flow, self.by_client = Flow(plant, world), worth(plant, world)

    def __call__(self, ask: Ask, state: State) -> Answer:
        as_offered = list(self._as_offered(ask, state))
        if self.is_modest and _most(as_offered)[0] >= TARGET * ask.price:
            return _most(as_offered)[1]
        at_risk = self._at_risk(ask)
        refused: Valued = (-at_risk, ())
        return _most([refused, *as_offered, *self._negotiated(ask, state, at_risk)])[1]

    def _as_offered(self, ask: Ask, state: State) -> Iterator[Valued]:
        """At the price of the deal, with its own day and with one that is surer."""
        for days in self._days(ask):
            offer = Offer(ask.price, days=days)
            yield float(self._offers(ask, state, np.array([ask.price]), offer)[0]), (offer,)

    def _negotiated(self, ask: Ask, state: State, at_risk: float) -> Iterator[Valued]:
        """The best price: plain, under terms, under terms or else plain; and a dearer one with, where it isn't paid, one under terms."""
        prices = ask.price * (1 + RISES)
        still = np.array([ask.still(float(p)) for p in prices])
        risk = at_risk * np.minimum(1.0, RISES)
        for days in self._days(ask):
            plain = Offer(ask.price, days=days)
            gains = self._offers(ask, state, prices, plain)
            first = still * gains
            yield _best(first - (1 - still) * risk, prices, plain)
            for terms in self._terms(ask, days):
                agrees = (ask.client.agrees * self.world.agrees) ** terms.terms
                then = self._offers(ask, state, prices, terms)
                yield _best(agrees * still * then - (1 - agrees * still) * risk, prices, terms)
                either = still * (agrees * then + (1 - agrees) * gains) - (1 - still) * risk
                yield _best(either, prices, terms, plain)
                more = agrees * np.maximum(0.0, still[None, :] - still[:, None])
                walks = (1 - still[:, None] - more) * np.minimum(risk[:, None], risk[None, :])
                both = first[:, None] + more * then[None, :] - walks
                dear, cheap = np.unravel_index(int(both.argmax()), both.shape)
                dearer = replace(plain, price=float(prices[dear]))
                cheaper = replace(terms, price=float(prices[cheap]))
                yield float(both[dear, cheap]), (dearer, cheaper)

    def _at_risk(self, ask: Ask) -> float:
        """What is lost on average where the client is refused."""
        left = leaving(ask.client, ask.month, self.by_client)
        return ask.client.leaves_refused * self.world.leaves * left

    def _days(self, ask: Ask) -> tuple[int | None, ...]:
        later = math.ceil(usual_days(self.plant.trade, ask.is_custom) * LEADS[int(SAFE * 20)])
        return (None, later) if later > ask.asked_days else (None,)

    def _terms(self, ask: Ask, days: int | None) -> Sequence[Offer]:
        expected = hours(ask, self.plant.trade, ask.client.rounds, is_expected=True)
        return [
            Offer(ask.price, 1 if fewer else None, prepaid, expected if capped else None, days)
            for fewer, prepaid, capped in product((False, True), repeat=3)
            if (fewer or prepaid or capped) and (ask.is_custom or not (fewer or capped))
        ]

    def _offers(self, ask: Ask, state: State, prices: Numbers, offer: Offer) -> Numbers:
        """What is earned on average at each of the prices, where the client pays it and agrees to the terms; a later day it may not
        wait for."""
        waits = ask.waits(offer.days)
        insists = (1 - waits) * self.world.insists
        then = self._taken(ask, state, prices, offer)
        if waits == 1.0:
            return then
        return waits * then + insists * self._taken(ask, state, prices, replace(offer, days=None))

    def _taken(self, ask: Ask, state: State, prices: Numbers, offer: Offer) -> Numbers:
        trade, mean = self.plant.trade, ask.client.rounds
        rounds = mean if offer.rounds is None else 1 - math.exp(-mean)  # of Poisson, at most one
        used = hours(ask, trade, rounds, is_expected=True)
        spent = cost_of(used, trade)
        paid = spent * (2 * NormalDist().cdf(trade.scatter / 2) - 1) if offer.cap else 0.0
        days = offer.days or ask.asked_days
        usual = usual_days(trade, ask.is_custom)
        late = [max(0.0, usual * each - days) for each in LEADS]
        fined = sum(penalty(1.0, each) for each in late) / len(late)
        leaves = sum(each >= LATE for each in late) / len(late) * ask.client.leaves_late
        lost = leaves * self.world.leaves * leaving(ask.client, ask.month, self.by_client)
        credit = 0.0 if offer.is_prepaid else ask.client.days_to_pay / 365 * CAPITAL
        costs = ask.direct + self.world.hours_cost * spent - paid + lost
        return prices * (1 - credit - fined) - costs - self._displaced(ask, state, used)

    def _displaced(self, ask: Ask, state: State, used: dict[str, float]) -> float:
        each = used[self.plant.scarce.name] / max(1, round(ask.lead_days / MONTH))
        return sum(
            self.flow.displaced(month, state.load[month] + each)
            - self.flow.displaced(month, state.load[month])
            for month in months_of(ask)
        )


def _best(gains: Numbers, prices: Numbers, *offers: Offer) -> Valued:
    """The offers, one after another, at the price that brings most."""
    at = int(gains.argmax())
    return float(gains[at]), tuple(replace(each, price=float(prices[at])) for each in offers)


def _most(found: Sequence[Valued]) -> Valued:
    return max(found, key=lambda each: each[0])
