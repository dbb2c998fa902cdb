"""A deal in the terms of past orders: what it is compared by, whose it is, what time equations ask of it."""

from __future__ import annotations

import datetime as dt
import math

from analysis.deals.deal import Deal
from analysis.deals.history import History
from analysis.deals.similarity import Profile, code_of
from analysis.deals.unit_costs import kind_of_line
from analysis.journal.portrait import fold

EPOCH = dt.date(2000, 1, 1)  # as similarity.years


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
