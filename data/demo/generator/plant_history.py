"""Everything that happened at the plant, before anybody exported it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from .clients import Client, clients
from .orders import Order, OrderBook
from .plant import PoolMonth, catalogue, pool_months
from .quotes import Quote, quotes_of
from .timesheets import Entry, TimeSheets

SEED = "Датчик-Демо"


@dataclass(frozen=True)
class History:
    clients: list[Client]
    orders: list[Order]
    entries: list[Entry]
    pool_months: list[PoolMonth]
    quotes: list[Quote]

    @property
    def roles(self) -> dict[str, str]:
        return {client.name: client.role for client in self.clients}


def make_history() -> History:
    """The same history every time: no clock, every chance from its own seeded stream."""
    buyers = clients(_stream("clients"))
    orders = OrderBook(catalogue(_stream("catalogue")), SEED).of(buyers)
    entries = TimeSheets(SEED).of(orders, buyers)
    quotes = quotes_of(_stream("offers"), orders)
    return History(buyers, orders, entries, pool_months(_stream("pools")), quotes)


def _stream(subject: str) -> Random:
    return Random(f"{SEED}/{subject}")
