"""What becomes of a plant whose deals one policy answers: month by month, by the planted truth and the same draws for all policies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from tests.simulations.policies.answers import Answer, Offer, as_asked
from tests.simulations.policies.making import AHEAD, PAST
from tests.simulations.policies.truth import (
    CAPITAL,
    LATE,
    STAYS_AWAY,
    Ask,
    Client,
    Plant,
    cost_of,
    hours,
    penalty,
)

MONTH = 30.4  # days


@dataclass(frozen=True)
class Assumptions:
    """Of the world that answers are played in. `hours_cost`: part of an hour's rate that is saved where the hour isn't used.
    `leaves`: times the chances of clients that leave; `agrees`: times the chance that a term is agreed on. `insists`: of the clients that
    don't wait for a later day, the part that keeps to its own day and doesn't go elsewhere at once."""

    hours_cost: float = 1.0
    leaves: float = 1.0
    agrees: float = 1.0
    insists: float = 0.5


@dataclass(frozen=True)
class Outcome:
    """Of a plant under one policy. `profit`: of the deals taken, less what serial orders that gave way and clients that left would have
    brought. `offered`: what all deals were offered at. `late`: deals taken that came late. `hours`: of all resources.
    `clients_lost`: on average, by their chances: no dice of the few large ones decide.
    """

    profit: float
    offered: float
    deals: int
    taken: int
    refused: int
    late: int
    hours: float
    clients_lost: float
    displaced: float


@dataclass
class State:
    """What the months so far have brought. `load`: month → hours of the scarce resource that deals take."""

    load: dict[int, float] = field(default_factory=lambda: defaultdict(float))


Policy = Callable[[Ask, State], Answer]


def earned(
    plant: Plant, ask: Ask, offer: Offer, world: Assumptions
) -> tuple[float, dict[str, float], int]:
    """(profit, hours, days late) of a deal taken under an offer, as it turns out."""
    rounds = ask.rounds if offer.rounds is None else min(ask.rounds, offer.rounds)
    used = hours(ask, plant.trade, rounds)
    days = ask.asked_days if offer.days is None else max(offer.days, ask.asked_days)
    late = max(0, ask.lead_days - days)
    revenue = offer.price
    if offer.cap is not None:
        beyond = {name: max(0.0, each - offer.cap.get(name, 0.0)) for name, each in used.items()}
        revenue += cost_of(beyond, plant.trade)
    credit = 0.0 if offer.is_prepaid else revenue * ask.days_to_pay / 365 * CAPITAL
    spent = ask.direct + world.hours_cost * cost_of(used, plant.trade)
    return revenue - spent - credit - penalty(offer.price, late), used, late


def taken(ask: Ask, answer: Answer, world: Assumptions) -> Offer | None:
    """The first offer that the client takes: it pays the price, and agrees to what is asked.

    One that doesn't wait for a later day goes elsewhere, or keeps to its own day, and the offer then stands with that.
    """
    for offer in answer:
        waits = ask.waits(offer.days)
        if ask.dice.later >= waits + (1 - waits) * world.insists:
            return None
        agrees = ask.dice.terms < (ask.client.agrees * world.agrees) ** offer.terms
        if ask.is_taken(offer.price) and agrees:
            return offer if ask.dice.later < waits else replace(offer, days=None)
    return None


def offence(ask: Ask, answer: Answer) -> float:
    """How much of a refusal an answer is: 1 for a refusal, else the part by which the lowest price put is above that of the deal."""
    rises = [offer.price / ask.price - 1 for offer in answer]
    return min(1.0, max(0.0, min(rises, default=1.0)))


def months_of(ask: Ask) -> range:
    """Months that the work falls into, a part of it in each; what lies beyond the last one isn't played."""
    return range(ask.month, min(PAST + AHEAD, ask.month + max(1, round(ask.lead_days / MONTH))))


class Flow:
    """The serial orders that nobody asks about, and which of them give way where the scarce resource doesn't suffice."""

    def __init__(self, plant: Plant, world: Assumptions) -> None:
        scarce = plant.scarce.name
        self.capacity = plant.capacity[scarce]
        self.orders: dict[int, list[tuple[float, float]]] = defaultdict(list)
        for ask in plant.flow:
            profit, used, _ = earned(plant, ask, as_asked(ask)[0], world)
            self.orders[ask.month].append((profit, used[scarce]))
        for orders in self.orders.values():
            orders.sort(key=lambda each: each[0] / each[1])
        self.used = {month: sum(u for _, u in orders) for month, orders in self.orders.items()}

    def displaced(self, month: int, load: float) -> float:
        """What the orders would have brought that give way to so many hours of deals, those that earn least with an hour first."""
        used = self.used.get(month, 0.0)
        short = max(0.0, used + load - self.capacity) - max(0.0, used - self.capacity)
        lost = 0.0
        for profit, each in self.orders.get(month, ()):
            if short <= 0:
                break
            part = min(1.0, short / each)
            lost += part * max(0.0, profit)
            short -= part * each
        return lost


def worth(plant: Plant, world: Assumptions) -> Mapping[str, float]:
    """Client → what its serial orders brought a month."""
    found: dict[str, float] = defaultdict(float)
    for ask in plant.orders:
        if not ask.is_custom:
            found[ask.client.name] += earned(plant, ask, as_asked(ask)[0], world)[0] / PAST
    return found


def leaving(client: Client, month: int, by_client: Mapping[str, float]) -> float:
    """What is lost with a client that leaves in this month."""
    return max(0.0, by_client.get(client.name, 0.0)) * (PAST + AHEAD - month + STAYS_AWAY)


def play(plant: Plant, policy: Policy, world: Assumptions) -> Outcome:
    """Deals in the order of their days."""
    state, flow, by_client = State(), Flow(plant, world), worth(plant, world)
    profit = spent = lost = 0.0
    taken_deals = refused = late_deals = 0
    scarce = plant.scarce.name
    for ask in plant.deals:
        answer = policy(ask, state)
        offer = taken(ask, answer, world)
        refused += not answer
        if offer is None:
            leaves = ask.client.leaves_refused * offence(ask, answer)
        else:
            gain, used, late = earned(plant, ask, offer, world)
            profit, spent = profit + gain, spent + sum(used.values())
            taken_deals, late_deals = taken_deals + 1, late_deals + (late > 0)
            leaves = ask.client.leaves_late * (late >= LATE)
            part = used[scarce] / max(1, round(ask.lead_days / MONTH))
            for month in months_of(ask):
                state.load[month] += part
        lost += world.leaves * leaves
        profit -= world.leaves * leaves * leaving(ask.client, ask.month, by_client)
    displaced = sum(flow.displaced(month, load) for month, load in state.load.items())
    return Outcome(
        profit - displaced,
        sum(ask.price for ask in plant.deals),
        len(plant.deals),
        taken_deals,
        refused,
        late_deals,
        spent,
        lost,
        displaced,
    )
