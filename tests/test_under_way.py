"""Whoever waits for another's import or build is told how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.actions import demo_plant, importing
from analysis.delivery import importing_lock, under_way
from analysis.errors import ImporterBusy

Told = list[tuple[str, float]]


def quiet(what: str, part: float) -> None:
    """Nobody listens."""


def wait(root: Path, told: Told) -> None:
    """For another import, a moment long."""
    hear = under_way.passing_on(root, lambda what, part: told.append((what, part)))
    with pytest.raises(ImporterBusy), importing_lock.importer_lock(root, 0.15, hear):
        pass


def test_the_step_of_whoever_holds_the_lock_is_told_to_those_that_wait(tmp_path: Path) -> None:
    told: Told = []
    with importing_lock.importer_lock(tmp_path):
        wait(tmp_path, told)
        assert told == []
        tell = under_way.telling(tmp_path, quiet)
        tell("заказы.csv", 0.4)
        tell("заказы.csv", 0.41)  # a tenth of a second has not gone by
        wait(tmp_path, told)
        tell("store", 0.9)
        wait(tmp_path, told)
    assert list(dict.fromkeys(told)) == [("заказы.csv", 0.4), ("store", 0.9)]
    assert not (tmp_path / under_way.FILE).exists()


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"[",
        b"5",
        b"\xff",
        b'"ab"',
        b'["a"]',
        b'["a", null]',
        b'["a", NaN]',
        b'["a", 7]',
        b"[" * 3_000,
    ],
)
def test_what_can_not_be_read_is_not_told(tmp_path: Path, written: bytes) -> None:
    told: Told = []
    (tmp_path / under_way.FILE).write_bytes(written)
    under_way.passing_on(tmp_path, lambda what, part: told.append((what, part)))()
    assert told == []


def test_work_goes_on_where_nothing_can_be_told(tmp_path: Path) -> None:
    told: Told = []
    (tmp_path / under_way.FILE).mkdir()
    under_way.telling(tmp_path, lambda what, part: told.append((what, part)))("a.csv", 0.5)
    under_way.forget(tmp_path)
    assert told == [("a.csv", 0.5)]


def test_the_demo_plant_that_another_process_built_meanwhile_is_not_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: Iterator[bool] = iter([False, True])
    monkeypatch.setattr(demo_plant, "has_data", lambda root: next(found))
    monkeypatch.setattr(importing, "import_paths", lambda *_, **__: pytest.fail("built twice"))
    assert demo_plant.build_demo(tmp_path) == demo_plant.demo_root(tmp_path)
