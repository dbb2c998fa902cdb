"""What a delivery changed, as records: orders, sums of money, rows of other tables, costs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

Money = Decimal | None


@dataclass(frozen=True)
class OrderChange:
    """An order that an import added or changed, or that the newer export of its days no longer has (vanished).

    Money in the workspace's currency; None is unknown, or that there was no order. A vanished order still counts.
    cancelled: vanished, and a person counts it as cancelled: its money was, and is not any more.
    at_the_edge: it lies before or after the days of the newer export, which may just be of fewer days.
    """

    order_id: str
    client: str
    what: str
    order_date: dt.date | None
    revenue_before: Money
    revenue_after: Money
    direct_cost_before: Money
    direct_cost_after: Money
    true_profit_before: Money = None
    true_profit_after: Money = None
    at_the_edge: bool = False


@dataclass(frozen=True)
class Sum:
    """Orders of one kind of change and their money; None where it is unknown for one of them.

    open_after, cancelled_after: money of their lines in progress and of cancelled ones, which is no revenue.
    """

    orders: int = 0
    revenue_before: Money = None
    revenue_after: Money = None
    direct_cost_before: Money = None
    direct_cost_after: Money = None
    true_profit_before: Money = None
    true_profit_after: Money = None
    open_after: Money = None
    cancelled_after: Money = None


@dataclass(frozen=True)
class RowChange:
    """Rows of a table that an import added, and rows that counted before and are replaced by them (None: unknown)."""

    table: str
    added: int
    replaced: int | None


@dataclass(frozen=True)
class Costs:
    """Orders whose hours or true profit the delivery changed, all hours of theirs; true profit of those known before and after.

    known_before, known_after: how many of them have a true profit; compared: how many in both states.
    """

    orders: int
    hours_before: float
    hours_after: float
    known_before: int
    known_after: int
    compared: int
    true_profit_before: Money
    true_profit_after: Money


@dataclass(frozen=True)
class Changes:
    """costs: what hours or pools changed, None where they came with orders, or not both states' stores are kept.

    orders: the first SHOWN of all, the most money first. untouched: orders of the delivery that are as they were."""

    delivery_no: int
    added: Sum
    changed: Sum
    vanished: Sum
    untouched: int
    new_clients: tuple[str, ...]
    new_client_count: int
    orders: tuple[OrderChange, ...]
    rows: tuple[RowChange, ...]
    cancelled: Sum = field(default_factory=Sum)
    vanished_orders: tuple[str, ...] = ()  # all of them, the most money first
    costs: Costs | None = None

    @property
    def order_count(self) -> int:
        """All that were added, changed or left out, of which `orders` are the first."""
        return sum(s.orders for s in (self.added, self.changed, self.vanished, self.cancelled))
