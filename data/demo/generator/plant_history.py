"""Everything that happened at the plant, before anybody exported it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from .client_cards import cards
from .clients import Client, clients
from .leads import Lead, leads_of
from .orders import Order, OrderBook
from .plant import PoolMonth, catalogue, pool_months
from .quotes import Quote, quotes_of
from .sale_paths import Deal, Step, deals_of, first_orders, steps_of
from .timesheets import Entry, TimeSheets

SEED = "Датчик-Демо"
NEWCOMERS_FROM = date(2024, 2, 20)  # whose first order is of then or later was a lead before


@dataclass(frozen=True)
class History:
    clients: list[Client]
    orders: list[Order]
    entries: list[Entry]
    pool_months: list[PoolMonth]
    quotes: list[Quote]
    leads: list[Lead]
    sales: dict[str, tuple[Deal, list[Step]]]

    @property
    def roles(self) -> dict[str, str]:
        return {client.name: client.role for client in self.clients}


def make_history() -> History:
    """The same history every time: no clock, every chance from its own seeded stream."""
    buyers = clients(_stream("clients"))
    orders = OrderBook(catalogue(_stream("catalogue")), SEED).of(buyers)
    entries = TimeSheets(SEED).of(orders, buyers)
    quotes = quotes_of(_stream("offers"), orders)
    first = first_orders(orders)
    newcomers = [
        card
        for card in cards(_stream("client cards"), buyers)  # as the exports hold them
        if card.client.code in first and first[card.client.code].ordered_on >= NEWCOMERS_FROM
    ]
    leads = leads_of(_stream("leads"), newcomers)
    deals = deals_of(_stream("deals"), leads, orders)
    sales = steps_of(_stream("steps of sales"), deals)
    return History(buyers, orders, entries, pool_months(_stream("pools")), quotes, leads, sales)


def _stream(subject: str) -> Random:
    return Random(f"{SEED}/{subject}")
