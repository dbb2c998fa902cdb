"""Stores that are kept beside the published one: a pair of them tells what a delivery changed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from analysis.delivery.manifest import Delivery
from analysis.stores import decided, fingerprint, sandbox


def _decisions(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Those that figures of orders and clients follow from."""
    found = decided.read(con)
    return {name: rows for name, rows in found.items() if name not in decided.MOVE_NO_FIGURE}


def pair(
    root: Path, before: Iterable[Delivery], after: Iterable[Delivery]
) -> tuple[Path, Path] | None:
    """The newest kept store of each, built by today's rules and under the same decisions; None where there is no such two.

    Where the last delivery brought settings of its own, those may differ.
    """
    last = tuple(after)
    wanted = fingerprint.of(before), fingerprint.of(last)
    found: tuple[list[tuple[Path, Any]], list[tuple[Path, Any]]] = ([], [])
    for path in sorted((root / "stores").glob("[0-9]*.duckdb"), reverse=True):
        with contextlib.suppress(duckdb.Error), sandbox.looked_into(path) as look:
            [(inputs,)] = look.execute("select inputs from build_info").fetchall()
            if inputs in wanted:
                found[wanted.index(inputs)].append((path, _decisions(look)))
    brought = bool(last and last[-1].settings)
    return next(
        (
            (old, new)
            for new, decisions in found[1]
            for old, former in found[0]
            if brought or former == decisions
        ),
        None,
    )
