"""How a published store is opened for readers: no files, no network, no settings, no Python objects; so much memory and disk."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import duckdb

from analysis.isolation import connections
from analysis.isolation.connections import CLOSED, DatabaseBounds
from analysis.sql.tables import literal

SANDBOX = {**CLOSED, "enable_external_access": "false"}
LOCKED = "set lock_configuration = true"


def opened(
    store: Path, bounds: DatabaseBounds = connections.USUAL, spill: Path | None = None
) -> duckdb.DuckDBPyConnection:
    """A published store, to read. Those of one process share what they have read, so their bounds are the same.

    spill: where what doesn't fit is set aside; without it, beside the store.
    """
    folder = {} if spill is None else {"temp_directory": str(spill)}
    con = duckdb.connect(
        str(store),
        read_only=True,
        config={**SANDBOX, "memory_limit": bounds.memory_limit, **folder},
    )
    with contextlib.suppress(
        duckdb.InvalidInputException
    ):  # another reader of this process has closed it already
        connections.bound_spill(con, bounds)
        con.execute(LOCKED)
    return con


@contextlib.contextmanager
def looked_into(store: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A look at a few rows of a store, by the program's own queries; another part of the process may hold it open otherwise."""
    with connections.at_hand() as con:
        con.execute(f"attach {literal(str(store))} as looked_into (read_only)")
        con.execute("use looked_into")
        yield con
        con.execute("use memory")
        con.execute("detach looked_into")
