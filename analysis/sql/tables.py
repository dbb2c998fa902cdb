"""A table made outside SQL: what people decided, or what a Python step computes. One function registers either with the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from analysis.language import english

Row = Mapping[str, Any]
Rows = Callable[[str], list[Row]]  # the rows of a table by its name, in no order


@dataclass(frozen=True)
class StoreTable:
    """Its name, its columns (name → SQL type) and rows, whose values stand as the columns do."""

    name: str
    columns: Mapping[str, str]
    rows: Sequence[Sequence[Any]]


def unnested(table: StoreTable) -> tuple[str, list[list[Any]]]:
    """A select of the table's rows, and its parameters, a column each."""
    values = [list(column) for column in zip(*table.rows, strict=True)] or [
        [] for _ in table.columns
    ]
    columns = ", ".join(f"unnest(?::{kind}[]) as {name}" for name, kind in table.columns.items())
    return f"select {columns}", values


def register(con: duckdb.DuckDBPyConnection, table: StoreTable, grain: str) -> None:
    """The table in the connection, anew where it stood before, with what one row of it is as a comment."""
    select, values = unnested(table)
    execute(con, f"create or replace table {table.name} as {select}", values)
    comment(con, "table", table.name, grain)


def comment(con: duckdb.DuckDBPyConnection, kind: str, name: str, grain: str) -> None:
    execute(con, f"comment on {kind} {name} is {literal(grain)}")


def execute(
    con: duckdb.DuckDBPyConnection, sql: str, values: Sequence[Any] = ()
) -> duckdb.DuckDBPyConnection:
    """Runs one statement of a build, whose text is the same in every build.

    DuckDB reads it once in a process: to read the steps takes a fifth of the time of a small build.
    """
    if sql not in _statements:
        [_statements[sql]] = con.extract_statements(sql)
    return con.execute(_statements[sql], values)


_statements: dict[str, duckdb.Statement] = {}


def stated_grain(table: str) -> str:
    """What one row is of a table that no step makes."""
    return english.sentence(f"grain.{table}")


def rows_of(con: duckdb.DuckDBPyConnection, table: str) -> list[Row]:
    cursor = execute(con, f"select * from {table}")
    names = [str(d[0]) for d in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
