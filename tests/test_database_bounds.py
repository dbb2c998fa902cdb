"""What working out figures may take: memory per connection, and room on the disk for what doesn't fit."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

import analysis
from analysis import what_if
from analysis.actions import trial_import
from analysis.errors import BadSettings, CannotBuild, NeedsMemory
from analysis.isolation import connections
from analysis.isolation.connections import GB, DatabaseBounds
from analysis.journal import settings
from analysis.journal.what_if import WhatIf
from analysis.stores import whole
from analysis.what_if import ScenarioWorkspace

TINY = Path(__file__).parent / "tiny_plant"
HOUSE = Path(analysis.__file__).parent


def limits(con: duckdb.DuckDBPyConnection) -> tuple[str, str]:
    found = con.execute(
        "select current_setting('memory_limit'), current_setting('max_temp_directory_size')"
    ).fetchone()
    assert found
    return str(found[0]), str(found[1])


@pytest.mark.parametrize(
    ("machine", "asked", "given"),
    [
        (64 * GB, None, 8 * GB),
        (8 * GB, None, 2 * GB),
        (8 * GB, 4 * GB, 4 * GB),
        (8 * GB, 100 * GB, 6_400_000_000),  # never more than the machine has
    ],
)
def test_memory_is_a_share_of_the_machine(
    machine: int, asked: int | None, given: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "machine_memory", lambda: machine)
    assert DatabaseBounds(asked).memory_limit == f"{given // 1_000_000}MB"


def test_a_container_has_what_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "no number").write_text("max\n", "ascii")
    (tmp_path / "number").write_text("1000000000\n", "ascii")
    monkeypatch.setattr(
        connections, "CONTAINERS", [str(tmp_path / n) for n in ("missing", "no number", "number")]
    )
    assert connections.machine_memory.__wrapped__() == GB


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[files]\nmemory_gb = 1e300\n",
            "files.memory_gb = 1e+300: write a number from 0.1 to 10,000",
        ),
        ("[files]\nseconds = inf\n", "files.seconds = inf: write a number from 1 to 86,400"),
        ("[store]\nmemory_gb = 0\n", "store.memory_gb = 0: write a number from 0.1 to 10,000"),
        ("[store]\nspill_gb = -1\n", "store.spill_gb = -1: write a number from 0 to 100,000"),
        (
            "[custom]\nfew_pieces = 1e300\n",
            "few_pieces = 1e+300: write a number from 0 to 1,000,000,000,000,000",
        ),
    ],
)
def test_a_bound_that_cannot_be_is_told_with_its_span(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(text, "utf-8")
    with pytest.raises(BadSettings, match=re.escape(said)):
        settings.load(tmp_path / "settings.toml")


def test_every_connection_is_opened_within_bounds() -> None:
    """In one place; those of a published store beside its sandbox."""
    found = {
        p.relative_to(HOUSE).as_posix()
        for p in HOUSE.rglob("*.py")
        if "duckdb.connect(" in p.read_text("utf-8")
    }
    assert found == {"isolation/connections.py", "stores/sandbox.py"}


def test_what_does_not_fit_is_set_aside_up_to_a_size(tmp_path: Path) -> None:
    much = "create or replace temp table t as select hash(i) as n, hash(i + 1) as m from range(3000000) t(i)"
    spill, little = tmp_path / "spill", 30_000_000
    with connections.connect(bounds=DatabaseBounds(little, GB), spill=spill) as con:
        assert limits(con) == ("28.6 MiB", "953.6 MiB")
        assert con.execute(much).fetchall() == [(3_000_000,)]
    for spilled, folder in ((5_000_000, spill), (GB, None)):
        bounded = connections.connect(bounds=DatabaseBounds(little, spilled), spill=folder)
        with bounded as con, pytest.raises(duckdb.OutOfMemoryException):
            con.execute(much)


def test_too_little_memory_is_no_fault_of_the_files(tmp_path: Path) -> None:
    trouble = whole.why_not_built(
        duckdb.OutOfMemoryException("failed to allocate\nmore"), tmp_path, ()
    )
    assert isinstance(trouble, NeedsMemory)
    assert not isinstance(trouble, CannotBuild)  # that would withdraw the delivery
    assert "store.memory_gb" in str(trouble)
    assert str(trouble).endswith("failed to allocate")


def test_the_setting_holds_in_a_what_if_and_its_folder_goes(
    tiny: analysis.Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(what_if, "store_bounds", lambda root: DatabaseBounds(300_000_000, GB))
    with ScenarioWorkspace(tiny, WhatIf(target_margin=0.3)) as then:
        assert limits(then._connection) == ("286.1 MiB", "953.6 MiB")
        assert [
            p.name.startswith("dealfit-spill-")
            for p in (tiny.root / "stores").iterdir()
            if p.is_dir()
        ] == [True]
        with pytest.raises(NeedsMemory):
            then.sql("select list(i) from range(2000000000) t(i)")
        assert then.sql("select count(*) as n from order_profit")["n"].tolist() == [7]
    assert not [p for p in (tiny.root / "stores").iterdir() if p.is_dir()]


def test_readers_are_bounded(tiny: analysis.Workspace) -> None:
    usual = connections.connect()
    assert limits(tiny._connection) == limits(usual)


def test_a_setting_that_comes_with_a_delivery_does_not_bound_its_trial(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[DatabaseBounds] = []

    def noted(bounds: DatabaseBounds) -> str:
        asked.append(bounds)
        return "1GB"

    root = tmp_path / "workspace"
    (root / "settings").mkdir(parents=True)
    (root / "settings" / "settings.toml").write_text("[store]\nmemory_gb = 0.5\n", "utf-8")
    (tmp_path / "settings.toml").write_text("[store]\nmemory_gb = 9000\n", "utf-8")
    monkeypatch.setattr(connections.DatabaseBounds, "memory_limit", property(noted))
    trial_import.dry_run(root, [TINY / "order_lines.csv", tmp_path / "settings.toml"])
    assert {b.memory for b in asked} <= {None, GB, 500_000_000}
    assert DatabaseBounds(500_000_000, 20 * GB) in asked
