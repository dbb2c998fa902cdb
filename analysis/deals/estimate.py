"""What a deal will cost and take: direct cost by line, use of each resource, and how sure that is.

It depends on the deal's lines, batch, approvals and client, never on its price: a slider of price asks nothing here anew.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from analysis.deals import line_factors
from analysis.deals.calibration import LeftOut, OutOfTime
from analysis.deals.cases import Cases
from analysis.deals.deal import Deal, DealLine
from analysis.deals.experience import Experience
from analysis.deals.history import History
from analysis.deals.pools import Pool
from analysis.deals.similarity import Profile, code_of, likeness
from analysis.deals.unit_costs import LineCost, kind_of_line
from analysis.estimates import conformal
from analysis.journal.portrait import fold

Numbers = npt.NDArray[np.float64]
EPOCH = dt.date(2000, 1, 1)  # as similarity.years


@dataclass(frozen=True)
class Range:
    """Low and high None: too few cases for an interval."""

    mid: float
    low: float | None = None
    high: float | None = None

    def times(self, factor: float) -> Range:
        return Range(
            self.mid * factor,
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
        )


@dataclass(frozen=True)
class Analogue:
    """A past order: in what it is alike, and in what not."""

    order_id: str
    alike: tuple[str, ...]
    unlike: tuple[str, ...]


@dataclass(frozen=True)
class PoolUse:
    """Of a pool, in its unit. `source`: analogues, equation or unknown. `variable`: the part that grows with the batch."""

    pool: Pool
    quantity: Range | None
    source: str
    variable: float = 0.0

    @property
    def cost(self) -> float | None:
        if self.quantity is None:
            return None
        if self.pool.rate is None:
            return 0.0 if self.quantity.mid == 0 else None
        return self.quantity.mid * self.pool.rate


@dataclass(frozen=True, eq=False)
class DealEstimate:
    """Money of the whole deal, without what moves with its price. `cost` None: unknown, `lacking` says what is needed.

    `scores`: logs of what was less logs of what was foretold, of `cases` orders left out; `least_cases`: how many an interval takes.
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
    scored_part: (
        float  # the part of the cost that the scores speak of; the rest is stated and certain
    )
    tested: OutOfTime | None
    lacking: tuple[tuple[str, Mapping[str, object]], ...]


def estimated(past: Experience, deal: Deal) -> DealEstimate:
    history = past.history
    kinds = [kind_of_line(line, history.costs) for line in deal.line]
    lacking: list[tuple[str, Mapping[str, object]]] = []
    kind = "custom" if "custom" in kinds else None if None in kinds else "serial"
    for n, of_line in enumerate(kinds):
        if of_line is None and kind is None:
            lacking.append(("kind", _named(deal, n)))
    costs = tuple(_line_cost(past, line, kind or "serial") for line in deal.line)
    for n, cost in enumerate(costs):
        if cost.unit_cost is None:
            near = history.costs.near(deal.line[n].product or "")
            lacking.append(("unit_cost", {**_named(deal, n), "near": ", ".join(near)}))
    known_direct = all(cost.unit_cost is not None for cost in costs)
    direct = (
        math.fsum(
            (c.unit_cost or 0.0) * line.quantity for c, line in zip(costs, deal.line, strict=True)
        )
        if known_direct
        else None
    )
    if kind is None:
        return DealEstimate(
            None,
            costs,
            (),
            direct,
            None,
            None,
            (),
            0.0,
            0,
            0,
            np.empty(0),
            0.0,
            None,
            tuple(lacking),
        )
    return _of_kind(past, deal, kind, costs, direct, lacking)


def _of_kind(
    past: Experience,
    deal: Deal,
    kind: str,
    costs: tuple[LineCost, ...],
    direct: float | None,
    lacking: list[tuple[str, Mapping[str, object]]],
) -> DealEstimate:
    history, known = past.history, past.cases(kind)
    scored = past.left_out(kind, knows_rounds=deal.approval_rounds is not None)
    wanted = profile(history, deal)
    found = known.nearest(wanted)
    uses = _uses(history, deal, known, scored, wanted, found)
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


def _uses(
    history: History,
    deal: Deal,
    known: Cases,
    scored: LeftOut,
    wanted: Profile,
    found: npt.NDArray[np.int64],
) -> tuple[PoolUse, ...]:
    by_analogues = known.used_by(wanted, found)
    features = equation_features(history, deal)
    uses = []
    for n, pool in enumerate(history.pools):
        equation = history.equations.get(pool.name)
        equated = equation.quantity(features) if equation is not None else None
        if equated is not None and (not len(found) or scored.by_equation[n]):
            each = equation.each.get("quantity", 0.0) if equation is not None else 0.0
            middle, source, variable = equated, "equation", each * deal.quantity
        elif len(found):
            middle, source = float(by_analogues[n]), "analogues"
            variable = min(1.0, float(known.steps[n, 0])) * middle
        else:
            uses.append(PoolUse(pool, None, "unknown"))
            continue
        width = conformal.quantile(np.abs(scored.pools[n]), history.settings.deals.interval_share)
        least = float(known.small[n])
        around = Range(middle)
        if width is not None:
            low = max(0.0, (middle + least) * math.exp(-width) - least)
            around = Range(middle, low, (middle + least) * math.exp(width) - least)
        uses.append(PoolUse(pool, around, source, variable))
    return tuple(uses)


def profile(history: History, deal: Deal) -> Profile:
    """What the deal is compared by: its largest line says family and base product, as with past orders."""
    largest = max(deal.line, key=lambda line: (line.unit_price or 1.0) * line.quantity)
    base = largest.base_sku or largest.product
    client = client_id(history, deal)
    return Profile(
        code_of(history.codes["family"], history.costs.family(largest)),
        code_of(history.codes["base"], history.costs.product(base) or base),
        code_of(history.codes["client_id"], client),
        client not in history.first_orders,
        deal.quantity,
        float(len(deal.line)),
        math.nan if deal.approval_rounds is None else deal.approval_rounds,
        (deal.date - EPOCH).days / 365.25,
    )


def client_id(history: History, deal: Deal) -> str | None:
    """Of the client that the deal names, by id or name; None: a new one."""
    return history.client_ids.get(fold(deal.client))


def equation_features(history: History, deal: Deal) -> dict[str, float | None]:
    """What time equations may ask of a deal, as the table order_features has it of an order."""
    names = {line.product or line.base_sku or str(n) for n, line in enumerate(deal.line)}
    lead = None if deal.lead_days is None else float(deal.lead_days)
    is_rush = lead is not None and lead <= history.settings.time.rush_days
    is_new = client_id(history, deal) not in history.first_orders
    modified = [kind_of_line(line, history.costs) == "custom" for line in deal.line]
    return {
        "lines": float(len(deal.line)),
        "products": float(len(names)),
        "quantity": deal.quantity,
        "modified_lines": float(sum(modified)),
        "is_new_client": float(is_new),
        "is_rush": float(is_rush),
        "approval_rounds": deal.approval_rounds,
        "lead_time_days": lead,
    }


def _analogue(known: Cases, place: int, wanted: Profile) -> Analogue:
    found = likeness(known.orders, place, wanted, known.history.settings.likeness)
    order_id = str(known.history.orders["order_id"].iloc[known.places[place]])
    return Analogue(
        order_id,
        tuple(name for name, is_alike in found.items() if is_alike),
        tuple(name for name, is_alike in found.items() if not is_alike),
    )


def _named(deal: Deal, n: int) -> dict[str, object]:
    line: DealLine = deal.line[n]
    return {"line": n + 1, "product": line.product or line.base_sku or "?"}
