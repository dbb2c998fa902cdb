"""PostgreSQL: one read-only transaction, every value as the text that the server itself writes.

The server turns values into text, so numeric and bigint are exact, types that no driver knows can be read, and a
moment with time zone falls on the day that the plant sees. Rows stream; memory holds a batch.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import pyarrow as pa
import pyarrow.compute as pc

from analysis.databases.address import Address
from analysis.databases.fetching import Rows
from analysis.databases.postgresql_says import not_let_in, refused
from analysis.databases.query import Query
from analysis.errors import DatabaseTrouble, DealfitError
from analysis.errors.phrases import phrase

CONNECT_SECONDS = 15
_FRACTIONS = ("numeric", "float4", "float8", "money")
_SCIENTIFIC = "CASE WHEN {0}::text LIKE '%e%' THEN {0}::numeric::text ELSE {0}::text END"
_TEXTS = {
    "float4": _SCIENTIFIC,
    "float8": _SCIENTIFIC,
    "money": "{0}::numeric::text",
    "timestamptz": "{0}::timestamp::text",
    "interval": "CASE WHEN extract(year FROM {0}) = 0 AND extract(month FROM {0}) = 0 "  # months have no length
    "THEN make_interval(secs => extract(epoch FROM {0})::float8)::text ELSE {0}::text END",
}


@dataclass(frozen=True)
class PostgresSession:
    cursor: Any
    address: Address
    time_zone: str
    seconds: int

    def rows(self, query: Query) -> Rows:
        with _told(self, query):
            schema = self.cursor.adbc_execute_schema(query.text)
            if not len(schema):
                raise DatabaseTrouble("query_no_columns", file=query.file)
        types = [_type(f) for f in schema]
        cells = [_TEXTS.get(kind, "{0}::text").format(f"c{i}") for i, kind in enumerate(types)]
        names = ", ".join(f"c{i}" for i in range(len(types)))
        select = f"SELECT {', '.join(cells)} FROM ({query.text}\n) AS the_query({names})"
        said = {"database": str(self.address)} | (
            {"time_zone": self.time_zone} if "timestamptz" in types else {}
        )
        return Rows(tuple(schema.names), self._batches(query, select, types), said)

    def _batches(self, query: Query, select: str, types: list[str]) -> Iterator[pa.RecordBatch]:
        with _told(self, query):
            self.cursor.execute(select)
            for batch in self.cursor.fetch_record_batch():
                cells = [
                    _sure(c) if t in _FRACTIONS else c
                    for c, t in zip(batch.columns, types, strict=True)
                ]
                yield pa.RecordBatch.from_arrays(cells, names=[str(i) for i in range(len(cells))])


@contextmanager
def connect(address: Address, seconds: int) -> Iterator[PostgresSession]:
    """A session that can't write: the server refuses it, whatever the query calls."""
    try:
        from adbc_driver_postgresql import dbapi
    except ImportError:
        raise DatabaseTrouble(
            "database_driver_missing", database="PostgreSQL", package="adbc-driver-postgresql"
        ) from None
    try:
        connection = dbapi.connect(_uri(address))
    except Exception as trouble:
        raise not_let_in(address, trouble) from None
    try:
        with connection.cursor() as cursor:
            try:
                zone = _prepare(cursor, address, seconds)
            except DealfitError:
                raise
            except Exception as trouble:
                raise not_let_in(address, trouble) from None
            yield PostgresSession(cursor, address, zone, seconds)
    finally:
        connection.close()  # the transaction ends with it


def _prepare(cursor: Any, address: Address, seconds: int) -> str:
    """Read-only, one snapshot for all queries; the session's time zone. After the first SELECT nothing can undo the first line."""
    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    for setting in (
        f"statement_timeout = {seconds * 1000}",
        "client_encoding = 'UTF8'",
        "datestyle = 'ISO, YMD'",
        "intervalstyle = 'postgres'",
        "extra_float_digits = 1",
    ):
        cursor.execute(f"SET LOCAL {setting}")
    cursor.execute("SELECT current_setting('transaction_read_only'), current_setting('TimeZone')")
    read_only, zone = cursor.fetchone()
    if read_only != "on":
        raise DatabaseTrouble(
            "database_unreachable", address=address, detail=phrase("detail.writable")
        )
    return str(zone)


def _uri(address: Address) -> str:
    options = {"fallback_application_name": "dealfit"}
    if "PGCONNECT_TIMEOUT" not in os.environ:
        options["connect_timeout"] = str(CONNECT_SECONDS)
    options |= address.options
    login = quote(address.user, safe="") + (
        f":{quote(address.password, safe='')}" if address.password else ""
    )
    at = f"{login}@" if login else ""
    return f"postgresql://{at}{address.hosts}/{quote(address.database, safe='')}?{urlencode(options, quote_via=quote)}"


def _type(field: pa.Field) -> str:
    metadata = field.metadata or {}
    return bytes(metadata.get(b"POSTGRESQL:type", b"")).decode()


def _sure(cells: pa.Array) -> pa.Array:
    """1.234 as 1.2340: a point before three digits may separate thousands in a file, never in a database's number.

    NaN stands in quotes: a file's NaN is an empty cell, a database has NULL for that.
    """
    return pc.replace_substring_regex(
        pc.replace_substring_regex(cells, r"^(-?\d{1,3}\.\d{3})$", r"\10"), "^NaN$", "'NaN'"
    )


@contextmanager
def _told(session: PostgresSession, query: Query) -> Iterator[None]:
    """Any trouble of the driver as one sentence about the query."""
    try:
        yield
    except DatabaseTrouble:
        raise
    except Exception as trouble:
        raise refused(session.address, query, session.seconds, trouble) from None
