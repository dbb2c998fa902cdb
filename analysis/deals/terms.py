"""What moves with a deal's price, and the margin aimed at: credit, expected penalty, spread pools, targets of segments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.deals.deal import Deal
from analysis.deals.deal_features import client_id
from analysis.deals.estimate import DealEstimate
from analysis.deals.experience import Experience
from analysis.deals.history import History
from analysis.journal.portrait import fold
from analysis.journal.settings import segment_targets

YEAR = 365


@dataclass(frozen=True)
class DealTerms:
    """`with_price`: the part of the price that goes with it: credit + penalty + spread over revenue. `spread`: money, of other bases.

    `late_day`: part of the price that a late day costs; None: no late order tells.

    `payment_days` None: not known, and no credit is in the price. `days_from`: deal, client, kind or unknown.
    """

    payment_days: float | None
    days_from: str
    credit: float
    penalty: float
    spread_share: float
    spread: float
    target_margin: float
    overhead_on_direct: float | None
    late_day: float | None = None

    @property
    def with_price(self) -> float:
        return self.credit + self.penalty + self.spread_share

    @property
    def without_credit(self) -> float:
        """The same where the client pays before shipment."""
        return self.penalty + self.spread_share


def terms_of(past: Experience, deal: Deal, estimate: DealEstimate) -> DealTerms:
    history = past.history
    known = history.of_kind(estimate.kind or "serial")
    days, days_from = _payment_days(history, deal, known)
    share, money = _spread(past, deal, estimate)
    return DealTerms(
        payment_days=days,
        days_from=days_from,
        credit=(days or 0.0) / YEAR * history.settings.credit.cost_of_capital,
        penalty=_ratio(known["penalty"], known["revenue"]) or 0.0,
        spread_share=share,
        spread=money,
        target_margin=_target(history, deal, estimate),
        overhead_on_direct=_ratio(known["book_overhead"], known["direct_cost"]),
        late_day=_ratio(known["penalty"], (known["revenue"] * known["days_late"].clip(lower=0))),
    )


def _ratio(parts: pd.Series, wholes: pd.Series) -> float | None:
    """Σ parts ÷ Σ wholes, over the orders where both are known."""
    both = parts.notna() & wholes.notna()
    under = float(wholes[both].sum())
    return float(parts[both].sum()) / under if under > 0 else None


def _payment_days(history: History, deal: Deal, kind: pd.DataFrame) -> tuple[float | None, str]:
    """As the deal says; else as this client paid, else as orders of the kind were paid, by their revenue; days before shipment count 0."""
    if deal.payment_days is not None:
        return deal.payment_days, "deal"
    client = client_id(history, deal)
    own = history.of_client(client) if client is not None else None
    for orders, source in ((own, "client"), (kind, "kind")):
        if orders is None:
            continue
        waited = orders["days_to_pay"].astype(float).clip(lower=0)
        found = _ratio(waited * orders["revenue"], orders["revenue"].where(waited.notna()))
        if found is not None:
            return found, source
    return None, "unknown"


def _spread(past: Experience, deal: Deal, estimate: DealEstimate) -> tuple[float, float]:
    """(part of the price, money) of pools spread over orders, as over the last twelve whole months; in their own base where the deal
    tells it, else over revenue."""
    hours = [
        u.quantity.mid * u.pool.hours_per_unit
        for u in estimate.uses
        if u.quantity and u.pool.hours_per_unit
    ]
    own: Mapping[str, float | None] = {
        "direct_cost": estimate.direct_cost,
        "quantity": deal.quantity,
        "orders": 1.0,
        "lines": float(len(deal.line)),
        "hours": sum(hours),
    }
    share = money = 0.0
    for row in past.spread:
        base = own.get(row["basis"])
        total = row.get(row["basis"])
        if base is not None and total is not None and total > 0:
            money += row["cost"] / total * base
        elif row["revenue"] > 0:
            share += row["cost"] / row["revenue"]
    return share, money


def _target(history: History, deal: Deal, estimate: DealEstimate) -> float:
    """The target of the most specific segment that the deal meets, as the table order_target has it for orders."""
    client = client_id(history, deal)
    row = history.clients[history.clients["client_id"] == client]
    attributes = {str(k).casefold(): v for k, v in deal.attributes.items()}
    industry = attributes.get("industry") if row.empty else row["industry"].iloc[0]
    done = history.of_client(client)["revenue"].sum()
    largest = max(deal.line, key=lambda line: (line.unit_price or 1.0) * line.quantity)
    names = {fold(deal.client), fold(client or "")}
    found = history.settings.targets.true_margin
    for target in segment_targets.placed(history.settings.target):
        meets = (
            (target.kind is None or target.kind == estimate.kind)
            and _same(target.family, history.costs.family(largest))
            and _same(target.industry, industry)
            and (target.client is None or fold(target.client) in names)
            and (target.client_revenue_from is None or done >= target.client_revenue_from)
        )
        if meets:
            found = target.true_margin
    return found


def _same(asked: str | None, value: object) -> bool:
    return asked is None or (isinstance(value, str) and fold(asked) == fold(value))
