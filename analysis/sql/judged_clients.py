"""What the tables of a store say of each client, as the rules of advice take it, and what they propose by all its orders alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from analysis.advice import causes, decisions
from analysis.advice.causes import Burden
from analysis.advice.decisions import ClientFacts, Decision
from analysis.advice.price_rise import SpreadOverRevenue
from analysis.estimates import shrinkage
from analysis.estimates.shrinkage import ClientMargin, Plant, Shrunk, Sizes
from analysis.journal.settings.decision_thresholds import DecisionLimits
from analysis.sql.tables import Row, Rows


@dataclass(frozen=True)
class JudgedClient:
    """`row`: of client_facts. `target`: the true margin aimed at, that of its costed orders by their revenue. `others`: all but it."""

    row: Row
    target: float
    drawn: Shrunk
    burden: Burden
    others: Burden
    facts: ClientFacts
    proposed: Decision


def judged_clients(
    read: Rows, usual_target: float, limits: DecisionLimits
) -> tuple[list[JudgedClient], Plant]:
    """Every client by its id, and how margins scatter in the plant. usual_target: where a client's orders have none."""
    rows = sorted(
        read("client_facts"), key=lambda row: (row["client_id"] is None, row["client_id"] or "")
    )
    margins = [_margin(row) for row in rows]
    plant = shrinkage.plant_of(margins, limits.least_spread)
    spread = _spread(read("spread_over_revenue"))
    burdens = [_burden(row) for row in rows]
    everyone = causes.total(burdens)
    found = []
    for row, drawn, burden in zip(rows, shrinkage.judge(margins, plant), burdens, strict=True):
        target = usual_target if row["target_margin"] is None else float(row["target_margin"])
        others = everyone - burden
        facts = _facts(row, drawn, causes.largest(burden, others), spread.get(row["client_id"]))
        proposed = decisions.decide(facts, target, limits)
        found.append(JudgedClient(row, target, drawn, burden, others, facts, proposed))
    return found, plant


def _spread(parts: Iterable[Row]) -> dict[str, SpreadOverRevenue]:
    """client → its parts of pools spread over revenue, where it bears any."""
    found: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for row in sorted(parts, key=lambda row: (row["pool"], str(row["month"]))):
        total = row["total_cost"]
        if row["cost"] > 0 and total > 0:
            found[row["client_id"]].append((total, row["costed_cost"] / total, row["cost"] / total))
    return {client: SpreadOverRevenue(*np.array(each).T) for client, each in found.items()}


def _margin(row: Row) -> ClientMargin:
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
