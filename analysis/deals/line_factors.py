"""What lines cost against what their base product, or their family, made one expect: a modification costs more than its base.

Measured on the older half of the orders of a kind, each line foretold from orders finished before its own was placed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from analysis.deals.cases import Cases
from analysis.deals.deal import DealLine
from analysis.deals.unit_costs import LineCost

MEASURED = ("base product", "family")  # a product's own last orders are as they are
LEAST_LINES = 20


def of_cases(cases: Cases) -> Mapping[str, float]:
    """Source → the median of cost ÷ what was foretold; none of few lines."""
    if not cases.is_fitted:
        return {}
    half = len(cases) // 2
    older = np.arange(max(0, half - cases.history.settings.deals.tested_orders), half)
    apart: dict[str, list[float]] = {source: [] for source in MEASURED}
    for _, pieces, cost, was in foretold(cases, older):
        if cost.source in apart and cost.unit_cost and was > 0:
            apart[cost.source].append(math.log(was / pieces / cost.unit_cost))
    return {
        source: float(np.exp(np.median(logs)))
        for source, logs in apart.items()
        if len(logs) >= LEAST_LINES
    }


def foretold(
    cases: Cases, places: npt.NDArray[np.int64]
) -> Iterator[tuple[str, float, LineCost, float]]:
    """Each line of these orders: order, pieces, what other orders say of one piece, and its direct cost.

    Others: those finished before it was placed; where a kind has few orders, all but its own.
    """
    orders = cases.history.orders.iloc[cases.places[places]]
    placed = {o: d.date() for o, d in zip(orders["order_id"], orders["order_date"], strict=True)}
    lines = cases.history.lines
    lines = lines[lines["order_id"].isin(list(placed))]
    columns = ["order_id", "product", "base_sku", "product_family", "quantity", "direct_cost"]
    for order_id, product, base, family, pieces, was in lines[columns].itertuples(index=False):
        line = DealLine(pieces, product, _text(base), _text(family))
        known = (placed[order_id], None) if cases.is_fitted else (None, order_id)
        yield order_id, pieces, cases.history.costs.of_line(line, cases.kind, *known), was


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
