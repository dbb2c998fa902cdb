"""What to do about a client: grow, keep, reprice, set expectations or refuse, with the reason that decides.

What a client earned is a fact and names its group; a judgement stands on the margin drawn towards its peers (analysis.estimates.shrinkage).
First advice to a losing client is a price, then terms, refusal last and with the price at which the answer would change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from analysis.advice import causes
from analysis.advice.price_rise import SpreadOverRevenue, price_rise, refusal_ends
from analysis.dictionary.codes import (
    EXPECT,
    GROW,
    HIGH,
    KEEP,
    LOW,
    MEDIUM,
    NOT_OURS,
    OURS,
    REFUSE,
    REPRICE,
    TO_CHANGE,
    TOO_LITTLE,
)
from analysis.journal.settings.decision_thresholds import DecisionLimits

NOT_JUDGED = ("unknown", "no_revenue")  # codes of what is no decision
SPEAKS, CARRIES = (
    0.5,
    0.75,
)  # weight of a client's own orders under which nothing is sure, and from which a judgement may be
USUAL = DecisionLimits()


@dataclass(frozen=True)
class ClientFacts:
    """One client. Margins and shares as parts of 1, None where unknown; `margin` is drawn towards the peers', `own` isn't.

    `revenue`, `credit_cost`: of the costed orders; `true_profit`: theirs, less what was used outside orders.
    """

    verdict: str
    orders: int = 0
    revenue: float = 0.0
    true_profit: float | None = None
    credit_cost: float = 0.0
    own: float | None = None
    margin: float | None = None
    high: float | None = None
    weight: float | None = None
    peer_margin: float | None = None
    gross_margin: float | None = None
    hours_share: float | None = None
    revenue_share: float | None = None
    custom_share: float | None = None
    late_share: float | None = None
    cause: str = causes.PRICE
    spread: SpreadOverRevenue | None = None


@dataclass(frozen=True)
class Decision:
    """`decision`: one of DECISIONS, None where nothing is known to judge by. `code` names the reason's sentence (texts
    "find.decision_<code>"). `price_rise`: to the target, None where no price does. `refusal_ends`: the rise at which a refusal would.
    """

    decision: str | None
    code: str
    confidence: str
    price_rise: float | None = None
    refusal_ends: float | None = None


def decide(facts: ClientFacts, target: float, limits: DecisionLimits = USUAL) -> Decision:
    """By all orders alike; `withstanding` then asks whether it rests on one of them. target: the true margin aimed at."""
    sure = confidence(facts.weight, facts.orders, limits)
    if facts.true_profit is None:
        below_cost = facts.gross_margin is not None and facts.gross_margin < 0
        return (
            Decision(REPRICE, "below_cost", LOW) if below_cost else Decision(None, "unknown", LOW)
        )
    if facts.own is None:
        return Decision(None, "no_revenue", LOW)
    rise = price_rise(facts.revenue, facts.true_profit, facts.credit_cost, target, facts.spread)
    margin = facts.own if facts.margin is None else facts.margin
    few, enough = facts.orders < limits.few_orders, facts.orders >= limits.enough_orders
    if facts.true_profit >= 0 and (facts.own >= target or rise == 0):
        if margin < target:
            return Decision(KEEP, "scattered" if enough else "few_good", sure, 0.0)
        return Decision(*_of_an_earner(facts.verdict), sure, 0.0)
    may_be_chance = "scattered" if enough else "few_bad"
    if margin >= target or (sure == LOW and margin >= 0 > facts.own):
        return Decision(KEEP, may_be_chance, sure, rise)
    if sure == LOW and few:
        return Decision(KEEP, "few", sure, rise)
    within_reach = facts.high is not None and facts.high >= target
    if within_reach:
        return Decision(KEEP, "near" if facts.own >= 0 else may_be_chance, sure, rise)
    if facts.own >= 0 and rise is not None and rise < limits.least_rise:
        return Decision(KEEP, "small_rise", sure, rise)
    if facts.own >= 0:
        return Decision(
            EXPECT if rise is None else REPRICE, "thin" if margin >= 0 else "peers_lose", sure, rise
        )
    cause = f"loss_{_cause(facts, limits)}"
    if margin >= 0:
        return Decision(EXPECT if rise is None else REPRICE, cause, sure, rise)
    hopeless = rise is None or rise > limits.unbearable_rise
    if rise is not None and (
        rise <= limits.bearable_rise or (facts.verdict == OURS and not hopeless)
    ):
        return Decision(REPRICE, cause, sure, rise)
    certain = sure != LOW and facts.high is not None and facts.high < 0
    if facts.verdict == NOT_OURS and hopeless and certain:
        return Decision(REFUSE, cause, sure, rise, refusal_ends(rise, limits.unbearable_rise))
    return Decision(EXPECT, cause, sure, rise)


def withstanding(
    found: Decision, left: ClientFacts | None, target: float, limits: DecisionLimits = USUAL
) -> Decision:
    """What is left of a proposal without the client's most telling order: itself, a milder change, or to keep.

    `left`: the facts without that order; None where no other order is left. Only what asks for change, and grow, is asked for.
    """
    if found.decision not in (*TO_CHANGE, GROW):
        return found
    on_one = replace(
        found,
        decision=KEEP,
        refusal_ends=None,
        code="one_order" if found.code != "below_cost" else "one_below_cost",
    )
    if left is None:
        return on_one if found.code == "below_cost" else replace(on_one, code="only_order")
    without = decide(left, target, limits)
    if found.decision == GROW:
        return found if without.decision == GROW else on_one
    if without.decision not in TO_CHANGE:
        return on_one
    milder = min(found.decision, without.decision, key=TO_CHANGE.index)
    return found if milder == found.decision else replace(found, decision=milder, refusal_ends=None)


def _of_an_earner(verdict: str) -> tuple[str, str]:
    if verdict == OURS:
        return GROW, "earns"
    return KEEP, {NOT_OURS: "not_ours", TOO_LITTLE: "unscored"}.get(verdict, "borderline")


def _cause(facts: ClientFacts, limits: DecisionLimits) -> str:
    """The largest cause, in words that the client's shares allow: hours where it takes more than its part, custom where it mostly is."""
    if facts.cause == causes.TIME:
        heavy = (facts.hours_share or 0.0) > limits.heavy_hours * (facts.revenue_share or 0.0)
        return causes.TIME if heavy else causes.RESOURCES
    if (
        facts.cause == causes.PRICE
        and facts.custom_share is not None
        and facts.custom_share >= limits.mostly
    ):
        return causes.CUSTOM
    return facts.cause


