"""The table client_decision: for every client a proposal, its reason, what it would need, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import duckdb

from analysis import decisions
from analysis.decisions import NOT_JUDGED, Decision, Facts, causes, measured, terms
from analysis.decisions.causes import Burden
from analysis.dictionary.decision_codes import GROW, TO_CHANGE
from analysis.estimates import shrinkage
from analysis.estimates.shrinkage import Client, Plant, Shrunk, Sizes
from analysis.journal.portrait import Portrait
from analysis.journal.settings.decision_thresholds import Decisions as Limits

COLUMNS = {
    "client_id": "varchar", "client_name": "varchar", "decision": "varchar", "reason": "varchar", "orders_behind_it": "bigint",
    "confidence": "varchar", "reason_code": "varchar", "fit_score": "double", "verdict": "varchar", "fit_group": "varchar",
    "revenue": "double", "true_profit": "double", "true_margin": "double", "peers": "varchar", "peer_margin": "double",
    "shrunk_margin": "double", "margin_low": "double", "margin_high": "double", "own_weight": "double", "target_margin": "double",
    "at_stake": "double", "price_rise": "double", "batch_kind": "varchar", "min_batch": "bigint", "mean_batch": "double",
    "approval_rounds": "double", "payment_days": "double", "credit_share": "double", "hours_per_round": "double",
    "lead_days_kept": "bigint", "lead_orders": "bigint", "hours": "double",
    "hours_share": "double", "revenue_share": "double", "custom_share": "double", "late_share": "double",
    "telling_order": "varchar", "margin_without": "double", "refusal_ends": "double", "resource_share": "double",
    "usual_resources": "double", "penalty_share": "double",
    "rounds_in_price": "bigint", "usual_lead_days": "bigint", "days_to_pay": "bigint",
    "is_safe": "boolean", "comes_first": "boolean", "direct_share": "double", "usual_direct": "double",
}  # fmt: skip

FORM = repr((COLUMNS, measured.MEASURED, measured.TELLING, measured.SPREAD))  # a store of another form is built anew


def build(con: duckdb.DuckDBPyConnection, drawn_portrait: Portrait | None = None) -> None:
    """Makes client_decision, one row per client with COLUMNS.

    Needs client_fit, client_profit, client_measures, client_costs, order_profit, order_target, spread_costs. A client's target
    is that of its costed orders, by their revenue. drawn_portrait: whose limits are terms to ask for.
    """
    usual_target, limits = _limits(con)
    rows = measured.clients(con)
    targets = [usual_target if row["target_margin"] is None else float(row["target_margin"]) for row in rows]
    plant = shrinkage.plant_of([_client(row) for row in rows], limits.least_spread)
    drawn = shrinkage.judge([_client(row) for row in rows], plant)
    spread = measured.spread_over_revenue(con)
    burdens = [_burden(row) for row in rows]
    everyone = causes.total(burdens)
    facts = [
        _facts(row, shrunk, causes.largest(burden, everyone - burden), spread.get(row["client_id"]))
        for row, shrunk, burden in zip(rows, drawn, burdens, strict=True)
    ]
    found = [decisions.decide(each, target, limits) for each, target in zip(facts, targets, strict=True)]
    left = _left(con, rows, facts, found, plant)
    smallest, per_round = terms.smallest_batches(con), terms.hours_per_round(con)
    rounds, lead_days = terms.rounds_in_price(con, drawn_portrait), terms.usual_lead_days(con)
    days_to_pay = terms.most_of(drawn_portrait, "late_payment_days")
    columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    for row, shrunk, known, burden, proposed, target in zip(rows, drawn, facts, burdens, found, targets, strict=True):
        telling, without = left.get(row["client_id"], (None, None))
        kept = decisions.withstanding(proposed, without, target, limits)
        batch = smallest.get(row["batch_kind"])
        asks = (
            batch is not None
            and row["mean_batch"] is not None
            and row["mean_batch"] * (1 + limits.worth_asking) <= batch
        )
        shares = {
            "resource_share": _resources(burden), "usual_resources": _resources(everyone - burden),
            "penalty_share": burden.share(causes.LATE), "direct_share": burden.share(causes.PRICE),
            "usual_direct": (everyone - burden).share(causes.PRICE),
        }  # fmt: skip
        margin_without = None if without is None else without.own
        values = {
            **row, **shares, "decision": kept.decision,
            "reason": decisions.reason(kept, known, target, {**shares, "without": margin_without}, telling),
            "orders_behind_it": shrunk.orders, "confidence": kept.confidence, "reason_code": kept.code,
            "fit_group": decisions.group(row["verdict"], known.true_profit), "peers": shrunk.peers, "peer_margin": shrunk.peer_margin,
            "shrunk_margin": shrunk.margin, "margin_low": shrunk.low, "margin_high": shrunk.high, "own_weight": shrunk.weight,
            "target_margin": target,
            "at_stake": None if kept.code in NOT_JUDGED else decisions.at_stake(known.revenue, known.true_profit, target),
            "true_profit": row["true_profit"], "price_rise": kept.price_rise, "refusal_ends": kept.refusal_ends,
            "telling_order": telling, "margin_without": margin_without,
            "hours_per_round": per_round, "lead_days_kept": row["lead_days"], "min_batch": batch if asks else None,
            "is_safe": (known.true_profit or 0) > 0 and max(row["revenue_share"] or 0, row["profit_share"] or 0) >= limits.safe_share,
            "rounds_in_price": rounds, "days_to_pay": days_to_pay, "usual_lead_days": lead_days.get(row["batch_kind"]),
        }  # fmt: skip
        for name, column in columns.items():
            column.append(values.get(name))
    columns["comes_first"] = _first(columns, limits.first_share)
    unnested = ", ".join(f"unnest(?::{kind}[]) as {name}" for name, kind in COLUMNS.items())
    con.execute(f"create or replace table client_decision as select {unnested}", list(columns.values()))
    con.execute(
        "comment on table client_decision is 'One row per client: what to do about it, why, and what that would need.'"
    )


def _first(columns: Mapping[str, Sequence[Any]], share: float) -> list[bool]:
    """Which of the clients to change, but for safe ones, hold the largest sums that make `share` of the money short of the target."""
    money = {
        place: stake or 0.0
        for place, (decision, stake, safe) in enumerate(
            zip(columns["decision"], columns["at_stake"], columns["is_safe"], strict=True)
        )
        if decision in TO_CHANGE and not safe
    }
    found, lacking = [False] * len(columns["decision"]), share * sum(money.values())
    for place in sorted(money, key=lambda place: -money[place]):
        found[place] = True
        lacking -= money[place]
        if lacking <= 0:
            break
    return found


def _limits(con: duckdb.DuckDBPyConnection) -> tuple[float, Limits]:
    """The target margin where no segment has its own, and the thresholds in force."""
    names = [field.name for field in fields(Limits)]
    row = con.execute(f"select target_margin, {', '.join(names)} from settings").fetchall()[0]
    return float(row[0]), Limits(*row[1:])


def _client(row: Mapping[str, Any]) -> Client:
    sizes = Sizes(row["squares"], row["cubes"], row["scatter"]) if row["orders"] else None
    return Client(
        row["client_id"], row["industry"], row["orders"], row["costed_revenue"], row["true_margin"], sizes=sizes
    )


def _burden(row: Mapping[str, Any]) -> Burden:
    """What was used outside orders belongs to it."""
    outside, of_people = row["outside_cost"] or 0.0, row["outside_time_cost"] or 0.0
    return Burden(
        row["costed_revenue"], row["direct_cost"] or 0.0, (row["time_cost"] or 0.0) + of_people,
        (row["other_resources"] or 0.0) + outside - of_people, row["credit_cost"], row["penalty"] or 0.0,
    )  # fmt: skip


def _resources(burden: Burden) -> float | None:
    """All resources used, people's time too, as a part of revenue."""
    if burden.revenue <= 0:
        return None
    return (burden.time_cost + burden.other_resources) / burden.revenue


