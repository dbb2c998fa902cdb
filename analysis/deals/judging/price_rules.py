"""The rules of a deal's price: what it must cover, what may be asked for first, and the ways out where it is short.

Where offers of before tell how a dearer price is taken, the price asked for is the one that brings most on average; else the one that
is safe and reaches the target, as long as such a rise can be put to a client.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.deals.formulas import prices
from analysis.deals.judging.facts import (
    ACCEPT,
    EXPECTATIONS,
    PRICE_RULES,
    REFUSE,
    REPRICE,
    Condition,
    Facts,
    Failing,
)
from analysis.deals.offer import Offer


def short_of(facts: Facts) -> Iterable[Failing]:
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
    asks = _asked(facts, conditions, [rule for rule, _ in short])
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
        return chance.value >= facts.limits.worth_trying
    return prices.price_rise(price, asked) <= facts.thresholds.unbearable_rise + 1e-9


def _asked(facts: Facts, conditions: Sequence[Condition], short: Sequence[str]) -> str:
    """A deal that pays, at a risk that can be borne, is taken where it reaches its target, or where offers of before tell what a dearer
    price would bring (see dearer): what it lacks is then a remark."""
    has_curve = not facts.chances.trouble
    pays = "below_break_even" not in short and facts.is_bearable
    if pays and (has_curve or "below_target" not in short):
        return ACCEPT
    dearer = facts.best_price if has_curve else facts.offer.asked
    if dearer is not None and _worth_trying(facts, dearer):
        return REPRICE
    ways = [c for c in conditions if c.change not in ("price", "best_price", "fee")]
    is_way = any(c.is_worth_trying for c in ways)
    return EXPECTATIONS if is_way or facts.offer.high is None else REFUSE


def dearer(facts: Facts) -> Iterable[Failing]:
    """A deal that pays, though a dearer price would bring more on average: it may be asked for first."""
    offer = facts.offer
    price = offer.price or 0.0
    best = facts.best_price
    if best is None or not facts.is_bearable or (offer.profit or 0.0) < 0:
        return
    rise = prices.price_rise(price, best)
    if rise >= facts.thresholds.least_rise:
        brings = facts.asking.brings(best) or 0.0
        values = {"price": price, "limit": best, "money": brings - (offer.profit or 0.0)}
        yield Failing("dearer", ACCEPT, values, (_best_price(facts, best),))


def terms(facts: Facts) -> Iterable[Failing]:
    """A deal that pays, though terms that can be asked for would make it bring more: fewer rounds in the price, money before shipment."""
    offer = facts.offer
    price = offer.price or 0.0
    if (offer.profit or 0.0) < 0 or not facts.is_bearable:
        return
    for change, values, then in facts.other_terms:
        saved = price * (offer.with_price - then.with_price) + offer.mid - then.mid
        if saved >= facts.limits.worth_terms * price:
            way = Condition(change, {**values, "money": saved}, price)
            yield Failing("terms", ACCEPT, {"money": saved}, (way,))


def _ways_out(facts: Facts) -> Iterable[Condition]:
    offer, estimate = facts.offer, facts.estimate
    price = offer.price or 0.0
    best = facts.best_price
    if offer.asked is not None:
        rise = prices.price_rise(price, offer.asked)
        more = {"rise": rise, "money": max(0.0, offer.asked - price)}
        yield Condition("price", more, offer.asked, is_enough=False)
        if best is not None:
            yield _best_price(facts, best)
    if offer.fee:
        yield Condition("fee", {"money": offer.fee}, offer.floor, is_enough=False)
    earned = price * (1 - offer.with_price) - offer.variable
    batch = _batch(facts) if earned > 0 else None
    if batch is not None and batch > facts.deal.quantity:
        usual = max(estimate.largest_batch, facts.limits.larger_batch * facts.deal.quantity)
        yield Condition("batch", {"pieces": batch}, None, is_enough=batch <= usual)
    for change, values, then in facts.other_terms:
        if then.asked is not None and (offer.asked is None or then.asked < offer.asked - 1e-6):
            asked = _asked_under(facts, then, best)
            yield Condition(change, values, asked, is_enough=price >= _rounded(asked))
    target = offer.target
    if target is not None and offer.asked is not None and target < offer.asked:  # only the risk
        is_enough = price >= _rounded(target)
        yield Condition("capped_hours", {"hours": facts.hours}, target, is_enough)
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


def _asked_under(facts: Facts, then: Offer, first: float | None) -> float:
    """The price under other terms: what brings most of those that wouldn't pay the first, else what is safe and reaches the target."""
    asked = then.asked or 0.0
    if first is None:
        return asked
    under = replace(facts.asking, cost=then.mid, with_price=then.with_price)
    return min(asked, under.after(first) or asked)


def _best_price(facts: Facts, best: float) -> Condition:
    rise = prices.price_rise(facts.offer.price or 0.0, best)
    values = {"rise": rise, "chance": facts.chances.value(best)}
    return Condition("best_price", values, best, is_enough=False)
