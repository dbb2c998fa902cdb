"""What a policy answers a deal: always accept, book margin, the desk. (The oracle has a file of its own.)"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.deals.workspace import DealWorkspace
from tests.simulations.policies.making import month_start
from tests.simulations.policies.truth import BOOK_MARGIN, OVERHEAD, Ask

TALKS = (
    "approvals",
    "prepayment",
    "capped_hours",
)  # ways out that a client can agree to, in the desk's order


@dataclass(frozen=True)
class Offer:
    """What is put to the client. `rounds`: of approval, at most; `cap`: hours that the price holds, more are paid at their rate;
    `days`: to the day promised. None: as the client asked."""

    price: float
    rounds: int | None = None
    is_prepaid: bool = False
    cap: Mapping[str, float] | None = None
    days: int | None = None

    @property
    def terms(self) -> int:
        """How many terms the client must agree to, a later day apart."""
        return (self.rounds is not None) + self.is_prepaid + (self.cap is not None)


Answer = Sequence[Offer]  # put one after another, until the client takes one; none: refused


def as_asked(ask: Ask) -> Answer:
    return (Offer(ask.price),)


def book_margin(ask: Ask) -> Answer:
    """Takes what keeps to the book's margin, and asks for the price that does where the deal doesn't."""
    stated = ask.direct * ask.estimate
    return (Offer(max(ask.price, stated * (1 + OVERHEAD) / (1 - BOOK_MARGIN))),)


def deal(ask: Ask) -> dict[str, Any]:
    """The deal as it is put to the desk, on the first day of its month: nothing that only the client or the future knows."""
    day = month_start(ask.month)
    line = {
        "product": ask.product.sku,
        "product_family": ask.product.family,
        "kind": ask.kind,
        "quantity": ask.quantity,
        "unit_price": ask.price / ask.quantity,
        "material_cost": ask.material * ask.estimate / ask.quantity,
        "labour_cost": ask.labour * ask.estimate / ask.quantity,
    }
    if ask.base is not None:
        line["base_sku"] = ask.base.sku
    return {
        "client": ask.client.name,
        "date": day,
        "need_by": day + dt.timedelta(ask.asked_days),
        "approval_rounds": ask.foretold,
        "line": [line],
    }


def desk(ws: DealWorkspace, ask: Ask) -> tuple[Answer, dict[str, Any]]:
    """The desk's advice, and the offers that follow from it."""
    advice = ws.deal(deal(ask))
    return followed(ask, advice), advice


def followed(ask: Ask, advice: Mapping[str, Any]) -> Answer:
    """The advice, put to the client: where a price is asked for that first, the best one where the desk names it, then the other ways
    out in the desk's order.

    A later day goes with every offer where the desk asks for one. Where the deal reaches its target and only the risk is talked about, and
    where it fills idle hours, it is taken in the end as it was offered. Without a verdict it is taken as it is.
    """
    if advice["decision"] == "refuse":
        return ()
    days = _later(ask, advice)
    asks = {each["rule"]: each["asks"] for each in advice["reasons"]}
    of_price = [rule for rule in asks if rule.startswith("below_") and asks[rule] != "accept"]
    if not of_price:
        capped = _way(ask, advice, "few_cases", "capped_hours", days)
        if capped is not None:
            return (capped,)
        terms = [way for change in TALKS if (way := _way(ask, advice, "terms", change, days))]
        if dearer := _condition(advice, "dearer", "best_price"):
            return (Offer(dearer["price"], days=days), *terms)
        return (*terms[:1], Offer(ask.price, days=days))
    rule = of_price[0]
    named = _condition(advice, rule, "best_price") or _condition(advice, rule, "price")
    dearer = Offer(ask.price if named is None else named["price"], days=days)
    offers = [dearer] if asks[rule] == "reprice" else []
    offers += [way for change in TALKS if (way := _way(ask, advice, rule, change, days))]
    is_only_risk = of_price == ["below_floor"] and asks[rule] != "reprice"
    if is_only_risk or _condition(advice, rule, "filler"):
        offers.append(Offer(ask.price, days=days))
    return offers or [dearer]


def _later(ask: Ask, advice: Mapping[str, Any]) -> int | None:
    """Days to the day that the desk would talk about first; None where it keeps to the one asked for."""
    talked = {each["rule"] for each in advice["reasons"] if each["asks"] != "accept"}
    named = [
        each["day"]
        for each in advice["conditions"]
        if each["change"] == "date" and talked & {*each["flips"]}
    ]
    if not named:
        return None
    return max((dt.date.fromisoformat(day) - month_start(ask.month)).days for day in named)


def _condition(advice: Mapping[str, Any], rule: str, change: str) -> Mapping[str, Any] | None:
    for each in advice["conditions"]:
        if each["change"] == change and rule in each["flips"]:
            found: Mapping[str, Any] = each
            return found
    return None


def _way(
    ask: Ask, advice: Mapping[str, Any], rule: str, change: str, days: int | None
) -> Offer | None:
    """The offer under one term; at the offered price where that suffices."""
    way = _condition(advice, rule, change)
    if way is None:
        return None
    price = max(ask.price, way["price"] or 0.0)
    return Offer(
        price,
        rounds=way["rounds"] if change == "approvals" else None,
        is_prepaid=change == "prepayment",
        cap=way["hours"] if change == "capped_hours" else None,
        days=days,
    )
