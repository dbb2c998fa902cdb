"""Cheaper ways to a workspace, where what they leave out is not what a test looks at: most of a tiny import is its build."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import duckdb
import pytest

import analysis
from analysis.actions import importing
from analysis.actions.choices import Choice
from analysis.intake import contract
from analysis.stores import pipeline

COUNTED = ("imports", "rejected_rows", "unread_values", *contract.TABLES)
# What orders cost and earn, by client and by month; not what is judged, measured and decided of clients and products.
FIGURES = ("clients", "client_costs", "pool_use", "profit_by_month")
MAKE, CHECKS = pipeline.make, pipeline.run_checks


def in_turn(root: Path, *deliveries: Sequence[Path | Choice], **more: Any) -> analysis.ImportResult:
    """Imports these as deliveries of their own, one after the other; the store is built once, after the last."""
    *before, last = deliveries
    with unbuilt():
        for files in before:
            analysis.import_paths(root, files, **more)
    return analysis.import_paths(root, last, **more)


@contextmanager
def unbuilt() -> Iterator[None]:
    """What changes a workspace leaves its build to the next that opens it, as where it is cut short; results say nothing of it."""
    with mock.patch.object(importing, "ensure_built", return_value=""):
        yield


def rows_alone() -> AbstractContextManager[None]:
    """Builds make what the account of rows needs: `imports`, `rejected_rows`, the input tables; no figures."""
    return making()


def builds(*tables: str) -> Any:
    """For a module whose tests read these tables, what they are made of, the account of rows and no others.

    `_builds = builds("profit_rows")`. Who asks for a table that is not made fails; workspaces that modules share are whole.
    """

    @pytest.fixture(scope="module", autouse=True)
    def around_the_module() -> Iterator[None]:
        with making(*tables):
            yield

    return around_the_module


_asked: list[frozenset[str] | None] = [None]  # for which tables; None: all; the innermost last


def asked_for() -> frozenset[str] | None:
    """Which tables builds are asked for now; None: all."""
    return _asked[-1]


@contextmanager
def making(*tables: str) -> Iterator[None]:
    """Builds make these tables, those that they are made of and the account of rows, with the checks that read nothing else."""
    with _steps({*COUNTED, *tables}):
        yield


@contextmanager
def making_all() -> Iterator[None]:
    """Builds are whole, whatever stands around: for what tests of other modules read too."""
    with _steps(None):
        yield


@contextmanager
def _steps(tables: Collection[str] | None) -> Iterator[None]:
    wanted, chosen = set(tables or ()), set()
    for each in reversed(pipeline.steps()):
        if tables is None or each.table in wanted:
            wanted |= each.names
            chosen.add(each.table)
    missing = {each.table for each in pipeline.steps()} - chosen

    def make(con: duckdb.DuckDBPyConnection, each: pipeline.Step) -> None:
        if each.table in chosen:
            MAKE(con, each)

    def run_checks(con: duckdb.DuckDBPyConnection, without: Collection[str] = ()) -> None:
        CHECKS(con, {*without, *missing})

    _asked.append(None if tables is None else frozenset(tables))
    try:
        with (
            mock.patch.object(pipeline, "make", make),
            mock.patch.object(pipeline, "run_checks", run_checks),
        ):
            yield
    finally:
        _asked.pop()
