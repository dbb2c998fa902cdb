"""The rules that an offer must pass, and what would flip each: accept, reprice, set expectations, refuse, in that order of preference.

A rule is judged on facts alone. Price rules ask for a price as long as it is worth trying; beyond that, for conditions; and only
where no price and no condition makes the deal pay, the answer is to refuse.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.deals.deal import Deal
from analysis.deals.estimate import DealEstimate
from analysis.deals.fit import ClientFit
from analysis.deals.formulas import prices
from analysis.deals.lead_time import LeadTimeForecast
from analysis.deals.offer import Offer
from analysis.deals.resources.capacity import Capacity
from analysis.deals.winning.chances import Chances
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
    """What the rules judge. `other_terms`: (change, values, the offer under it) that could be agreed on."""

    deal: Deal
    estimate: DealEstimate
    offer: Offer
    capacity: Capacity
    fit: ClientFit
    lead: LeadTimeForecast
    thresholds: DecisionLimits
    worth_trying: float
    larger_batch: float
    chances: Chances
    other_terms: Sequence[tuple[str, Values, Offer]] = ()


def failing(facts: Facts) -> list[Failing]:
    """Every rule that fails, the deciding one first."""
    found: list[Failing] = []
    for rule in (_price, _cases, _date, _capacity, _knockout):
        found += rule(facts)
    return sorted(found, key=lambda each: -PREFERENCE.index(each.asks))


def decision(found: Sequence[Failing]) -> str:
    return found[0].asks if found else ACCEPT


def _price(facts: Facts) -> Iterable[Failing]:
    """Below break-even, below the floor, below the target: all that fail, with the same ways out."""
    offer = facts.offer
    price = offer.price
    assert price is not None
    short = [
        (rule, limit)
        for rule, limit in zip(
            PRICE_RULES, (offer.break_even, offer.floor, offer.target), strict=True
        )
        if (rule != "below_floor" if limit is None else price < _rounded(limit))
    ]
    is_small = offer.rise is not None and offer.rise < facts.thresholds.least_rise
    if not short or (is_small and short[0][0] == "below_target"):  # it earns: not worth a talk
        return
    conditions = tuple(
        replace(way, is_worth_trying=way.is_enough or _worth_trying(facts, way.price))
        for way in _ways_out(facts)
    )
    asks = _asked(facts, conditions)
    for rule, limit in short:
        values = {"price": price, "limit": limit, "loss_probability": offer.loss_probability}
        yield Failing(rule, asks, values, conditions)


def _rounded(limit: float) -> float:
    return limit * (1 - 1e-9)


def _worth_trying(facts: Facts, asked: float | None) -> bool:
    """A price that can still be put to the client: no refusal in other words, and not without a chance where that is known."""
    price = facts.offer.price
    if asked is None or price is None:
        return False
    chance = facts.chances.at(asked)
    if chance is not None:
        return chance.value >= facts.worth_trying
    return prices.price_rise(price, asked) <= facts.thresholds.unbearable_rise + 1e-9


def _asked(facts: Facts, conditions: Sequence[Condition]) -> str:
    if _worth_trying(facts, facts.offer.asked):
        return REPRICE
    ways = [c for c in conditions if c.change not in ("price", "fee")]
    pays = any(c.is_worth_trying for c in ways)
    return EXPECTATIONS if pays or facts.offer.high is None else REFUSE


def _ways_out(facts: Facts) -> Iterable[Condition]:
    offer, estimate = facts.offer, facts.estimate
    price = offer.price or 0.0
    if offer.asked is not None:
        rise = prices.price_rise(price, offer.asked)
        more = {"rise": rise, "money": max(0.0, offer.asked - price)}
        yield Condition("price", more, offer.asked, is_enough=False)
        best = _best_price(facts, offer.asked)
        if best is not None:
            rise = prices.price_rise(price, best)
            chance = facts.chances.at(best)
            assert chance is not None
            yield Condition("best_price", {"rise": rise, "chance": chance.value}, best, False)
    if offer.fee:
        yield Condition("fee", {"money": offer.fee}, offer.floor, is_enough=False)
    earned = price * (1 - offer.with_price) - offer.variable
    batch = _batch(facts) if earned > 0 else None
    if batch is not None and batch > facts.deal.quantity:
        usual = max(estimate.largest_batch, facts.larger_batch * facts.deal.quantity)
        yield Condition("batch", {"pieces": batch}, None, is_enough=batch <= usual)
    for change, values, then in facts.other_terms:
        if then.asked is not None and (offer.asked is None or then.asked < offer.asked - 1e-6):
            yield Condition(change, values, then.asked, is_enough=price >= _rounded(then.asked))
    target = offer.target
    if target is not None and offer.asked is not None and target < offer.asked:  # only the risk
        is_enough = price >= _rounded(target)
        yield Condition("capped_hours", {"hours": _hours(estimate)}, target, is_enough)
    if facts.capacity.is_idle and earned > 0:
        yield Condition("filler", {"throughput": earned}, None, is_enough=True)


def _batch(facts: Facts) -> int | None:
    """Pieces at the same price each from which on the price reaches the target and is safe; None where no batch does both."""
    offer, estimate, pieces = facts.offer, facts.estimate, facts.deal.quantity
    price, share = (offer.price or 0.0) / pieces, offer.with_price
    if offer.target is None:
        return None
    margin = 1 - share - offer.mid / offer.target
    found = [prices.minimum_batch(offer.fixed, price, offer.variable / pieces, share + margin)]
    cost = estimate.cost
    if offer.high is not None and cost is not None and cost.high is not None:
        certain = (
            cost.mid - estimate.scored_part
        )  # stated costs of each piece: the risk is of the rest
        raised = (cost.high - certain) / estimate.scored_part
        variable = certain + (offer.variable - certain) * raised
        found.append(prices.minimum_batch(offer.high - variable, price, variable / pieces, share))
    known = [batch for batch in found if batch is not None]
    return max(known) if len(known) == len(found) else None


def _best_price(facts: Facts, asked: float) -> float | None:
    """What brings most on average by the win curve, where that is dearer than what the rules ask for, and still worth trying."""
    best = facts.chances.best_price(facts.offer.mid)
    if best is None or best.value <= asked or facts.chances.at(best.value) is None:
        return None
    return best.value if _worth_trying(facts, best.value) else None


def _hours(estimate: DealEstimate) -> dict[str, float]:
    """Pool → the quantity that is expected, and that a price holds."""
    return {u.pool.name: u.quantity.mid for u in estimate.uses if u.quantity and u.quantity.mid > 0}


def _cases(facts: Facts) -> Iterable[Failing]:
    """Nothing is accepted, and nothing refused, on an estimate of which nobody knows how sure it is."""
    if facts.estimate.cost is not None and facts.estimate.cost.high is None:
        values = {"cases": facts.estimate.cases, "needed": facts.estimate.least_cases}
        capped = Condition("capped_hours", {"hours": _hours(facts.estimate)})
        ways = (Condition("more_cases", values), capped)
        yield Failing("few_cases", EXPECTATIONS, values, ways)


def _date(facts: Facts) -> Iterable[Failing]:
    """Four of five orders like it must have been shipped within the days that are asked for; a day that is past can't be kept."""
    asked, lead, today = facts.deal.lead_days, facts.lead, facts.deal.date
    safe = None if lead.p80 is None else today + dt.timedelta(days=math.ceil(lead.p80.value))
    wanted = facts.deal.need_by
    if wanted is not None and wanted < today:
        later = Condition("later_day", {"day": today}) if safe is None else _shipped_on(safe)
        yield Failing("date_past", EXPECTATIONS, {"day": wanted}, (later,))
        return
    if asked is None or lead.p80 is None or safe is None or asked >= lead.p80.value:
        return
    usual = lead.p50.value if lead.p50 is not None else None
    values = {"days": asked, "p50": usual, "p80": lead.p80.value, "orders": lead.n}
    yield Failing("date", EXPECTATIONS, values, (_shipped_on(safe),))


