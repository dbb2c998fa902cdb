"""Days from order to shipment of past orders like the deal: half were shipped within p50, four of five within p80."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.deals.deal import Deal
from analysis.deals.estimate import profile
from analysis.deals.history import History
from analysis.deals.similarity import distances, nearest

LIKE = 60  # orders of the kind, the most alike
LEAST = 5


@dataclass(frozen=True)
class LeadDays:
    """Of `n` orders; None: fewer than five with a day of shipment."""

    p50: float | None
    p80: float | None
    n: int


def lead_days(history: History, deal: Deal, kind: str | None) -> LeadDays:
    orders = history.orders
    shipped = orders["shipped_on"].notna() & (orders["kind"] == kind)
    if not shipped.any():
        return LeadDays(None, None, 0)
    apart = distances(history.described, profile(history, deal))
    apart[~shipped.to_numpy(dtype=bool)] = np.inf
    found = orders.iloc[nearest(apart, LIKE)]
    days = (found["shipped_on"] - found["order_date"]).dt.days.to_numpy(dtype=float)
    if len(days) < LEAST:
        return LeadDays(None, None, len(days))
    p50, p80 = np.quantile(days, [0.5, 0.8], method="inverted_cdf")
    return LeadDays(float(p50), float(p80), len(days))
