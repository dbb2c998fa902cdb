"""An advice on a deal in words: what decides, what would flip it, what is needed. The command and the page say the same."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from typing import Any

from analysis.deals.desk import Advice
from analysis.deals.judging.facts import ACCEPT, Condition, Failing
from analysis.deals.lead_time import PastAnswers
from analysis.deals.offer import Offer
from analysis.deals.resources.capacity import Capacity
from analysis.deals.unit_costs import LineCost
from analysis.dictionary import time_units
from analysis.errors import DealfitError
from analysis.errors.phrases import Phrase
from analysis.language import Words, troubles

MONEY = ("price", "limit", "money", "throughput", "earns_there")
FIELDS = {
    "client": "client",
    "need_by": "need_by",
    "approval_rounds": "rounds",
    "payment_days": "pays",
}
HINTS = ("new_client", "unknown_attribute", "unseen_value")


def decision(words: Words, advice: Advice) -> str:
    return words(f"deal.decision.{advice.decision or 'none'}")


def reason(words: Words, failing: Failing) -> str:
    """Why a rule fails."""
    rule = "price_eaten" if failing.values.get("limit", 0) is None else failing.rule
    return words(f"deal.rule.{rule}", **_in_words(words, failing.values))


def condition(words: Words, way: Condition) -> str:
    """What would flip a rule, and whether the price offered is then enough."""
    given = dict(way.values)
    if way.price is not None:
        given["price"] = way.price
    change = (
        "capped_hours.open" if way.change == "capped_hours" and way.price is None else way.change
    )
    if "money" in given and change in ("approvals", "prepayment"):  # asked for, though not needed
        return words(f"deal.flip.{change}.adds", **_in_words(words, given))
    text = words(f"deal.flip.{change}", **_in_words(words, given))
    shows_price = (
        way.change in ("approvals", "prepayment", "capped_hours") and way.price is not None
    )
    return f"{text} {words('deal.enough')}" if way.is_enough and shows_price else text


def needed(words: Words, code: str, values: Mapping[str, Any]) -> str:
    """What is missing for a verdict."""
    given = _in_words(words, values)
    if code == "unit_cost":
        near = values.get("near")
        given["near"] = words("deal.need.near", near=near) if near else ""
    return words(f"deal.need.{code}", **given)


def notice(words: Words, code: str, values: Mapping[str, Any]) -> str:
    """What is odd about the deal, though it can be judged."""
    given = _in_words(words, values)
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


def trouble(words: Words, error: DealfitError) -> str:
    """What can't be taken of a form: by the names of its fields where it has them, else as of a file."""
    key, mend = str(error.details.get("key", "")), error.details.get("mend")
    if not isinstance(mend, Phrase):
        return words.error(error)
    row = re.fullmatch(r"line\[(\d+)\]\.(\w+)", key)
    field = f"deal.line.{row[2]}" if row else f"deal.{FIELDS.get(key, key)}"
    if not words.has(field):
        return words.error(error)
    value = error.details.get("value")
    shown = f"{value:g}" if isinstance(value, float) else str(value)
    said = words("deal.bad.value", value=shown) if value is not None else ""
    where = words("deal.bad.line", line=int(row[1]), field=words(field)) if row else words(field)
    kinds = field == "deal.line.kind"  # written in words on a page, in codes in a file
    mended = words("deal.bad.kind") if kinds else troubles.phrase(words, mend)
    return words("deal.bad", where=where, said=said, mend=mended)


def headline(words: Words, advice: Advice) -> list[str]:
    """The advice in one or two sentences, for the head of a page."""
    offer = advice.offer
    if offer is None:
        return [words("deal.head.none")]
    if offer.price is None or advice.decision is None:
        return [words("deal.head.price", asked=words.money(offer.asked))]
    said = decision(words, advice)
    profit = _brings(words, offer.profit or 0.0)
    book = words.money(offer.book_profit)
    key = "deal.head.book" if offer.book_profit is not None else "deal.head"
    return [words(key, decision=said, profit=profit, book=book, price=words.money(offer.price))]


