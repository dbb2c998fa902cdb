"""The input tables: what any export is turned into.

Their columns are records of `dictionary.input_columns`; here stands what a table asks of them together.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.dictionary import input_columns
from analysis.dictionary.input_columns import Column


@dataclass(frozen=True)
class Table:
    """An input table. `required` lists alternatives: each inner tuple needs at least one of its column sets."""

    name: str
    grain: str
    columns: tuple[Column, ...]
    required: tuple[tuple[frozenset[str], ...], ...]
    money: str | None = None  # the column that the reconciliation adds up
    keeps_extra: bool = False  # further columns are kept under their own header
    marks: tuple[str, ...] = ()  # texts that the import itself says of a row

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)

    def is_required(self, name: str) -> bool:
        """Whether the column may be what makes the row: one of the alternatives of something required."""
        return any(
            name in alternative for alternatives in self.required for alternative in alternatives
        )

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)


def _one(name: str) -> tuple[frozenset[str], ...]:
    return (frozenset({name}),)


def _either(*names: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset({n}) for n in names)


ORDER_LINES = Table(
    "order_lines",
    "a line of an order",
    input_columns.ORDER_LINES,
    (
        _one("order_id"),
        _either("client_id", "client_name"),
        _one("order_date"),
        (frozenset({"revenue"}), frozenset({"quantity", "unit_price"})),
    ),
    money="revenue",
    marks=("unread_dates",),  # the names of those that stand in the file and can't be read
)

CLIENTS = Table(
    "clients",
    "a client",
    input_columns.CLIENTS,
    (_either("client_id", "client_name"),),
    keeps_extra=True,
)

USAGE = Table(
    "usage",
    "one recorded use of a pool",
    input_columns.USAGE,
    (_either("pool", "person"), (frozenset({"quantity"}), frozenset({"started_at", "ended_at"}))),
    money="quantity",
)

POOLS = Table(
    "pools",
    "a pool in a month, from a month on, or in every month",
    input_columns.POOLS,
    (_one("pool"), _either("cost", "rate")),
    money="cost",
)

CONTACTS = Table(
    "contacts",
    "a person at a client or lead",
    input_columns.CONTACTS,
    (_either("client_id", "client_name", "lead_id"), _one("name")),
)

QUOTES = Table(
    "quotes",
    "an offer once made",
    input_columns.QUOTES,
    (_one("quote_id"),),
    money="amount",
)

LEADS = Table(
    "leads",
    "a possible client",
    input_columns.LEADS,
    (_one("lead_id"), _one("company")),
    money="expected_amount",
    keeps_extra=True,
)

TOUCHES = Table(
    "touches",
    "one step of a sale",
    input_columns.TOUCHES,
    (_one("deal_id"), _one("stage")),
    money="hours",
)

TABLES: dict[str, Table] = {
    t.name: t for t in (ORDER_LINES, CLIENTS, USAGE, POOLS, CONTACTS, QUOTES, LEADS, TOUCHES)
}
