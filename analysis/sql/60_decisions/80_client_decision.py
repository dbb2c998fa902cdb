"""One row per client: what to do about it, why, and what that would need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from analysis.advice import causes, decisions, terms
from analysis.advice.decisions import NOT_JUDGED, Decision
from analysis.advice.terms import Terms
from analysis.dictionary.codes import TO_CHANGE
from analysis.dictionary.result_columns import sql_types
from analysis.journal.settings.decision_thresholds import DecisionLimits
from analysis.language import english
from analysis.sql import portrait_tables
from analysis.sql.judged_clients import JudgedClient, judged_clients
from analysis.sql.one_order_less import without_telling_order
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
COLUMNS = sql_types("client_decision")


def rows(read: Rows) -> Iterator[Row]:
    """The portrait's limits are terms to ask for."""
    usual_target, limits = _limits(read("settings"))
    clients, plant = judged_clients(read, usual_target, limits)
    left = without_telling_order(read, clients, plant)
    asked = _terms(read)
    made = []
    for each in clients:
        order, without = left.get(each.row["client_id"], (None, None))
        kept = decisions.withstanding(each.proposed, without, each.target, limits)
        told = {
            **_proposed(each, kept),
            **_asked(each.row, asked, limits),
            "telling_order": order,
            "margin_without": None if without is None else without.own,
            "is_safe": _is_safe(each, limits),
        }
        proposal = {name: told.get(name) for name in COLUMNS}
        made.append({**proposal, "reason": _english_reason(proposal)})
    for row, comes_first in zip(made, _first(made, limits.first_share), strict=True):
        yield {**row, "comes_first": comes_first}


def _proposed(each: JudgedClient, kept: Decision) -> Row:
    """The client's row of client_facts, what is proposed, and the figures that it stands on."""
    row, drawn, known = each.row, each.drawn, each.facts
    is_judged = kept.code not in NOT_JUDGED
    return {
        **row,
        "decision": kept.decision,
        "orders_behind_it": drawn.orders,
        "confidence": kept.confidence,
        "reason_code": kept.code,
        "price_rise": kept.price_rise,
        "refusal_ends": kept.refusal_ends,
        "fit_group": decisions.group(row["verdict"], known.true_profit),
        "target_margin": each.target,
        "at_stake": decisions.at_stake(known.revenue, known.true_profit, each.target)
        if is_judged
        else None,
        "peers": drawn.peers,
        "peer_margin": drawn.peer_margin,
        "shrunk_margin": drawn.margin,
        "margin_low": drawn.low,
        "margin_high": drawn.high,
        "own_weight": drawn.weight,
        "resource_share": each.burden.resource_share,
        "usual_resources": each.others.resource_share,
        "penalty_share": each.burden.share(causes.LATE),
        "direct_share": each.burden.share(causes.PRICE),
        "usual_direct": each.others.share(causes.PRICE),
    }


def _asked(row: Row, asked: Terms, limits: DecisionLimits) -> Row:
    """What the plant can ask of the client by its own norms. row: of client_facts."""
    return {
        "hours_per_round": asked.hours_per_round,
        "rounds_in_price": asked.rounds_in_price,
        "days_to_pay": asked.days_to_pay,
        "min_batch": asked.batch(row["batch_kind"], row["mean_batch"], limits.worth_asking),
        "usual_lead_days": asked.lead_days.get(row["batch_kind"]),
        "lead_days_kept": row["lead_days"],
    }


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


def _is_safe(each: JudgedClient, limits: DecisionLimits) -> bool:
    """Whether it earns, and holds so much of the plant's revenue or profit that it is left alone."""
    part = max(each.row["revenue_share"] or 0, each.row["profit_share"] or 0)
    return (each.facts.true_profit or 0) > 0 and part >= limits.safe_share


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
