"""What a deal will cost and take: direct cost by line, use of each resource, and how sure that is.

It depends on the deal's lines, batch, approvals and client, never on its price: a slider of price asks nothing here anew.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from analysis.deals import line_factors
from analysis.deals.calibration import OutOfTime
from analysis.deals.cases import Cases
from analysis.deals.deal import Deal, DealLine
from analysis.deals.deal_features import profile
from analysis.deals.experience import Experience
from analysis.deals.resources.pool_use import PoolUse, Range, uses_of_pools
from analysis.deals.similarity import Profile, likeness
from analysis.deals.unit_costs import LineCost, kind_of_line
from analysis.estimates import conformal

Numbers = npt.NDArray[np.float64]
Lacking = tuple[str, Mapping[str, object]]  # a code of what is needed, and its values


@dataclass(frozen=True)
class Analogue:
    """A past order: in what it is alike, and in what not."""

    order_id: str
    alike: tuple[str, ...]
    unlike: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class DealEstimate:
    """Money of the whole deal, without what moves with its price. `cost` None: unknown, `lacking` says what is needed.

    `scores`: logs of what was less logs of what was foretold, of `cases` orders left out; `least_cases`: how many an interval takes.
    `scored_part`: the part of the cost that the scores speak of; the rest is stated and certain.
    """

    kind: str | None
    lines: tuple[LineCost, ...]
    uses: tuple[PoolUse, ...]
    direct_cost: float | None
    resource_cost: float | None
    cost: Range | None
    analogues: tuple[Analogue, ...]
    largest_batch: float  # of an analogue
    cases: int
    least_cases: int
    scores: Numbers
    scored_part: float
    tested: OutOfTime | None
    lacking: tuple[Lacking, ...]


def estimated(past: Experience, deal: Deal) -> DealEstimate:
    """Of a deal whose kind is told neither by its lines nor by what they name, only the direct cost."""
    history = past.history
    kinds = [kind_of_line(line, history.costs) for line in deal.line]
    kind = "custom" if "custom" in kinds else None if None in kinds else "serial"
    costs = tuple(_line_cost(past, line, kind or "serial") for line in deal.line)
    lacking: list[Lacking] = []
    if kind is None:
        lacking += [("kind", _named(deal, n)) for n, each in enumerate(kinds) if each is None]
    for n, cost in enumerate(costs):
        if cost.unit_cost is None:
            near = history.costs.near(deal.line[n].product or "")
            lacking.append(("unit_cost", {**_named(deal, n), "near": ", ".join(near)}))
    direct = _direct_cost(deal, costs)
    if kind is None:
        return DealEstimate(
            kind=None,
            lines=costs,
            uses=(),
            direct_cost=direct,
            resource_cost=None,
            cost=None,
            analogues=(),
            largest_batch=0.0,
            cases=0,
            least_cases=0,
            scores=np.empty(0),
            scored_part=0.0,
            tested=None,
            lacking=tuple(lacking),
        )
    return _of_kind(past, deal, kind, costs, direct, lacking)


def _direct_cost(deal: Deal, costs: tuple[LineCost, ...]) -> float | None:
    """Of all pieces of the deal; None where that of one line isn't known."""
    parts = []
    for line, cost in zip(deal.line, costs, strict=True):
        if cost.unit_cost is None:
            return None
        parts.append(cost.unit_cost * line.quantity)
    return math.fsum(parts)


def _of_kind(
    past: Experience,
    deal: Deal,
    kind: str,
    costs: tuple[LineCost, ...],
    direct: float | None,
    lacking: list[Lacking],
) -> DealEstimate:
    history, known = past.history, past.cases(kind)
    scored = past.left_out(kind, knows_rounds=deal.approval_rounds is not None)
    wanted = profile(history, deal)
    found = known.nearest(wanted)
    uses = uses_of_pools(history, deal, known, scored, wanted, found)
    lacking += [
        ("rate" if use.quantity is not None else "use", {"pool": use.pool.name})
        for use in uses
        if use.cost is None
    ]
    if not uses:
        lacking.append(("usage", {}))
    is_known = bool(uses) and all(use.cost is not None for use in uses)
    resources = math.fsum(use.cost or 0.0 for use in uses) if is_known else None
    is_stated = all(cost.source == "stated" for cost in costs)
    scores, part = (scored.resources, resources) if is_stated else (scored.whole, None)
    cost = None
    if direct is not None and resources is not None and direct > 0:
        part = resources if is_stated else direct + resources
        cost = _around(
            direct + resources - part, part, scores, history.settings.deals.interval_share
        )
    return DealEstimate(
        kind=kind,
        lines=costs,
        uses=uses,
        direct_cost=direct,
        resource_cost=resources,
        cost=cost,
        analogues=tuple(_analogue(known, int(place), wanted) for place in found),
        largest_batch=float(np.exp(known.orders.log_quantity[found].max())) if len(found) else 0.0,
        cases=len(scores),
        least_cases=conformal.least_cases(history.settings.deals.interval_share),
        scores=scores,
        scored_part=part or 0.0,
        tested=scored.tested_resources if is_stated else scored.tested_whole,
        lacking=tuple(lacking),
    )


def _line_cost(past: Experience, line: DealLine, kind: str) -> LineCost:
    """As told by the last orders, and by how far what they told of such lines was off."""
    found = past.history.costs.of_line(line, kind)
    if found.unit_cost is None or found.source not in line_factors.MEASURED:
        return found
    factor = past.line_factors(kind).get(found.source, 1.0)
    return replace(found, unit_cost=found.unit_cost * factor, factor=factor)


def _around(certain: float, middle: float, scores: Numbers, share: float) -> Range:
    """What is certain, and the interval of the rest on the log scale: low is never below what is certain."""
    width = conformal.quantile(np.abs(scores), share)
    if width is None:
        return Range(certain + middle)
    return Range(
        certain + middle, certain + middle * math.exp(-width), certain + middle * math.exp(width)
    )


def interval_at(estimate: DealEstimate, share: float) -> tuple[float, float] | None:
    """The cost from low to high at another share of such deals; None where the cost isn't known or the cases don't suffice."""
    if estimate.cost is None or not len(estimate.scores):
        return None
    certain = estimate.cost.mid - estimate.scored_part
    found = _around(certain, estimate.scored_part, estimate.scores, share)
    return None if found.low is None or found.high is None else (found.low, found.high)


def _analogue(known: Cases, place: int, wanted: Profile) -> Analogue:
    found = likeness(known.orders, place, wanted, known.history.settings.likeness)
    order_id = str(known.history.orders["order_id"].iloc[known.places[place]])
    return Analogue(
        order_id,
        tuple(name for name, is_alike in found.items() if is_alike),
        tuple(name for name, is_alike in found.items() if not is_alike),
    )


def _named(deal: Deal, n: int) -> dict[str, object]:
    line = deal.line[n]
    return {"line": n + 1, "product": line.product or line.base_sku or "?"}
