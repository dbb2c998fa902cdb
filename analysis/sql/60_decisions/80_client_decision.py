"""One row per client: what to do about it, why, and what that would need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np

from analysis.advice import causes, decisions, terms
from analysis.advice.causes import Burden
from analysis.advice.decisions import NOT_JUDGED, ClientFacts, Decision
from analysis.advice.price_rise import SpreadOverRevenue
from analysis.advice.terms import Terms
from analysis.dictionary.codes import GROW, TO_CHANGE
from analysis.estimates import shrinkage
from analysis.estimates.shrinkage import ClientMargin, Plant, Shrunk, Sizes
from analysis.journal.settings.decision_thresholds import DecisionLimits
from analysis.language import english
from analysis.sql import portrait_tables
from analysis.sql.tables import Row, Rows

READS = (
    "settings",
    "client_facts",
    "telling_orders",
    "least_gross_orders",
    "spread_over_revenue",
    "batch_profit",
    "usual_lead_days",
    "approval_norms",
    *portrait_tables.NAMES,
)
COLUMNS = {
    "client_id": "varchar",
    "client_name": "varchar",
    "decision": "varchar",
    "reason": "varchar",
    "orders_behind_it": "bigint",
    "confidence": "varchar",
    "reason_code": "varchar",
    "fit_score": "double",
    "verdict": "varchar",
    "fit_group": "varchar",
    "revenue": "double",
    "true_profit": "double",
    "true_margin": "double",
    "peers": "varchar",
    "peer_margin": "double",
    "shrunk_margin": "double",
    "margin_low": "double",
    "margin_high": "double",
    "own_weight": "double",
    "target_margin": "double",
    "at_stake": "double",
    "price_rise": "double",
    "batch_kind": "varchar",
    "min_batch": "bigint",
    "mean_batch": "double",
    "approval_rounds": "double",
    "payment_days": "double",
    "credit_share": "double",
    "hours_per_round": "double",
    "lead_days_kept": "bigint",
    "lead_orders": "bigint",
    "hours": "double",
    "hours_share": "double",
    "revenue_share": "double",
    "custom_share": "double",
    "late_share": "double",
    "telling_order": "varchar",
    "margin_without": "double",
    "refusal_ends": "double",
    "resource_share": "double",
    "usual_resources": "double",
    "penalty_share": "double",
    "rounds_in_price": "bigint",
    "usual_lead_days": "bigint",
    "days_to_pay": "bigint",
    "is_safe": "boolean",
    "comes_first": "boolean",
    "direct_share": "double",
    "usual_direct": "double",
}


def rows(read: Rows) -> Iterator[Row]:
    """A client's target is that of its costed orders, by their revenue. The portrait's limits are terms to ask for."""
    usual_target, limits = _limits(read("settings"))
    clients = sorted(
        read("client_facts"), key=lambda row: (row["client_id"] is None, row["client_id"] or "")
    )
    targets = [
        usual_target if row["target_margin"] is None else float(row["target_margin"])
        for row in clients
    ]
    plant = shrinkage.plant_of([_client(row) for row in clients], limits.least_spread)
    drawn = shrinkage.judge([_client(row) for row in clients], plant)
    spread = _spread(read("spread_over_revenue"))
    burdens = [_burden(row) for row in clients]
    everyone = causes.total(burdens)
    facts = [
        _facts(row, shrunk, causes.largest(burden, everyone - burden), spread.get(row["client_id"]))
        for row, shrunk, burden in zip(clients, drawn, burdens, strict=True)
    ]
    found = [
        decisions.decide(each, target, limits) for each, target in zip(facts, targets, strict=True)
    ]
    left = _left(read, clients, facts, found, plant)
    asked = _terms(read)
    made: list[dict[str, Any]] = []
    for row, shrunk, known, burden, proposed, target in zip(
        clients, drawn, facts, burdens, found, targets, strict=True
    ):
        telling, without = left.get(row["client_id"], (None, None))
        kept = decisions.withstanding(proposed, without, target, limits)
        shares = {
            "resource_share": _resources(burden),
            "usual_resources": _resources(everyone - burden),
            "penalty_share": burden.share(causes.LATE),
            "direct_share": burden.share(causes.PRICE),
            "usual_direct": (everyone - burden).share(causes.PRICE),
        }
        margin_without = None if without is None else without.own
        values = {
            **row,
            **shares,
            "decision": kept.decision,
            "orders_behind_it": shrunk.orders,
            "confidence": kept.confidence,
            "reason_code": kept.code,
            "fit_group": decisions.group(row["verdict"], known.true_profit),
            "peers": shrunk.peers,
            "peer_margin": shrunk.peer_margin,
            "shrunk_margin": shrunk.margin,
            "margin_low": shrunk.low,
            "margin_high": shrunk.high,
            "own_weight": shrunk.weight,
            "target_margin": target,
            "at_stake": None
            if kept.code in NOT_JUDGED
            else decisions.at_stake(known.revenue, known.true_profit, target),
            "price_rise": kept.price_rise,
            "refusal_ends": kept.refusal_ends,
            "telling_order": telling,
            "margin_without": margin_without,
            "lead_days_kept": row["lead_days"],
            "is_safe": _is_safe(row, known, limits),
            "hours_per_round": asked.hours_per_round,
            "min_batch": asked.batch(row["batch_kind"], row["mean_batch"], limits.worth_asking),
            "rounds_in_price": asked.rounds_in_price,
            "days_to_pay": asked.days_to_pay,
            "usual_lead_days": asked.lead_days.get(row["batch_kind"]),
        }
        proposal = {name: values.get(name) for name in COLUMNS}
        made.append({**proposal, "reason": _english_reason(proposal)})
    for row, comes_first in zip(made, _first(made, limits.first_share), strict=True):
        yield {**row, "comes_first": comes_first}


def _english_reason(proposal: Row) -> str:
    """The reason in English, for whoever reads the table: a page says it by `reason_code` and the figures beside it."""
    found = [decisions.reason(proposal), decisions.refusal(proposal)]
    return " ".join(
        english.sentence(f"find.{each.code}", {n: _figure(n, v) for n, v in each.values.items()})
        for each in found
        if each
    )


def _figure(name: str, value: Any) -> Any:
    """Money, or a share of 1, as it is read; a count, a number of an order as they are."""
    if value is None:
        return "unknown"
    if isinstance(value, int | str):
        return value
    return f"{value:,.0f}" if name == "spent_beside" else f"{value * 100:.1f} %"


def _first(rows: Sequence[Row], share: float) -> list[bool]:
    """Which of the clients to change, but for safe ones, hold the largest sums that make `share` of the money short of the target."""
    money = {
        place: row["at_stake"] or 0.0
        for place, row in enumerate(rows)
        if row["decision"] in TO_CHANGE and not row["is_safe"]
    }
    found, lacking = [False] * len(rows), share * sum(money.values())
    for place in sorted(money, key=lambda place: -money[place]):
        found[place] = True
        lacking -= money[place]
        if lacking <= 0:
            break
    return found


def _is_safe(row: Row, known: ClientFacts, limits: DecisionLimits) -> bool:
    part = max(row["revenue_share"] or 0, row["profit_share"] or 0)
    return bool((known.true_profit or 0) > 0 and part >= limits.safe_share)


def _limits(settings: Sequence[Row]) -> tuple[float, DecisionLimits]:
    """The target margin where no segment has its own, and the thresholds in force."""
    (row,) = settings
    return float(row["target_margin"]), DecisionLimits(
        **{field.name: row[field.name] for field in fields(DecisionLimits)}
    )


def _terms(read: Rows) -> Terms:
    drawn = portrait_tables.portrait_of(read)
    (norms,) = read("approval_norms")
    return Terms(
        terms.smallest_batches(read("batch_profit")),
        norms["hours_per_round"],
        terms.rounds_in_price(drawn, norms["serial_rounds"]),
        terms.most_of(drawn, "late_payment_days"),
        {row["kind"]: row["lead_days"] for row in read("usual_lead_days")},
    )


def _spread(parts: Iterable[Row]) -> dict[str, SpreadOverRevenue]:
    """client → its parts of pools spread over revenue, where it bears any."""
    found: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for row in sorted(parts, key=lambda row: (row["pool"], str(row["month"]))):
        total = row["total_cost"]
        if row["cost"] > 0 and total > 0:
            found[row["client_id"]].append((total, row["costed_cost"] / total, row["cost"] / total))
    return {client: SpreadOverRevenue(*np.array(each).T) for client, each in found.items()}


def _client(row: Row) -> ClientMargin:
    sizes = Sizes(row["squares"], row["cubes"], row["scatter"]) if row["orders"] else None
    return ClientMargin(
        row["client_id"],
        row["industry"],
        row["orders"],
        row["costed_revenue"],
        row["true_margin"],
        sizes=sizes,
    )


def _burden(row: Row) -> Burden:
    """What was used outside orders belongs to it."""
    outside, of_people = row["outside_cost"] or 0.0, row["outside_time_cost"] or 0.0
    return Burden(
        row["costed_revenue"],
        row["direct_cost"] or 0.0,
        (row["time_cost"] or 0.0) + of_people,
        (row["other_resources"] or 0.0) + outside - of_people,
        row["credit_cost"],
        row["penalty"] or 0.0,
    )


def _resources(burden: Burden) -> float | None:
    """All resources used, people's time too, as a part of revenue."""
    if burden.revenue <= 0:
        return None
    return (burden.time_cost + burden.other_resources) / burden.revenue


