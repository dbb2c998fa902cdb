"""MS SQL: a session that never commits, values turned into text here. Not yet run against a live server.

MS SQL has no read-only transaction: `query` lets only one SELECT through, the session asks for a read-only replica, and
what it did is rolled back. A login with db_datareader alone is the lock that holds.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa

from analysis.databases.address import Address
from analysis.databases.fetching import Rows
from analysis.databases.query import Query
from analysis.errors import DatabaseTrouble
from analysis.intake.columns.mapping import did_you_mean

CONNECT_SECONDS = 15
BATCH = 20_000  # rows
OPTIONS = ("instance", "encryption", "tds_version")

# Numbers of SQL Server's messages (sys.messages) and of its client library.
_LOGIN, _DATABASE, _UNREACHABLE, _TIMEOUT = (
    {18456, 18452},
    {4060, 911},
    {20009, 20002, 20017},
    {20003},
)


@dataclass(frozen=True)
class SqlServerSession:
    connection: Any
    address: Address
    seconds: int

    def rows(self, query: Query) -> Rows:
        cursor = self.connection.cursor()
        try:
            cursor.execute(query.text)
        except Exception as trouble:
            raise _trouble(self.address, trouble, query, self.seconds) from None
        if not cursor.description:
            raise DatabaseTrouble("query_no_columns", file=query.file)
        names = tuple(str(column[0]) for column in cursor.description)
        return Rows(names, self._batches(query, cursor), {"database": str(self.address)})

    def _batches(self, query: Query, cursor: Any) -> Iterator[pa.RecordBatch]:
        width = len(cursor.description)
        while True:
            try:
                rows = cursor.fetchmany(BATCH)
            except Exception as trouble:
                raise _trouble(self.address, trouble, query, self.seconds) from None
            if not rows:
                return
            cells: Sequence[Sequence[object]] = list(zip(*rows, strict=True))
            columns = [
                pa.array([as_text(cell) for cell in cells[i]], pa.string()) for i in range(width)
            ]
            yield pa.RecordBatch.from_arrays(columns, names=[str(i) for i in range(width)])


@contextmanager
def connect(address: Address, seconds: int) -> Iterator[SqlServerSession]:
    """A session whose work is rolled back at its end."""
    try:
        import pymssql
    except ImportError:
        raise DatabaseTrouble(
            "database_driver_missing", database="MS SQL", package="pymssql"
        ) from None
    server, port, options = _parts(address)
    try:
        connection = pymssql.connect(
            server=server,
            port=port,
            user=address.user,
            password=address.password,
            database=address.database,
            timeout=seconds,
            login_timeout=CONNECT_SECONDS,
            charset="UTF-8",
            appname="dealfit",
            autocommit=False,
            read_only=True,
            use_datetime2=True,
            **options,
        )
    except Exception as trouble:
        raise _trouble(address, trouble) from None
    try:
        yield SqlServerSession(connection, address, seconds)
    finally:
        connection.close()  # without a commit


def _parts(address: Address) -> tuple[str, str, dict[str, Any]]:
    """Server (with its instance), port, and what else the driver takes."""
    for key in address.options:
        if key not in OPTIONS:
            raise DatabaseTrouble("database_option", key=key, hint=did_you_mean(key, OPTIONS))
    host, _, port = (
        (address.hosts or "localhost").rpartition(":")
        if ":" in address.hosts
        else (address.hosts, "", "")
    )
    instance = address.options.get("instance", "")
    rest: dict[str, Any] = {
        key: value for key, value in address.options.items() if key != "instance"
    }
    return (host or "localhost") + (f"\\{instance}" if instance else ""), port or "1433", rest


def as_text(cell: object) -> str | None:
    """A value as an export would write it; a moment with an offset keeps its own wall clock."""
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        cell = Decimal(repr(cell))
    if isinstance(cell, Decimal):
        written = format(cell, "f")  # 1.234 as 1.2340: never to be taken for thousands
        return written + "0" if re.fullmatch(r"-?\d{1,3}\.\d{3}", written) else written
    if isinstance(cell, dt.datetime):
        return cell.replace(tzinfo=None).isoformat(" ")
    if isinstance(cell, (dt.date, dt.time)):
        return cell.isoformat()
    return cell.hex() if isinstance(cell, bytes) else str(cell)


def _trouble(
    address: Address, trouble: Exception, query: Query | None = None, seconds: int = 0
) -> DatabaseTrouble:
    first = trouble.args[0] if trouble.args else ""
    codes = {int(code) for code in re.findall(r"\b\d{3,5}\b", str(first))}
    text = (
        trouble.args[1]
        if len(trouble.args) > 1
        else first[1]
        if isinstance(first, tuple) and len(first) > 1
        else first
    )
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    detail = (
        address.hidden(" ".join(re.split(r"DB-Lib error message", said)[0].split()))
        .strip()
        .rstrip(".")[:200]
    )
    if not detail:  # the client library's own message
        lines = [line for line in said.splitlines() if line and "DB-Lib error message" not in line]
        detail = address.hidden("; ".join(dict.fromkeys(lines))).rstrip(".")[:200]
    if query is None:
        if codes & _DATABASE:
            return DatabaseTrouble("database_missing", address=address, name=address.database)
        if codes & _LOGIN:
            return DatabaseTrouble(
                "database_login", address=address, user=address.user or "?", detail=detail
            )
        return DatabaseTrouble("database_unreachable", address=address, detail=detail)
    if codes & _TIMEOUT:
        return DatabaseTrouble("query_timeout", file=query.file, seconds=seconds)
    if codes & _UNREACHABLE:
        return DatabaseTrouble("database_lost", address=address, file=query.file, detail=detail)
    return DatabaseTrouble("query_refused", file=query.file, detail=detail)
