"""The letter to a client about a deal: what is decided, said to it. A text to take away; nothing is ever sent from here.

It tells the client its own deal and what is asked for: a price, a fee, pieces, a date, rounds of approval, payment. What the plant keeps
to itself is in no letter: cost, margin, hours and resources, other orders, the portrait, how sure the estimate is.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import Any

from analysis.deals.judging.facts import ACCEPT, EXPECTATIONS, REFUSE, REPRICE
from analysis.journal.settings.letterhead import Letterhead
from analysis.language import Words
from analysis.output.letter_frame import framed

Content = Mapping[str, Any]
OF_PRICE = ("below_break_even", "below_floor", "below_target")  # rules that a price passes
OF_DATE = ("date", "date_past", "capacity")  # rules that a later day passes
MOST_LINES = 10  # of the deal, named in a letter
PRICED = ("approvals", "prepayment", "capped_hours")  # conditions with a price of their own


def written(advice: Content) -> tuple[str, ...]:
    """The decisions that a letter can be written for, the advised one first; none without a price and a verdict."""
    if advice["decision"] is None:
        return ()
    asks_price = any(each["change"] in ("price", "fee") for each in advice["conditions"])
    found = [ACCEPT, *([REPRICE] if asks_price else []), EXPECTATIONS, REFUSE]
    return tuple(sorted(found, key=lambda decision: decision != advice["decision"]))


def draft(
    say: Words,
    asked: Content,
    advice: Content,
    decision: str | None = None,
    *,
    head: Letterhead | None = None,
    contact: str | None = None,
) -> str:
    """asked, advice: as deals.saved.saving keeps them. decision: the one to write for, by default the advised one.

    say: in the letter's language and the workspace's currency. contact: whom to greet.
    """
    head = head or Letterhead()
    decision = decision or advice["decision"]
    terms = {ACCEPT: _accepted, REPRICE: _repriced, EXPECTATIONS: _expected, REFUSE: _reopening}
    listed = list(terms[decision](say, asked, advice))
    opening = f"deal_letter.{decision}" if listed else f"deal_letter.{decision}.bare"
    numbered = [f"{place}. {term}" for place, term in enumerate(listed, 1)]
    closing = [] if decision == REFUSE and not listed else [say("letter.talk")]
    return framed(
        say,
        str(asked["client"]),
        [say("deal_letter.about", lines=_lines(say, asked)), "", say(opening), *numbered, *closing],
        contact=contact,
        company=head.company,
        address=head.address,
        signed_by=head.signed_by,
    )


def _lines(say: Words, asked: Content) -> str:
    """What was asked for: products and pieces."""
    told = [
        say(
            "deal_letter.line",
            product=line.get("product") or line.get("base_sku") or say("deal_letter.by_task"),
            quantity=_pieces(say, line["quantity"]),
        )
        for line in asked["line"][:MOST_LINES]
    ]
    more = len(asked["line"]) - MOST_LINES
    return "; ".join([*told, *([say("deal_letter.more", n=more)] if more > 0 else [])])


def _accepted(say: Words, asked: Content, advice: Content) -> Iterable[str]:
    """The deal as it was asked for."""
    yield _price(say, asked, advice["price"])
    yield _shipment(say, asked, advice)
    fewer = [
        each["rounds"]
        for each in advice["conditions"]
        if "terms" in each["flips"] and "rounds" in each
    ]
    if fewer or asked.get("approval_rounds") is not None:
        yield _rounds(say, min([*fewer, asked["approval_rounds"]]))
    if asked.get("payment_days") is not None:
        yield say("letter.payment", days=int(asked["payment_days"]))


def _repriced(say: Words, asked: Content, advice: Content) -> Iterable[str]:
    """The price asked for, what may stand in its place, and what else is to be agreed."""
    yield from _choice(say, asked, advice, ("price", "fee", "batch", *PRICED))
    yield _shipment(say, asked, advice)
    yield from _agreed(say, asked, advice)


def _expected(say: Words, asked: Content, advice: Content) -> Iterable[str]:
    """Date, approvals, one person who decides, prepayment; of prices those that other terms bring."""
    short = [each for each in advice["reasons"] if each["rule"] in OF_PRICE]
    if short:
        bare = ("price", "fee") if short[0]["asks"] == REPRICE else ()
        yield from _choice(say, asked, advice, (*bare, "batch", *PRICED))
    else:
        yield _price(say, asked, advice["price"])
    yield _shipment(say, asked, advice)
    yield from _agreed(say, asked, advice)
    yield say("letter.change")


def _agreed(say: Words, asked: Content, advice: Content) -> Iterable[str]:
    changes = {each["change"]: each for each in advice["conditions"]}
    if "capped_hours" in changes and changes["capped_hours"]["price"] is None:
        yield say("deal_letter.fixed_work")
    if asked.get("approval_rounds") is not None and "approvals" not in changes:
        yield _rounds(say, asked["approval_rounds"])
    yield say("letter.person")


def _reopening(say: Words, asked: Content, advice: Content) -> Iterable[str]:
    """What would change a refusal, however far it is."""
    for each in _ways(advice, ("batch", *PRICED, "price")):
        yield _way(say, asked, advice, each)


def _choice(say: Words, asked: Content, advice: Content, changes: tuple[str, ...]) -> Iterable[str]:
    """Ways that can be put to the client, all where none can: one as a term, several as a choice."""
    found = list(_ways(advice, changes))
    ways = [
        _way(say, asked, advice, each)
        for each in [way for way in found if way["is_worth_trying"]] or found
    ]
    if len(ways) == 1:
        yield ways[0]
    elif ways:
        yield "\n".join([say("deal_letter.choice"), *(f"   — {way}" for way in ways)])


def _ways(advice: Content, changes: tuple[str, ...]) -> Iterable[Content]:
    """Conditions that a price rule can be passed by, in the order of `changes`."""
    found = {
        each["change"]: each for each in advice["conditions"] if {*each["flips"]} & {*OF_PRICE}
    }
    return (found[change] for change in changes if change in found)


def _way(say: Words, asked: Content, advice: Content, each: Content) -> str:
    change = each["change"]
    if change == "price":
        return _price(say, asked, each["price"])
    if change == "fee":
        fee, price = say.money(each["money"]), say.money(advice["price"])
        return say("deal_letter.fee", fee=fee, price=price)
    if change == "batch":
        return say("deal_letter.batch", pieces=int(each["pieces"]))
    rounds = {"rounds": int(each["rounds"])} if change == "approvals" else {}
    price = advice["price"] if each["is_enough"] or each["price"] is None else each["price"]
    return say(f"deal_letter.{change}", **rounds, price=say.money(price))


def _price(say: Words, asked: Content, price: float) -> str:
    """Of the whole; of one piece too where the deal is one line."""
    lines = asked["line"]
    if len(lines) > 1 or lines[0]["quantity"] == 1:
        return say("deal_letter.price", price=say.money(price))
    each = round(price / lines[0]["quantity"], 2)
    apiece = say.money(each, 0 if each.is_integer() else 2)
    return say("deal_letter.price_each", price=say.money(price), each=apiece)


def _shipment(say: Words, asked: Content, advice: Content) -> str:
    """The wanted day where past orders speak for it, else the day that will be kept, beside the wanted one where that is only a remark;
    an open line where nothing tells."""
    later = [each["day"] for each in advice["conditions"] if each["change"] == "date"]
    talked = [each for each in advice["reasons"] if each["asks"] != ACCEPT]
    usual = advice["lead_time_days"]["p80"]
    if later:
        day = dt.date.fromisoformat(max(later))
        if asked.get("need_by") and not any(each["rule"] in OF_DATE for each in talked):
            wanted = say.date(dt.date.fromisoformat(asked["need_by"]))
            return say("deal_letter.shipment_aimed", day=wanted, safe=say.date(day))
    elif usual is None:
        return say("deal_letter.shipment_open")
    elif asked.get("need_by"):
        day = dt.date.fromisoformat(asked["need_by"])
    else:
        day = dt.date.fromisoformat(advice["date"]) + dt.timedelta(days=math.ceil(usual))
    return say("deal_letter.shipment", day=say.date(day))


def _rounds(say: Words, rounds: float) -> str:
    return say("letter.rounds", rounds=int(rounds)) if rounds >= 1 else say("letter.no_rounds")


def _pieces(say: Words, quantity: float) -> str:
    return say.number(quantity, 0 if float(quantity).is_integer() else 2)