def _facts(row: Row, shrunk: Shrunk, cause: str, spread: SpreadOverRevenue | None) -> ClientFacts:
    """True profit of nobody's costed orders is unknown, not what was used outside them."""
    return ClientFacts(
        row["verdict"],
        shrunk.orders,
        row["costed_revenue"],
        row["true_profit"] if row["is_costed"] else None,
        row["credit_cost"],
        shrunk.own,
        shrunk.margin,
        shrunk.high,
        shrunk.weight,
        shrunk.peer_margin,
        row["gross_margin"],
        row["hours_share"],
        row["revenue_share"],
        row["custom_share"],
        row["late_share"],
        cause,
        spread,
    )


def _left(
    read: Rows,
    clients: Sequence[Row],
    facts: Sequence[ClientFacts],
    found: Sequence[Decision],
    plant: Plant,
) -> dict[str, tuple[str, ClientFacts | None]]:
    """client → its most telling order and what is known without it (None: nothing), for proposals that must withstand that.

    The plant is taken as it was: one order moves its robust variances by next to nothing.
    """
    telling = read("telling_orders")
    worst = {row["client_id"]: row for row in telling if row["is_worst"]}
    best = {row["client_id"]: row for row in telling if row["is_best"]}
    least = {row["client_id"]: row for row in read("least_gross_orders")}
    answers: dict[str, tuple[str, ClientFacts | None]] = {}
    asked: list[tuple[Row, ClientFacts, Row]] = []
    for row, known, proposed in zip(clients, facts, found, strict=True):
        client = row["client_id"]
        if proposed.code == "below_cost":
            order = least[client]
            answers[client] = order["order_id"], replace(known, gross_margin=order["margin_left"])
        elif proposed.decision in (*TO_CHANGE, GROW):
            order = (best if proposed.decision == GROW else worst)[client]
            answers[client] = order["order_id"], None
            if order["margin_left"] is not None:
                asked.append((row, known, order))
    drawn = shrinkage.judge([_client_without(row, order) for row, _, order in asked], plant)
    for (row, known, dropped), shrunk in zip(asked, drawn, strict=True):
        part = dropped["revenue_left"] / known.revenue
        answers[row["client_id"]] = (
            dropped["order_id"],
            replace(
                known,
                orders=dropped["orders_left"],
                revenue=dropped["revenue_left"],
                true_profit=dropped["profit_left"],
                credit_cost=known.credit_cost - dropped["credit"],
                own=shrunk.own,
                margin=shrunk.margin,
                high=shrunk.high,
                weight=shrunk.weight,
                peer_margin=shrunk.peer_margin,
                spread=known.spread and known.spread.of(min(part, 1.0)),
            ),
        )
    return answers


def _client_without(row: Row, order: Row) -> ClientMargin:
    middle = order["p"] / order["w"]
    scatter = max(0.0, order["pp"] - 2 * middle * order["pw"] + middle**2 * order["ww"])
    sizes = Sizes(order["ww"], order["www"], scatter)
    return ClientMargin(
        row["client_id"],
        row["industry"],
        order["orders_left"],
        order["revenue_left"],
        order["margin_left"],
        sizes=sizes,
    )
