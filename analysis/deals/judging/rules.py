"""The rules that an offer must pass, and what would flip each: accept, reprice, set expectations, refuse, in that order of preference.

A rule is judged on facts alone. One that asks to accept is a remark: what could be better, and a line of the letter. Price rules ask
for a price as long as it is worth trying; beyond that, for conditions; and only where no price and no condition makes the deal pay,
the answer is to refuse.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence

from analysis.deals.formulas import prices
from analysis.deals.judging import price_rules
from analysis.deals.judging.facts import ACCEPT, EXPECTATIONS, PREFERENCE, Condition, Facts, Failing


def failing(facts: Facts) -> list[Failing]:
    """Every rule that fails, the deciding one first."""
    found: list[Failing] = []
    for rule in (
        price_rules.short_of,
        _cases,
        _date,
        _capacity,
        _knockout,
        price_rules.dearer,
        price_rules.terms,
    ):
        found += rule(facts)
    return sorted(found, key=lambda each: -PREFERENCE.index(each.asks))


def decision(found: Sequence[Failing]) -> str:
    return found[0].asks if found else ACCEPT


def _cases(facts: Facts) -> Iterable[Failing]:
    """Nothing is accepted, and nothing refused, on an estimate of which nobody knows how sure it is."""
    if facts.estimate.cost is not None and facts.estimate.cost.high is None:
        values = {"cases": facts.estimate.cases, "needed": facts.estimate.least_cases}
        capped = Condition("capped_hours", {"hours": facts.hours})
        ways = (Condition("more_cases", values), capped)
        yield Failing("few_cases", EXPECTATIONS, values, ways)


def _date(facts: Facts) -> Iterable[Failing]:
    """Four of five orders like it must have been shipped within the days that are asked for; a day that is past can't be kept.

    Where being late costs little against what the deal brings, the surer day is a remark, and a line of the letter.
    """
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
    yield Failing("date", _asked_of_date(facts, asked), values, (_shipped_on(safe),))


def _asked_of_date(facts: Facts, asked: int) -> str:
    """A remark where the day is kept often enough, and being late costs a small part of what the deal is to bring."""
    offer, kept, late = facts.offer, facts.lead.kept(asked), facts.lead.days_late(asked)
    if kept is None or late is None or kept.value < facts.limits.least_kept:
        return EXPECTATIONS
    price = max(offer.price or 0.0, offer.asked or 0.0)
    brings = price * (1 - offer.with_price) - offer.mid
    costs = (offer.price or 0.0) * (facts.late_day or 0.0) * late
    return ACCEPT if costs <= facts.limits.late_share * brings else EXPECTATIONS


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
