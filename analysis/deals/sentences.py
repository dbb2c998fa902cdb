"""An advice on a deal in words: what decides, what would flip it, what is needed. The command and the page say the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.deals.desk import Advice
from analysis.deals.offer import Offer
from analysis.deals.rules import Condition, Failing
from analysis.language import Words

MONEY = ("price", "limit", "money", "throughput", "earns_there")
HINTS = ("new_client", "unknown_attribute", "unseen_value")


def decision(words: Words, advice: Advice) -> str:
    return words(f"deal.decision.{advice.decision or 'none'}")


def reason(words: Words, failing: Failing) -> str:
    """Why a rule fails."""
    rule = "price_eaten" if failing.values.get("limit", 0) is None else failing.rule
    return words(f"deal.rule.{rule}", **_said(words, failing.values))


def condition(words: Words, way: Condition) -> str:
    """What would flip a rule, and whether the price offered is then enough."""
    given = dict(way.values)
    if way.price is not None:
        given["price"] = way.price
    change = (
        "capped_hours.open" if way.change == "capped_hours" and way.price is None else way.change
    )
    text = words(f"deal.flip.{change}", **_said(words, given))
    shows_price = (
        way.change in ("approvals", "prepayment", "capped_hours") and way.price is not None
    )
    return f"{text} {words('deal.enough')}" if way.is_enough and shows_price else text


def needed(words: Words, code: str, values: Mapping[str, Any]) -> str:
    """What is missing for a verdict."""
    given = _said(words, values)
    if code == "unit_cost":
        near = values.get("near")
        given["near"] = words("deal.need.near", near=near) if near else ""
    return words(f"deal.need.{code}", **given)


def notice(words: Words, code: str, values: Mapping[str, Any]) -> str:
    """What is odd about the deal, though it can be judged."""
    given = _said(words, values)
    if code in HINTS:
        near = values.get("near")
        given["near"] = words(f"deal.notice.{code}.near", near=near) if near else ""
    return words(f"deal.notice.{code}", **given)


def conditions(advice: Advice) -> list[Condition]:
    """Each way out once, as the rules that fail name them."""
    found: dict[tuple[str, str], Condition] = {}
    for failing in advice.failing:
        for way in failing.conditions:
            found.setdefault((way.change, repr(sorted(way.values.items()))), way)
    return list(found.values())


def summary(words: Words, advice: Advice, share: float) -> list[str]:
    """The advice as lines to be read: the decision, cost and prices, reasons, ways out, what is needed, what is odd."""
    lines = [decision(words, advice)]
    if (offer := advice.offer) is not None:
        span = ""
        if offer.low is not None and offer.high is not None:
            low, high = words.money(offer.low), words.money(offer.high)
            span = words("deal.line.span", low=low, high=high, share=words.share(share, 0))
        price = words.money(offer.price)
        lines.append(words("deal.line.cost", mid=words.money(offer.mid), span=span, price=price))
        lines.append(_prices(words, offer))
    lines += [f"— {reason(words, each)}" for each in advice.failing]
    lines += [f"+ {condition(words, each)}" for each in conditions(advice)]
    lines += [needed(words, code, values) for code, values in advice.lacking]
    lines += [notice(words, code, values) for code, values in advice.notices]
    if advice.estimate.analogues:
        orders = ", ".join(each.order_id for each in advice.estimate.analogues)
        lines.append(words("deal.line.analogues", orders=orders))
    return lines


def _prices(words: Words, offer: Offer) -> str:
    """The price that is safe, or where that isn't known the one that covers the expected cost; target and smallest batch."""
    none = words("deal.line.batch.none") if offer.price is not None else words.unknown
    batch = none if offer.min_batch is None else words.number(offer.min_batch)
    target = words.money(offer.target)
    if offer.floor is None:
        even = words.money(offer.break_even)
        return words("deal.line.prices.open", break_even=even, target=target, batch=batch)
    return words("deal.line.prices", floor=words.money(offer.floor), target=target, batch=batch)


def _said(words: Words, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the sentences take them: money, percents, days, hours by resource; counts stay numbers."""
    said: dict[str, Any] = {}
    for name, value in values.items():
        if name in MONEY:
            said[name] = words.money(value)
        elif name == "rise":
            said[name] = words.share(value, 0)
        elif name == "day":
            said[name] = words.date(value)
        elif name in ("displaced", "p50", "p80"):
            said[name] = words.number(value)
        elif name == "hours":
            said[name] = ", ".join(f"{pool} {words.number(h, 1)}" for pool, h in value.items())
        else:
            said[name] = value
    return said