def _facts(row: Mapping[str, Any], shrunk: Shrunk, cause: str, spread: Any) -> Facts:
    """True profit of nobody's costed orders is unknown, not what was used outside them."""
    return Facts(
        row["verdict"], shrunk.orders, row["costed_revenue"], row["true_profit"] if row["is_costed"] else None,
        row["credit_cost"], shrunk.own, shrunk.margin, shrunk.high, shrunk.weight, shrunk.peer_margin, row["gross_margin"],
        row["hours_share"], row["revenue_share"], row["custom_share"], row["late_share"], cause, spread,
    )  # fmt: skip


def _left(
    con: duckdb.DuckDBPyConnection,
    rows: Sequence[Mapping[str, Any]],
    facts: Sequence[Facts],
    found: Sequence[Decision],
    plant: Plant,
) -> dict[str, tuple[str, Facts | None]]:
    """client → its most telling order and what is known without it (None: nothing), for proposals that must withstand that.

    The plant is taken as it was: one order moves its robust variances by next to nothing.
    """
    worst, best = measured.telling_orders(con)
    least = measured.least_gross_orders(con)
    answers: dict[str, tuple[str, Facts | None]] = {}
    asked: list[tuple[Mapping[str, Any], Facts, Mapping[str, Any]]] = []
    for row, known, proposed in zip(rows, facts, found, strict=True):
        client = row["client_id"]
        if proposed.code == "below_cost":
            order_id, margin = least[client]
            answers[client] = order_id, replace(known, gross_margin=margin)
        elif proposed.decision in (*TO_CHANGE, GROW):
            order = (best if proposed.decision == GROW else worst)[client]
            answers[client] = order["order_id"], None
            if order["margin_left"] is not None:
                asked.append((row, known, order))
    drawn = shrinkage.judge([_client_without(row, order) for row, _, order in asked], plant)
    for (row, known, dropped), shrunk in zip(asked, drawn, strict=True):
        part = dropped["revenue_left"] / known.revenue
        answers[row["client_id"]] = dropped["order_id"], replace(
            known, orders=dropped["orders_left"], revenue=dropped["revenue_left"], true_profit=dropped["profit_left"],
            credit_cost=known.credit_cost - dropped["credit"], own=shrunk.own, margin=shrunk.margin, high=shrunk.high,
            weight=shrunk.weight, peer_margin=shrunk.peer_margin, spread=known.spread and known.spread.of(min(part, 1.0)),
        )  # fmt: skip
    return answers


def _client_without(row: Mapping[str, Any], order: Mapping[str, Any]) -> Client:
    middle = order["p"] / order["w"]
    scatter = max(0.0, order["pp"] - 2 * middle * order["pw"] + middle**2 * order["ww"])
    sizes = Sizes(order["ww"], order["www"], scatter)
    return Client(
        row["client_id"],
        row["industry"],
        order["orders_left"],
        order["revenue_left"],
        order["margin_left"],
        sizes=sizes,
    )
