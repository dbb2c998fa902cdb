"""Untrusted text inside SQL: identifiers and literals quoted; a private DuckDB that reaches for nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path

import duckdb

from analysis.isolation import connections
from analysis.isolation.connections import GB, DatabaseBounds

OF_A_FILE = DatabaseBounds(memory=GB)
SMALL_FILE = 100_000  # bytes, up to which a file is read by the database at hand
_BETWEEN = "\x1f"  # between the words of a list


def name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""').replace("\x00", "") + '"'


def literal(text: str | Path) -> str:
    return "'" + str(text).replace("'", "''").replace("\x00", "") + "'"


def values(texts: Iterable[str]) -> str:
    return ", ".join(literal(t) for t in texts)


def one_of(text: str, words: Iterable[str]) -> str:
    """SQL: the text is one of the words; false of NULL.

    Not `IN` or list_contains: with a longer list they become a hash join, which asks every row even where a CASE around them
    would have asked a few. One long text is read and bound several times as fast as a list of texts; DuckDB splits it once.
    """
    listed = tuple(words)
    among = f"[{values(listed)}]"
    if listed and not any(_BETWEEN in word for word in listed):
        among = f"string_split({literal(_BETWEEN.join(listed))}, {literal(_BETWEEN)})"
    return f"(list_position({among}, {text}) IS NOT NULL)"


def connect(
    scratch: Path, file: Path | None = None
) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    """A connection to a database in memory, for temporary tables and views. It sets aside in `scratch` what doesn't fit.

    file: the one that is read, where it is one.
    """
    if file is not None and file.is_file() and file.stat().st_size <= SMALL_FILE:
        return connections.at_hand()
    return connections.connect(bounds=OF_A_FILE, spill=scratch)