def confidence(weight: float | None, orders: int, limits: DecisionLimits = USUAL) -> str:
    """How far the client's own orders carry the judgement; weight: as analysis.estimates.shrinkage gives it."""
    if weight is None or weight < SPEAKS or orders < limits.few_orders:
        return LOW
    return HIGH if weight >= CARRIES and orders >= limits.enough_orders else MEDIUM


def group(verdict: str, true_profit: float | None) -> str:
    """Fit × profit: what it really earned, by whether it is ours; borderline, unscored and uncosted clients stand apart."""
    if true_profit is None or verdict not in (OURS, NOT_OURS):
        return "undecided"
    return f"{verdict} {'earning' if true_profit >= 0 else 'losing'}"


def at_stake(revenue: float, true_profit: float | None, target: float) -> float | None:
    """Money between what the orders earned and what the target asks of them; 0 at or above it."""
    return None if true_profit is None else max(0.0, target * revenue - true_profit)


REASONS = {  # in English, for the table; the screen has its own words
    "earns": "Ours, and earns {margin} after all its time; the target is {target}.",
    "not_ours": "Earns {margin} though it is not ours: keep it, do not chase it.",
    "borderline": "Earns {margin}; the portrait calls it borderline.",
    "unscored": "Earns {margin}; too little is known of it to say whether it is ours.",
    "few_good": "Its own margin is {own}, but with {orders} behind it and peers at {peer} it counts as {margin}.",
    "few_bad": "Its own margin is {own}, but only {orders} stand behind it and its peers make {peer}: too early to judge.",
    "few": "Its own margin is {own}, with only {orders} behind it: too early to judge.",
    "scattered": "Its own margin is {own}, but its {orders} scatter so widely that this may be chance; its peers make {peer}.",
    "one_order": "Its own margin is {own}, and {without} without order {telling}: to act would rest on one order.",
    "only_order": "Its own margin is {own}, by a single order, {telling}: too early to judge.",
    "one_below_cost": "Sold under direct cost, but by one order alone, {telling}: too early to judge.",
    "unknown": "Its true profit is not known: no order has both its cost and its use of resources.",
    "no_revenue": "No revenue is left after returns: there is no margin to judge by.",
    "below_cost": "Sold under direct cost, before any hour of the plant's people.",
    "near": "Earns {own} of its revenue: by its {orders} the target of {target} is within reach of chance.",
    "small_rise": "Earns {own} of its revenue: to the target of {target} its prices lack less than a talk is worth.",
    "thin": "Earns {own} of its revenue, under the target of {target}.",
    "peers_lose": "Earns little, {own} of its revenue, and its peers lose: they make {peer}. The target is {target}.",
    "loss_time": "Loses {loss} of its revenue: it takes {hours_share} of the hours for {revenue_share} of the revenue.",
    "loss_resources": "Loses {loss} of its revenue: the resources that it uses cost {resource_share} of it, {usual_resources} usually.",
    "loss_custom": "Loses {loss} of its revenue, and {custom_share} of it is custom work.",
    "loss_credit": "Loses {loss} of its revenue: waiting for its money costs {credit_share} of it.",
    "loss_late": "Loses {loss} of its revenue: penalties for lateness cost {penalty_share} of it.",
    "loss_price": "Loses {loss} of its revenue: the price is too low, direct cost takes {direct_share} of it, {usual_direct} usually.",
}


def reason(
    decision: Decision,
    facts: ClientFacts,
    target: float,
    more: Mapping[str, float | None] = MappingProxyType({}),
    telling: str | None = None,
) -> str:
    """One English sentence; a refusal says at which price it would end.

    more: `without` (the margin without the order `telling`), `resource_share`, `usual_resources`, `penalty_share`,
    `direct_share`, `usual_direct`.
    """

    def share(value: float | None) -> str:
        return "unknown" if value is None else f"{value * 100:.1f} %"

    said = REASONS[decision.code].format(
        margin=share(facts.own if facts.margin is None else facts.margin),
        own=share(facts.own),
        target=share(target),
        peer=share(facts.peer_margin),
        orders=f"{facts.orders} order{'s' if facts.orders != 1 else ''}",
        telling=telling,
        loss=share(None if facts.own is None else -facts.own),
        hours_share=share(facts.hours_share),
        revenue_share=share(facts.revenue_share),
        custom_share=share(facts.custom_share),
        credit_share=share(facts.credit_cost / facts.revenue if facts.revenue > 0 else None),
        **{name: share(value) for name, value in more.items()},
    )
    if decision.decision != REFUSE:
        return said
    if decision.refusal_ends is None:
        return f"{said} No price alone changes the answer."
    return f"{said} The refusal ends at prices {share(decision.refusal_ends)} higher."
