"""The input tables: what any export is turned into.

One record per column. `data/README.md` documents the same columns in words; a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["id", "text", "date", "stamp", "money", "quantity", "integer", "flag"]

DUCKDB_TYPE: dict[Kind, str] = {
    "id": "VARCHAR",  # identifiers stay text: leading zeros survive
    "text": "VARCHAR",
    "date": "DATE",
    "stamp": "TIMESTAMP",
    "money": "DECIMAL(18,4)",  # exports carry up to four decimals; sums stay exact
    "quantity": "DECIMAL(18,6)",  # pieces, hours, kilometres
    "integer": "BIGINT",
    "flag": "BOOLEAN",
}


LIMIT: dict[Kind, int] = {
    "money": 10**11,
    "quantity": 10**9,
}  # from here on no amount, and sums might not fit their type


_READ_AS: dict[Kind, str] = {
    "money": "DECIMAL(15,4)",
    "quantity": "DECIMAL(15,6)",
}  # hold just what lies under the limits


@dataclass(frozen=True)
class Column:
    name: str
    kind: Kind
    minimum: int | None = None  # values under it are refused
    gives: str = (
        ""  # the column that follows from it while a file is taken in; nothing further on reads it
    )

    @property
    def duckdb_type(self) -> str:
        return DUCKDB_TYPE[self.kind]

    @property
    def read_as(self) -> str:
        """The type that a cell is read as: a number beyond the limit is none, so that no sum of a few values overflows."""
        return _READ_AS.get(self.kind, self.duckdb_type)

    @property
    def limit(self) -> int | None:
        """Values of this size and beyond are refused."""
        return LIMIT.get(self.kind)


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
    (
        Column("order_id", "id"),
        Column("line_no", "id"),
        Column("client_id", "id"),
        Column("client_name", "text"),
        Column("order_date", "date"),
        Column("promised_on", "date"),
        Column("shipped_on", "date"),
        Column("paid_on", "date"),
        Column("status", "text"),
        Column("is_posted", "flag"),
        Column("is_deleted", "flag"),
        Column("manager", "text"),
        Column("sku", "id"),
        Column("product_name", "text"),
        Column("product_family", "text"),
        Column("base_sku", "id"),
        Column("kind", "text"),
        Column("quantity", "quantity"),
        Column("unit_price", "money"),
        Column("discount", "money"),
        Column("revenue", "money"),
        Column("material_cost", "money"),
        Column("labour_cost", "money"),
        Column("other_direct_cost", "money"),
        Column("direct_cost", "money"),
        Column("unit_cost", "money", gives="direct_cost"),
        Column("profit", "money", gives="direct_cost"),
        Column("book_overhead", "money"),
        Column("book_cost", "money"),
        Column("penalty", "money"),
        Column("lead_time_days", "integer"),
        Column("approval_rounds", "integer", minimum=0),
        Column("is_rush", "flag"),
        Column("is_new_client", "flag"),
    ),
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
    (
        Column("client_id", "id"),
        Column("client_name", "text"),
        Column("industry", "text"),
        Column("region", "text"),
        Column("employees", "integer", minimum=0),
        Column("annual_revenue", "money"),
    ),
    (_either("client_id", "client_name"),),
    keeps_extra=True,
)

USAGE = Table(
    "usage",
    "one recorded use of a pool",
    (
        Column("order_id", "id"),
        Column("client_id", "id"),
        Column("client_name", "text"),
        Column("pool", "text"),
        Column("quantity", "quantity", minimum=0),
        Column("unit", "text"),
        Column("started_at", "stamp"),
        Column("ended_at", "stamp"),
        Column("ended_on", "date"),
        Column("date", "date"),
        Column("person", "text"),
        Column("activity", "text"),
        Column("stage", "text"),
        Column("details", "text"),
    ),
    (_either("pool", "person"), (frozenset({"quantity"}), frozenset({"started_at", "ended_at"}))),
    money="quantity",
)

POOLS = Table(
    "pools",
    "a pool in a month, from a month on, or in every month",
    (
        Column("pool", "text"),
        Column("month", "date"),  # any day of the month; kept as its first
        Column("since", "date"),  # likewise
        Column("unit", "text"),
        Column("cost", "money"),
        Column("capacity", "quantity", minimum=0),
        Column("rate", "quantity", minimum=0),
        Column("cost_period", "text"),
        Column("capacity_period", "text"),
        Column("is_time", "flag"),
        Column("is_design", "flag"),
        Column("treatment", "text"),
        Column("spread_basis", "text"),
    ),
    (_one("pool"), _either("cost", "rate")),
    money="cost",
)

CONTACTS = Table(
    "contacts",
    "a person at a client or lead",
    (
        Column("client_id", "id"),
        Column("client_name", "text"),
        Column("lead_id", "id"),
        Column("name", "text"),
        Column("role", "text"),
        Column("stance", "text"),
    ),
    (_either("client_id", "client_name", "lead_id"), _one("name")),
)

QUOTES = Table(
    "quotes",
    "an offer once made",
    (
        Column("quote_id", "id"),
        Column("client_id", "id"),
        Column("client_name", "text"),
        Column("quoted_on", "date"),
        Column("amount", "money"),
        Column("cost_estimate", "money"),
        Column("kind", "text"),
        Column("markup", "quantity"),  # a share of the cost: 0.5 is 50 % on top
        Column("quantity", "quantity", minimum=0),
        Column("result", "text"),
        Column("reason", "text"),
        Column("order_id", "id"),
    ),
    (_one("quote_id"),),
    money="amount",
)

TABLES: dict[str, Table] = {
    t.name: t for t in (ORDER_LINES, CLIENTS, USAGE, POOLS, CONTACTS, QUOTES)
}