def _shipped_on(day: dt.date) -> Condition:
    return Condition("date", {"day": day})


def _capacity(facts: Facts) -> Iterable[Failing]:
    """What it displaces must not earn more than the deal itself."""
    load, offer = facts.capacity, facts.offer
    displaced = load.displaced_throughput
    if not load.displaced or displaced is None or offer.price is None:
        return
    earned = offer.price * (1 - offer.with_price) - _material(facts)
    if earned >= displaced:
        return
    ways, scarce = [], load.of(load.bottleneck or "")
    if load.ready_on is not None:
        ways.append(_shipped_on(load.ready_on))
    if offer.with_price < 1:
        asked = offer.price + (displaced - earned) / (1 - offer.with_price)
        rise = {"rise": prices.price_rise(offer.price, asked), "money": asked - offer.price}
        ways.append(Condition("price_displaced", rise, asked, is_enough=False))
    values = {
        "pool": load.bottleneck,
        "displaced": load.displaced,
        "unit": scarce.unit if scarce is not None else None,
        "earns_there": displaced,
        "throughput": earned,
    }
    yield Failing("capacity", EXPECTATIONS, values, tuple(ways))


def _material(facts: Facts) -> float:
    """Of the whole deal where its lines state it, else all its direct cost: as with the serial orders that it displaces."""
    stated = [line.material_cost for line in facts.deal.line]
    if any(each is None for each in stated):
        return facts.estimate.direct_cost or 0.0
    return math.fsum(
        (each or 0.0) * line.quantity for each, line in zip(stated, facts.deal.line, strict=True)
    )


def _knockout(facts: Facts) -> Iterable[Failing]:
    """The portrait rules the client out: a person decides, and no price alone."""
    if facts.fit.ruled_out:
        values = {"criteria": ", ".join(facts.fit.ruled_out)}
        yield Failing("knockout", EXPECTATIONS, values, (Condition("one_decides", values),))
