"""Every DuckDB connection is opened here: within so much memory, with so much set aside on the disk, and reaching for nothing else."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import psutil

GB = 1_000_000_000
SHARE_OF_MACHINE, MOST_MEMORY = (
    0.25,
    8 * GB,
)  # a build, a trial and the readers may run side by side
ALL_OF_MACHINE = (
    0.8  # whatever is asked for: the rest is for what DuckDB doesn't count, and for other programs
)
CONTAINERS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
CLOSED = {
    "python_enable_replacements": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


@cache
def machine_memory() -> int:
    """Bytes that the machine, or the container, has."""
    has = int(psutil.virtual_memory().total)
    for path in CONTAINERS:
        with contextlib.suppress(OSError, ValueError):  # no such file; "max"
            has = min(has, int(Path(path).read_text("ascii")))
    return has


@dataclass(frozen=True)
class DatabaseBounds:
    """Of one connection, in bytes. memory None: a quarter of the machine's, at most 8 GB. spilled: set aside on the disk."""

    memory: int | None = None
    spilled: int = 20 * GB

    @property
    def memory_limit(self) -> str:
        has = machine_memory()
        usual = min(has * SHARE_OF_MACHINE, MOST_MEMORY)
        memory = int(min(usual if self.memory is None else self.memory, has * ALL_OF_MACHINE))
        return f"{max(memory // 1_000_000, 1)}MB"


USUAL = DatabaseBounds()
AT_HAND = DatabaseBounds(memory=GB)
# What DuckDB weighs to spare work on many rows; on a few the weighing takes longer. Conditions still go down to where rows are read.
NOT_WEIGHED = (
    "join_order",
    "statistics_propagation",
    "common_subexpressions",
    "common_subplan",
    "cte_inlining",
    "filter_pullup",
    "projection_pullup",
    "projection_placement",
    "partial_aggregate_pushdown",
)
FOR_FEW_ROWS = {  # two threads would wait for each other
    "threads": "1",
    "disabled_optimizers": ",".join(NOT_WEIGHED),
}


class _AtHand(threading.local):
    """The thread's database for small work, under the process that opened it: a copy of that process has none."""

    def __init__(self) -> None:
        self.databases: dict[int, duckdb.DuckDBPyConnection] = {}


_at_hand = _AtHand()


@contextlib.contextmanager
def at_hand() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a database in memory that the thread keeps for small work: to open one takes as long as the work does.

    For few rows: nothing is set aside on the disk. Tables and views are to be temporary: those are the connection's own. Where the work
    fails, the database is not used again.
    """
    process = os.getpid()
    database = _at_hand.databases.get(process)
    if database is None:
        database = connect(
            ":memory:", AT_HAND, None, enable_external_file_cache="false", **FOR_FEW_ROWS
        )
        _at_hand.databases[process] = database
    try:
        with database.cursor() as con:
            without_progress_bar(con)
            yield con
    except BaseException:
        _at_hand.databases.pop(process, None)
        raise


def connect(
    database: Path | str = ":memory:",
    bounds: DatabaseBounds = USUAL,
    spill: Path | None = None,
    **config: str,
) -> duckdb.DuckDBPyConnection:
    """A database of the caller's own, in memory or a file. spill: the folder for what is set aside; without it nothing is."""
    folder = "" if spill is None else str(spill)
    within: dict[str, Any] = {"memory_limit": bounds.memory_limit, "temp_directory": folder}
    con = duckdb.connect(str(database), config={**config, **CLOSED, **within})
    bound_spill(con, bounds)
    without_progress_bar(con)
    return con


def bound_spill(con: duckdb.DuckDBPyConnection, bounds: DatabaseBounds) -> None:
    """Said to the open database: DuckDB 2.0 shows the limit of a configuration, and does not keep to it."""
    con.execute(f"set max_temp_directory_size = '{bounds.spilled // 1_000_000}MB'")


def without_progress_bar(con: duckdb.DuckDBPyConnection) -> None:
    """Progress is told by the caller's function. In Jupyter without ipywidgets the bar is off, and touching it is an error."""
    shown = con.execute("select current_setting('enable_progress_bar')").fetchone()
    if shown and shown[0]:
        con.execute("set enable_progress_bar = false")
