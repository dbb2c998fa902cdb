"""The plant's own exports of its three years, as files: what the product imports. Nothing of the hidden truth is among them."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tests.simulations.policies.making import PAST, month_start
from tests.simulations.policies.truth import (
    CAPITAL,
    OVERHEAD,
    TARGET,
    Ask,
    Plant,
    hours,
    penalty,
)

LINES = (
    "order_id",
    "client_name",
    "order_date",
    "promised_on",
    "shipped_on",
    "paid_on",
    "sku",
    "product_name",
    "product_family",
    "base_sku",
    "kind",
    "quantity",
    "revenue",
    "material_cost",
    "labour_cost",
    "book_overhead",
    "penalty",
    "approval_rounds",
)
OFFERS = (
    "quote_id",
    "client",
    "quoted_on",
    "amount",
    "cost_estimate",
    "kind",
    "quantity",
    "result",
    "order_id",
)
SETTINGS = f"""currency = "RUB"
[credit]
cost_of_capital = {CAPITAL}
[targets]
true_margin = {TARGET}
"""


def write(plant: Plant, folder: Path) -> None:
    """order_lines, usage, pools, clients and quotes as CSV, and settings.toml; as of the last day of the three years."""
    until = month_start(PAST)
    _csv(folder / "order_lines.csv", LINES, (_line(ask, until) for ask in plant.orders))
    _csv(folder / "usage.csv", ("order_id", "pool", "quantity", "date"), _usage(plant, until))
    pools = [
        (
            each.name,
            "h",
            round(each.rate * plant.capacity[each.name], 2),
            round(plant.capacity[each.name], 3),
            "yes",
        )
        for each in plant.trade.resources
    ]
    _csv(folder / "pools.csv", ("pool", "unit", "cost", "capacity", "is_time"), pools)
    named = [(each.name, each.name) for each in plant.clients if each.since < PAST]
    _csv(folder / "clients.csv", ("client_id", "client_name"), named)
    _csv(folder / "quotes.csv", OFFERS, _quotes(plant))
    (folder / "settings.toml").write_text(SETTINGS, "utf-8")


def _csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(head)
        table.writerows(rows)


def _line(ask: Ask, until: dt.date) -> Sequence[object]:
    promised, shipped = _later(ask.day, ask.asked_days), _later(ask.day, ask.lead_days)
    paid = _later(shipped, ask.days_to_pay)
    is_shipped = shipped < until
    late = penalty(ask.price, ask.lead_days - ask.asked_days) if is_shipped else 0.0
    return (
        ask.number,
        ask.client.name,
        ask.day,
        promised,
        shipped if is_shipped else "",
        paid if paid < until else "",
        ask.product.sku,
        ask.product.sku,
        ask.product.family,
        ask.base.sku if ask.base else "",
        ask.kind,
        ask.quantity,
        round(ask.price, 2),
        round(ask.material, 2),
        round(ask.labour, 2),
        round(ask.direct * OVERHEAD, 2),
        round(late, 2),
        ask.rounds,
    )


def _usage(plant: Plant, until: dt.date) -> Iterator[Sequence[object]]:
    """Hours are written down in the middle of the work on an order."""
    for ask in plant.orders:
        day = _later(ask.day, ask.lead_days // 2)
        if day < until:
            for name, used in hours(ask, plant.trade, ask.rounds).items():
                yield ask.number, name, round(used, 3), day


def _quotes(plant: Plant) -> Iterator[Sequence[object]]:
    """An offer for every custom deal, won or lost."""
    for result, asks in (("won", plant.orders), ("lost", plant.lost)):
        for ask in asks:
            if ask.is_custom:
                yield (
                    f"Q{ask.number}",
                    ask.client.name,
                    ask.day,
                    round(ask.price, 2),
                    round(ask.direct * ask.estimate, 2),
                    ask.kind,
                    ask.quantity,
                    result,
                    ask.number if result == "won" else "",
                )


def _later(day: dt.date, days: int) -> dt.date:
    return day + dt.timedelta(days)
