"""Untrusted text inside SQL: identifiers and literals quoted; a private DuckDB that reaches for nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb


def name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""').replace("\x00", "") + '"'


def literal(text: str | Path) -> str:
    return "'" + str(text).replace("'", "''").replace("\x00", "") + "'"


def values(texts: Iterable[str]) -> str:
    return ", ".join(literal(t) for t in texts)


def one_of(text: str, words: Iterable[str]) -> str:
    """SQL: the text is one of the words; false of NULL.

    Not `IN` or list_contains: with a longer list they become a hash join, which asks every row even where a CASE around them
    would have asked a few.
    """
    return f"(list_position([{values(words)}], {text}) IS NOT NULL)"


def connect(scratch: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory that spills into `scratch` and downloads nothing."""
    con = duckdb.connect(
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,
            "memory_limit": "1GB",
            "temp_directory": str(scratch),
            "preserve_insertion_order": True,
        }
    )
    without_progress_bar(con)
    return con


def without_progress_bar(con: duckdb.DuckDBPyConnection) -> None:
    """Progress is told by the caller's function. In Jupyter without ipywidgets the bar is off, and touching it is an error."""
    shown = con.execute("select current_setting('enable_progress_bar')").fetchone()
    if shown and shown[0]:
        con.execute("set enable_progress_bar = false")
