"""What to do about a client: grow, keep, reprice, set expectations or refuse, with the reason that decides.

What a client earned is a fact and names its group; a judgement stands on the margin drawn towards its peers (analysis.estimates.shrinkage).
First advice to a losing client is a price, then terms, refusal last and with the price at which the answer would change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

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
from analysis.dictionary.finding import Finding, known
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


def reason(row: Mapping[Any, Any]) -> Finding:
    """Why this is proposed, with its figures. row: of client_decision."""
    if (
        row["reason_code"] == "unknown"
        and not row["revenue"]
        and known(row["true_profit"])
        and row["true_profit"] < 0
    ):
        return Finding("decision_unknown_spent", {"spent_beside": -row["true_profit"]})
    own = row["true_margin"]
    judged = row["shrunk_margin"] if known(row["shrunk_margin"]) else own
    values = {
        "own_margin": own,
        "judged_margin": judged,
        "peer_margin": row["peer_margin"],
        "target": row["target_margin"],
        "n": int(row["orders_behind_it"]),
        "lost_share": -own if known(own) else None,
        "hours_share": row["hours_share"],
        "revenue_share": row["revenue_share"],
        "custom_share": row["custom_share"],
        "late_share": row["late_share"],
        "credit_share": row["credit_share"],
        "order": row["telling_order"],
        "margin_without": row["margin_without"],
        "penalty_share": row["penalty_share"],
        "resource_share": row["resource_share"],
        "usual_resources": row["usual_resources"],
        "direct_share": row["direct_share"],
        "usual_direct": row["usual_direct"],
    }
    return Finding(f"decision_{row['reason_code']}", values)


def refusal(row: Mapping[Any, Any]) -> Finding | None:
    """At which price a refusal ends; None where nothing is refused. row: of client_decision."""
    if row["decision"] != REFUSE:
        return None
    if not known(row["refusal_ends"]):
        return Finding("need_no_price", {"target": row["target_margin"]})
    return Finding("need_refusal_ends", {"price_rise": row["refusal_ends"]})
