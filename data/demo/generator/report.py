"""The planted truth in figures: what the exports say once every hour has its price."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from .clients import THE_CLIENT
from .order import CANCELLED, IN_PROGRESS, Order
from .plant import PoolMonth
from .timesheets import Entry

COST_OF_CAPITAL = 0.16


@dataclass
class ClientSum:
    name: str
    role: str
    orders: int = 0
    custom: int = 0
    late: int = 0
    shipped: int = 0
    revenue: float = 0.0
    custom_revenue: float = 0.0
    gross_margin: float = 0.0
    book_overhead: float = 0.0
    credit: float = 0.0
    penalty: float = 0.0
    resource: float = 0.0
    hours: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def book_profit(self) -> float:
        return self.gross_margin - self.book_overhead

    @property
    def true_profit(self) -> float:
        return self.gross_margin - self.resource - self.credit - self.penalty


Rates = dict[tuple[str, date], float]


def by_client(
    orders: list[Order], entries: list[Entry], months: list[PoolMonth], roles: dict[str, str]
) -> list[ClientSum]:
    sums = {name: ClientSum(name, role) for name, role in roles.items()}
    owner = {order.number: order.client.name for order in orders}
    rates = _rates(months)
    for order in orders:
        _add_order(sums[order.client.name], order)
    for entry in entries:
        name = owner.get(entry.order) or entry.client
        if name:
            sums[name].hours[entry.pool] += entry.hours
            sums[name].resource += _cost(entry, rates)
    return sorted(sums.values(), key=lambda s: -s.true_profit)


def _rates(months: list[PoolMonth]) -> Rates:
    return {(month.pool, month.month): month.rate for month in months}


def _cost(entry: Entry, rates: Rates) -> float:
    return entry.hours * rates[entry.pool, entry.day.replace(day=1)]


def _add_order(total: ClientSum, order: Order) -> None:
    total.orders += 1
    total.custom += order.is_custom
    if order.status in (CANCELLED, IN_PROGRESS):
        return  # no revenue, but the hours stay
    total.revenue += order.revenue
    total.custom_revenue += order.revenue * order.is_custom
    total.gross_margin += order.revenue - sum(line.direct_cost for line in order.lines)
    total.book_overhead += sum(line.overhead for line in order.lines)
    total.penalty += order.penalty
    if order.shipped_on:
        total.shipped += 1
        total.late += order.shipped_on > order.promised_on
    if order.shipped_on and order.paid_on:
        days = max(0, (order.paid_on - order.shipped_on).days)
        total.credit += order.revenue * days / 365 * COST_OF_CAPITAL


def print_report(
    orders: list[Order], entries: list[Entry], months: list[PoolMonth], roles: dict[str, str]
) -> None:
    sums = by_client(orders, entries, months, roles)
    revenue, true = sum(s.revenue for s in sums), sum(s.true_profit for s in sums)
    book, gross = sum(s.book_profit for s in sums), sum(s.gross_margin for s in sums)
    lines = sum(len(order.lines) for order in orders)
    print(f"clients {len(sums)}, orders {len(orders)}, lines {lines}, usage rows {len(entries)}")
    print(
        f"revenue {revenue / 1e6:.1f} M; gross {gross / revenue:.1%}; book {book / revenue:.1%}",
        end="; ",
    )
    print(f"true {true / revenue:.1%}")
    print(
        f"credit {sum(s.credit for s in sums) / revenue:.1%}; penalty {sum(s.penalty for s in sums) / revenue:.2%}"
    )
    print(
        f"custom revenue {sum(s.custom_revenue for s in sums) / revenue:.1%}, orders {sum(s.custom for s in sums)}"
    )
    _print_hours(orders, entries, months)
    _print_whale(sums, true)
    _print_orders(orders, entries, months)
    for client in sums:
        print(_client_text(client, revenue))


def _client_text(s: ClientSum, revenue: float) -> str:
    if not s.revenue:
        return f"{s.name:32}{s.role:22} no orders; true profit {s.true_profit / 1e6:.2f} M"
    late, mark = s.late / max(s.shipped, 1), " <<<" if s.name == THE_CLIENT else ""
    gross, book, true = (
        amount / s.revenue for amount in (s.gross_margin, s.book_profit, s.true_profit)
    )
    return (
        f"{s.name:32}{s.role:22} orders {s.orders:3} custom {s.custom:3} late {late:3.0%}"
        f" revenue {s.revenue / revenue:6.2%} gross {gross:6.1%} book {book:6.1%}"
        f" true {true:6.1%} = {s.true_profit / 1e6:5.1f} M{mark}"
    )


def _print_hours(orders: list[Order], entries: list[Entry], months: list[PoolMonth]) -> None:
    custom = {order.number for order in orders if order.is_custom}
    for pool in dict.fromkeys(month.pool for month in months):
        capacity = {month.month: month.capacity for month in months if month.pool == pool}
        used: dict[date, float] = defaultdict(float)
        charged = on_custom = on_orders = 0.0
        for entry in entries:
            if entry.pool == pool and (entry.order or entry.client):
                used[entry.day.replace(day=1)] += entry.hours
                charged += entry.hours
                on_orders += entry.hours if entry.order else 0
                on_custom += entry.hours if entry.order in custom else 0
        busy = sorted(used[month] / capacity[month] for month in capacity)
        print(
            f"{pool:28} charged {charged:8.0f} h, used {charged / sum(capacity.values()):4.0%}"
            f" (months {busy[0]:.0%} … {busy[len(busy) // 2]:.0%} … {busy[-1]:.0%}), custom {on_custom / on_orders:.0%}"
        )


def _print_whale(sums: list[ClientSum], total: float) -> None:
    peak = running = 0.0
    for s in sums:
        running += s.true_profit
        peak = max(peak, running)
    losers = [s for s in sums if s.true_profit < 0]
    print(
        f"whale peak {peak / total:.1%}; {len(losers)} clients lose {sum(s.true_profit for s in losers) / 1e6:.1f} M"
    )


def _print_orders(orders: list[Order], entries: list[Entry], months: list[PoolMonth]) -> None:
    """Order by order: how many hide a loss."""
    rates = _rates(months)
    resource: dict[str, float] = defaultdict(float)
    for entry in entries:
        resource[entry.order] += _cost(entry, rates)
    hidden: dict[str, int] = defaultdict(int)
    book_loss = 0
    for order in orders:
        gross = order.revenue - sum(line.direct_cost for line in order.lines)
        book = gross - sum(line.overhead for line in order.lines)
        book_loss += book < 0
        hidden[order.kind] += book >= 0 and gross - resource[order.number] - order.penalty < 0
    print(f"orders with a book loss {book_loss}; hidden losses by kind {dict(hidden)}")
    batches = sorted(
        line.quantity for o in orders for line in o.lines if line.product.kind == "serial"
    )
    print("serial batch, quartiles:", *(batches[len(batches) * n // 4] for n in (1, 2, 3)))
