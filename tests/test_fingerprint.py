"""A store is built anew after an upgrade that changes any rule by which it was made, in SQL or in Python."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import analysis
from analysis import cli, findings
from analysis.advice import decisions, price_rise
from analysis.delivery import manifest
from analysis.dictionary import batches
from analysis.estimates import robust_spread, shrinkage
from analysis.intake import contract, statuses
from analysis.intake.columns.matrix import period
from analysis.intake.values import client_names
from analysis.journal import cancelled_orders, entered_rates, portrait, same_clients, settings
from analysis.journal.settings import decision_thresholds, segment_targets
from analysis.language.ru import grains
from analysis.sql import portrait_tables, tables
from analysis.stores import decided, fingerprint, import_records, loading, pipeline, sources, store

STEPS = sorted(file for ending in ("sql", "py") for file in pipeline.SQL.glob(f"*/*.{ending}"))
RULES = (
    decisions,  # what to do about a client
    price_rise,
    batches,
    robust_spread,  # by way of the shrinkage
    shrinkage,
    period,  # the month that a file's name names
    statuses,  # cancelled, in progress or done
    client_names,  # which spellings are one name
    portrait,  # the score of a client
    settings,  # defaults
    decision_thresholds,
    segment_targets,  # which target holds
    decided,
    cancelled_orders,  # which order counts as cancelled, and up to which delivery
    entered_rates,
    same_clients,
    loading,
    import_records,  # what is refused as the build finds it
    contract,  # the columns of the inputs
    manifest,  # which deliveries count
    portrait_tables,
    tables,
)


def file_of(module: ModuleType) -> Path:
    return Path(str(module.__file__))


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[Path]]:
    """Files in this set are other than they are: as after an upgrade."""
    files: set[Path] = set()
    text_of = sources.text_of
    monkeypatch.setattr(sources, "text_of", lambda file: text_of(file) + "\n-- #" * (file in files))
    _forget()
    yield files
    _forget()


def _forget() -> None:
    for kept in (pipeline.steps, pipeline.checks, pipeline.fingerprint, fingerprint.rules):
        kept.cache_clear()


def test_every_file_of_the_pipeline_and_every_rule_behind_it_tells(changed: set[Path]) -> None:
    as_it_is = fingerprint.of(())
    same = []
    for file in [*STEPS, *map(file_of, RULES)]:
        changed.clear()
        changed.add(file)
        _forget()
        if fingerprint.of(()) == as_it_is:
            same.append(file.name)
    assert same == []


def test_what_is_only_shown_tells_nothing(changed: set[Path]) -> None:
    as_it_is = fingerprint.of(())
    changed.update(map(file_of, (cli, findings, grains)))
    _forget()
    assert fingerprint.of(()) == as_it_is


@pytest.mark.parametrize(
    "file", [file_of(decisions), pipeline.step("client_decision").file], ids=lambda file: file.stem
)
def test_no_old_verdict_is_served(tiny: analysis.Workspace, changed: set[Path], file: Path) -> None:
    deliveries = store.deliveries_of(tiny.root)
    assert store.is_fresh(tiny.root)
    assert store._reusable(tiny.root, deliveries) is not None
    changed.add(file)
    _forget()
    assert not store.is_fresh(tiny.root)
    assert (
        store._reusable(tiny.root, deliveries) is None
    )  # built from the inputs, no table of it kept
