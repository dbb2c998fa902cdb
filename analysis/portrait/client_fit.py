"""The table client_fit: every client against the portrait, from the client list and from what its orders show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import duckdb

from analysis.journal import portrait
from analysis.journal.portrait import Fit, Portrait


def build(con: duckdb.DuckDBPyConnection, wanted: Portrait) -> None:
    """Makes client_fit: client_id, client_name, fit_score, verdict, reasons, missing, could_be (verdicts still possible),
    ruled_out_by (the knock-outs that it fails; null where none)."""
    con.execute(
        """create or replace table client_fit (client_id varchar, client_name varchar, fit_score double, verdict varchar,
            reasons varchar, missing varchar, could_be varchar, ruled_out_by varchar)"""
    )
    con.execute("comment on table client_fit is 'One row per client: its fit with the portrait.'")
    columns: dict[str, list[Any]] = {
        name: [] for name in ("id", "name", "score", "verdict", "reasons", "missing", "could_be", "ruled_out_by")
    }
    for values in attributes(con):
        fit = portrait.score(wanted, values)
        found = (values["client_id"], values["client_name"], fit.score, fit.verdict, reasons(wanted, fit), ", ".join(fit.named("unknown")),
                 ", ".join(fit.could_be), ", ".join(fit.ruled_out) or None)  # fmt: skip
        for column, value in zip(columns.values(), found, strict=True):
            column.append(value)
    kinds = ("varchar", "varchar", "double", "varchar", "varchar", "varchar", "varchar", "varchar")
    unnested = ", ".join(f"unnest(?::{kind}[])" for kind in kinds)
    con.execute(f"insert into client_fit select {unnested}", list(columns.values()))


def attributes(con: duckdb.DuckDBPyConnection) -> Iterator[Mapping[str, Any]]:
    """One mapping per client: every column of the client list and of client_measures, by its name in lower case."""
    cursor = con.execute(
        "select clients.*, measures.* from clients left join client_measures as measures using (client_id)"
    )
    names = [str(d[0]).casefold() for d in cursor.description or ()]
    while rows := cursor.fetchmany(10_000):
        for row in rows:
            yield dict(zip(names, row, strict=True))


def reasons(wanted: Portrait, fit: Fit) -> str:
    """One English sentence: what decides, what is met, what is failed."""
    knocked = [c.name for c in wanted.criterion if c.knockout and c.name in fit.named("failed")]
    parts = [f"ruled out by {', '.join(knocked)}"] if knocked else []
    if fit.named("met"):
        parts.append(f"meets {', '.join(fit.named('met'))}")
    if failed := [name for name in fit.named("failed") if name not in knocked]:
        parts.append(f"fails {', '.join(failed)}")
    return "; ".join(parts) if parts else "nothing is known" if wanted.criterion else "no portrait is set"