def _brings(words: Words, profit: float) -> str:
    return words("deal.loses" if profit < 0 else "deal.brings", money=words.money(abs(profit)))


def why(words: Words, advice: Advice) -> list[str]:
    """Failing rules, the deciding one first; what is needed where there is no verdict."""
    found = [reason(words, each) for each in advice.failing]
    if found and advice.decision == ACCEPT:
        found.insert(0, words("deal.accepted.remarks"))
    found += [needed(words, code, values) for code, values in advice.lacking]
    return found or [words("deal.passes")]


def ways_out(words: Words, advice: Advice, *, worth_trying: bool) -> list[str]:
    """Those that can be put to the client, or those that hardly can."""
    return [
        condition(words, each)
        for each in conditions(advice)
        if each.is_worth_trying == worth_trying
    ]


def cost_from(words: Words, cost: LineCost) -> str:
    """Where a line's unit cost is from."""
    said = words(f"deal.cost.from.{cost.source}", n=cost.orders)
    if cost.factor != 1:
        said += words("deal.cost.factor", factor=words.number(cost.factor, 2))
    return said


def likeness(words: Words, codes: str) -> str:
    return ", ".join(words(f"deal.like.{code}") for code in codes.split(",") if code)


def lead_days(words: Words, advice: Advice) -> str:
    """A date that will be kept, and how sure the wanted one is."""
    lead, asked = advice.lead, advice.deal.lead_days
    if lead.p50 is None or lead.p80 is None:
        return words("deal.lead.few", shipped=lead.shipped, lacking=lead.lacking)
    days = advice.deal.date + dt.timedelta(days=math.ceil(lead.p80.value))
    given = {"p50": words.number(lead.p50.value), "p80": words.number(lead.p80.value)}
    said = words("deal.lead", **given, n=lead.n, day=words.date(days))
    kept = None if asked is None else lead.kept(asked)
    if kept is None:
        return said
    low, high = words.share(kept.low, 0), words.share(kept.high, 0)
    chance = words.share(kept.value, 0)
    return f"{said} {words('deal.lead.kept', chance=chance, low=low, high=high)}"


def dates_held(words: Words, held: PastAnswers) -> str:
    """How often orders of the last year kept to the dates that were known before them."""
    return words(
        "deal.lead.held",
        p50=words.share(held.p50.value, 0),
        p80=words.share(held.p80.value, 0),
        low=words.share(held.p80.low, 0),
        high=words.share(held.p80.high, 0),
        n=held.n,
    )


def capacity(words: Words, found: Capacity) -> list[str]:
    """The bottleneck, what gives way for the deal, and whether it is filler work."""
    if found.bottleneck is None:
        return [words("deal.load.unknown")]
    load = found.of(found.bottleneck)
    said = [words("deal.load.free", pool=found.bottleneck)]
    if load is not None and load.short > 0:
        earns = words.money(found.displaced_throughput)
        given = {
            "pool": found.bottleneck,
            "short": words.number(load.short),
            "unit": _unit(words, load.unit),
        }
        said = [words("deal.load.short", **given, earns=earns)]
        if found.displaced_orders:
            said.append(words("deal.load.orders", orders=", ".join(found.displaced_orders)))
    if found.is_idle:
        said.append(words("deal.load.filler"))
    return said


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


def _in_words(words: Words, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the sentences take them: money, percents, days, hours by resource; counts stay numbers."""
    told: dict[str, Any] = {}
    for name, value in values.items():
        if name in MONEY:
            told[name] = words.money(value)
        elif name in ("rise", "chance"):
            told[name] = words.share(value, 0)
        elif name == "day":
            told[name] = words.date(value)
        elif name == "unit":
            told[name] = _unit(words, value)
        elif name in ("displaced", "p50", "p80"):
            told[name] = words.number(value)
        elif name == "hours":
            told[name] = ", ".join(f"{pool} {words.number(h, 1)}" for pool, h in value.items())
        else:
            told[name] = value
    return told


def _unit(words: Words, unit: object) -> str:
    """A unit of time in the language of the words, any other as the file has it."""
    return words.code("pool_unit", time_units.code(str(unit)) or unit) if unit else ""
