"""What to do about a client: grow, keep, reprice, set expectations or refuse, with the reason that decides.

What a client earned is a fact and names its group; a judgement stands on the margin drawn towards its peers (analysis.shrinkage).
First advice to a losing client is a price, then terms, refusal last and with the price at which the answer would change.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.portrait import NOT_OURS, OURS, TOO_LITTLE
from analysis.settings.decision_thresholds import Decisions as Limits

GROW, KEEP, REPRICE, EXPECT, REFUSE = "grow", "keep", "reprice", "set expectations", "refuse"
DECISIONS = (GROW, KEEP, REPRICE, EXPECT, REFUSE)
LOW, MEDIUM, HIGH = "low", "medium", "high"
GROUPS = ("ours earning", "ours losing", "not ours earning", "not ours losing", "undecided")
SPEAKS, CARRIES = (
    0.5,
    0.75,
)  # weight of a client's own orders under which nothing is sure, and from which a judgement may be
USUAL = Limits()


@dataclass(frozen=True)
class Facts:
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


@dataclass(frozen=True)
class Decision:
    """`code` names the reason's sentence (texts "find.decision_<code>"); `price_rise`: to the target, None where no price does."""

    decision: str
    code: str
    confidence: str
    price_rise: float | None = None


def decide(facts: Facts, target: float, limits: Limits = USUAL) -> Decision:
    """target: the true margin aimed at."""
    sure = confidence(facts.weight, facts.orders, limits)
    if facts.own is None or facts.true_profit is None:
        below_cost = facts.gross_margin is not None and facts.gross_margin < 0
        return Decision(REPRICE, "below_cost", LOW) if below_cost else Decision(KEEP, "unknown", LOW)
    rise = price_rise(facts.revenue, facts.true_profit, facts.credit_cost, target)
    margin = facts.own if facts.margin is None else facts.margin
    if facts.true_profit >= 0 and (facts.own >= target or rise == 0):
        if margin < target:
            return Decision(KEEP, "few_good", sure, 0.0)
        return Decision(*_of_an_earner(facts.verdict), sure, 0.0)
    if margin >= target or (sure == LOW and margin >= 0 > facts.own):
        return Decision(KEEP, "few_bad", sure, rise)
    if sure == LOW and facts.orders < limits.few_orders:
        return Decision(KEEP, "few", sure, rise)
    if margin >= 0 and facts.high is not None and facts.high >= target:
        return Decision(KEEP, "near", sure, rise)
    if margin >= 0:
        return Decision(REPRICE, "thin", sure, rise) if rise is not None else Decision(EXPECT, "thin", sure, rise)
    cause = f"loss_{_cause(facts, limits)}"
    hopeless = rise is None or rise > limits.unbearable_rise
    if rise is not None and (rise <= limits.bearable_rise or (facts.verdict == OURS and not hopeless)):
        return Decision(REPRICE, cause, sure, rise)
    certain = sure != LOW and facts.high is not None and facts.high < 0
    if facts.verdict == NOT_OURS and hopeless and certain:
        return Decision(REFUSE, cause, sure, rise)
    return Decision(EXPECT, cause, sure, rise)


def _of_an_earner(verdict: str) -> tuple[str, str]:
    if verdict == OURS:
        return GROW, "earns"
    return KEEP, {NOT_OURS: "not_ours", TOO_LITTLE: "unscored"}.get(verdict, "borderline")


def _cause(facts: Facts, limits: Limits) -> str:
    """What explains a loss, the first that applies: its time, custom work, the wait for its money, lateness; else the price alone."""
    if (
        facts.hours_share is not None
        and facts.revenue_share
        and facts.hours_share > limits.heavy_hours * facts.revenue_share
    ):
        return "time"
    if facts.custom_share is not None and facts.custom_share >= limits.mostly:
        return "custom"
    if facts.true_profit is not None and facts.credit_cost >= limits.mostly * -facts.true_profit:
        return "credit"
    if facts.late_share is not None and facts.late_share >= limits.mostly:
        return "late"
    return "price"


def price_rise(revenue: float, true_profit: float, credit_cost: float, target: float) -> float | None:
    """The rise r of all prices (0.2: a fifth more) after which these orders reach the target; None where no price does.

    With the same costs, and credit cost growing with revenue: true profit + r (revenue − credit cost) = target (1 + r) revenue.
    """
    lacking = target * revenue - true_profit
    if revenue <= 0:
        return None
    if lacking <= 1e-9 * revenue:
        return 0.0
    kept = revenue * (1 - target) - credit_cost
    return lacking / kept if kept > 1e-9 * revenue else None


def confidence(weight: float | None, orders: int, limits: Limits = USUAL) -> str:
    """How far the client's own orders carry the judgement; weight: as analysis.shrinkage gives it."""
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
    "unknown": "Its true profit is not known: no order has both its cost and its use of resources.",
    "below_cost": "Sold under direct cost, before any hour of the plant's people.",
    "near": "Earns {own} of its revenue: by its {orders} the target of {target} is within reach of chance.",
    "thin": "Earns {own} of its revenue, under the target of {target}.",
    "loss_time": "Loses {loss} of its revenue: it takes {hours_share} of the hours for {revenue_share} of the revenue.",
    "loss_custom": "Loses {loss} of its revenue, and {custom_share} of it is custom work.",
    "loss_credit": "Loses {loss} of its revenue: waiting for its money costs {credit_share} of it.",
    "loss_late": "Loses {loss} of its revenue, and {late_share} of its orders shipped late.",
    "loss_price": "Loses {loss} of its revenue; neither time, custom work, credit nor lateness stands out: the price is too low.",
}


def reason(decision: Decision, facts: Facts, target: float) -> str:
    """One English sentence; a refusal says at which price the answer would change."""

    def share(value: float | None) -> str:
        return "unknown" if value is None else f"{value * 100:.1f} %"

    said = REASONS[decision.code].format(
        margin=share(facts.own if facts.margin is None else facts.margin), own=share(facts.own), target=share(target),
        peer=share(facts.peer_margin), orders=f"{facts.orders} order{'s' if facts.orders != 1 else ''}",
        loss=share(None if facts.own is None else -facts.own), hours_share=share(facts.hours_share),
        revenue_share=share(facts.revenue_share), custom_share=share(facts.custom_share), late_share=share(facts.late_share),
        credit_share=share(facts.credit_cost / facts.revenue if facts.revenue > 0 else None),
    )  # fmt: skip
    if decision.decision != REFUSE:
        return said
    at = "No price alone changes the answer." if decision.price_rise is None else ""
    return f"{said} {at or f'The answer changes at prices {share(decision.price_rise)} higher.'}"
