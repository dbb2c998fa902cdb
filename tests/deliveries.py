"""Cheaper ways to a workspace, where what they leave out is not what a test looks at: most of a tiny import is its build."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import analysis
from analysis.actions import importing
from analysis.actions.choices import Choice
from analysis.intake import contract
from analysis.stores import pipeline

COUNTED = ("imports", "rejected_rows", "unread_values", *contract.TABLES)


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
    """Builds make what the account of rows needs: `imports`, `rejected_rows`, the input tables; no figures and no checks."""
    return _making(COUNTED)


@contextmanager
def _making(tables: Sequence[str]) -> Iterator[None]:
    pipeline.fingerprint()  # kept for the process: of the whole pipeline
    wanted, made = set(tables), []
    for each in reversed(pipeline.steps()):
        if each.table in wanted:
            wanted |= each.names
            made.append(each)
    everything = {each.table for each in pipeline.steps()}
    checks = pipeline.run_checks
    with (
        mock.patch.object(pipeline, "steps", return_value=tuple(reversed(made))),
        mock.patch.object(pipeline, "run_checks", lambda con: checks(con, everything)),
    ):
        yield
