"""A store is built anew after an upgrade that changes any rule by which it was made, in SQL or in Python."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import analysis
from analysis.stores import loading, pipeline, sources, store

PROGRAM = Path(analysis.__file__).parent
STEPS = sorted(file for ending in ("sql", "py") for file in pipeline.SQL.rglob(f"*.{ending}"))
RULES = (
    "decisions/__init__.py",  # what to do about a client
    "decisions/price_rise.py",
    "dictionary/batches.py",
    "estimates/robust_spread.py",  # by way of the shrinkage
    "estimates/shrinkage.py",
    "intake/columns/matrix/period.py",  # the month that a file's name names
    "intake/statuses.py",  # cancelled, in progress or done
    "intake/values/client_names.py",  # which spellings are one name
    "journal/portrait.py",  # the score of a client
    "journal/settings/__init__.py",  # defaults
    "journal/settings/decision_thresholds.py",
    "journal/settings/segment_targets.py",  # which target holds
    "stores/decided.py",
    "stores/loading.py",
    "stores/portrait_tables.py",
)


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
    for kept in (pipeline.steps, pipeline.checks, pipeline.fingerprint, loading._rules):
        kept.cache_clear()


def test_every_file_of_the_pipeline_and_every_rule_behind_it_tells(changed: set[Path]) -> None:
    as_it_is = loading.fingerprint(())
    same = []
    for file in [*STEPS, *(PROGRAM / name for name in RULES)]:
        changed.clear()
        changed.add(file)
        _forget()
        if loading.fingerprint(()) == as_it_is:
            same.append(file.relative_to(PROGRAM).as_posix())
    assert same == []


def test_what_is_only_shown_tells_nothing(changed: set[Path]) -> None:
    as_it_is = loading.fingerprint(())
    changed.update(PROGRAM / name for name in ("cli.py", "findings/__init__.py", "language/ru/grains.py"))
    _forget()
    assert loading.fingerprint(()) == as_it_is


@pytest.mark.parametrize("name", ["decisions/__init__.py", "sql/60_decisions/80_client_decision.py"])
def test_no_old_verdict_is_served(tiny: analysis.Workspace, changed: set[Path], name: str) -> None:
    deliveries = store.deliveries_of(tiny.root)
    assert store.is_fresh(tiny.root)
    assert store._reusable(tiny.root, deliveries) is not None
    changed.add(PROGRAM / name)
    _forget()
    assert not store.is_fresh(tiny.root)
    assert store._reusable(tiny.root, deliveries) is None  # built from the inputs, no table of it kept
