"""Killed at any moment, the workspace opens with the old store or the new one, nothing between; readers never wait."""

from __future__ import annotations

import os
import random
import signal
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

import analysis
from analysis.delivery import importing_lock, manifest
from analysis.stores import store
from tests import killing
from tests.deliveries import FIGURES, builds
from tests.forks import FORKS

_builds = builds(*FIGURES)
pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is a POSIX signal")
HEAD = "order_id,line_no,client_name,order_date,revenue,direct_cost\n"
KILLS = int(os.environ.get("DEALFIT_KILLS", "8"))  # hundreds by hand


def export(path: Path, orders: int) -> None:
    path.write_text(
        HEAD + "".join(f"{i},1,Client {i % 7},2025-01-10,10,4\n" for i in range(orders)), "utf-8"
    )


def start(root: Path, file: Path) -> BaseProcess:
    process = FORKS.Process(target=killing.take, args=(root, file))
    process.start()
    return process


def ended(process: BaseProcess) -> int | None:
    process.join(300)
    return process.exitcode


def orders_in(root: Path) -> float | None:
    with analysis.open_workspace(root) as ws:
        checks = ws.breaches().query("level == 'checks'")
        assert checks["guilty_rows"].sum() == 0
        value = ws.metric("orders")
        assert value is None or isinstance(value, float)
        return value


def test_killed_many_times_while_a_reader_reads(tmp_path: Path) -> None:
    root, file = tmp_path / "ws", tmp_path / "orders.csv"
    export(file, 100)
    first = FORKS.Process(target=int)  # it waits until all that an import needs has been read
    first.start()
    assert ended(first) == 0
    started = time.monotonic()
    assert ended(start(root, file)) == 0
    whole = time.monotonic() - started
    reader = analysis.open_workspace(root)
    chance = random.Random(20261123)
    expected, killed = 100, 0
    for attempt in range(KILLS):
        grown = 100 + 50 * (attempt + 1)
        export(file, grown)
        process = start(root, file)
        time.sleep(chance.uniform(0.3, 1.1) * whole)
        process.kill()
        killed += ended(process) == -signal.SIGKILL
        published = store.current(root)
        assert published is not None
        with analysis.Workspace(
            root, published
        ) as still:  # what is published opens at once, unbuilt inputs or not
            assert still.metric("orders") in (expected, grown)
        assert reader.metric("orders") == 100  # a page that was open keeps its store
        seen = orders_in(root)  # opening builds what a killed build left undone
        assert seen in (expected, grown)
        expected = int(seen)
    assert killed >= KILLS // 3
    reader.close()
    assert ended(start(root, file)) == 0
    assert orders_in(root) == 100 + 50 * KILLS
    named = {f.import_id for d in manifest.read(root / "imports") for f in d.files}
    assert {
        p.stem for p in root.glob("inputs/*/*.parquet")
    } == named  # leftovers of killed imports are gone
    assert not list(root.glob("stores/.*building*"))


def test_import_works_while_a_workspace_is_open_and_the_reader_sees_that_there_is_more(
    tmp_path: Path,
) -> None:
    root, file = tmp_path / "ws", tmp_path / "orders.csv"
    export(file, 10)
    analysis.import_paths(root, [file], table="order_lines")
    with analysis.open_workspace(root) as reader:
        assert reader.is_current
        export(file, 11)
        assert ended(start(root, file)) == 0
        assert not reader.is_current
        assert reader.metric("orders") == 10
        with analysis.open_workspace(root) as newer:
            assert newer.metric("orders") == 11


def test_a_reader_is_not_blocked_while_somebody_builds(tmp_path: Path) -> None:
    root, file = tmp_path / "ws", tmp_path / "orders.csv"
    export(file, 10)
    analysis.import_paths(root, [file], table="order_lines")
    (root / "settings").mkdir(exist_ok=True)
    (root / "settings" / "settings.toml").write_text(
        'currency = "EUR"\n', "utf-8"
    )  # the published store is stale now
    before = store.current(root)
    with importing_lock.importer_lock(root), analysis.open_workspace(root) as ws:
        assert (ws.build_id, ws.metric("orders")) == (before, 10)
    with analysis.open_workspace(root) as ws:
        assert ws.build_id != before
        assert ws.table("settings")["currency"].tolist() == ["EUR"]


def test_a_failing_build_leaves_the_old_store_in_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, file = tmp_path / "ws", tmp_path / "orders.csv"
    export(file, 10)
    analysis.import_paths(root, [file], table="order_lines")
    export(file, 20)

    def broken(*_: object) -> None:
        raise RuntimeError("disk on fire")

    monkeypatch.setattr("analysis.stores.pipeline.run", broken)
    with pytest.raises(RuntimeError, match="disk on fire"):
        analysis.import_paths(root, [file], table="order_lines")
    published = store.current(root)
    assert published is not None
    with analysis.Workspace(root, published) as ws:
        assert ws.metric("orders") == 10
    monkeypatch.undo()
    assert orders_in(root) == 20


def test_two_importers_take_turns(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    files = []
    for n in range(3):
        files.append(tmp_path / f"part{n}.csv")
        files[-1].write_text(HEAD + f"{n},1,A,2025-01-10,{10**n},0\n", "utf-8")
    assert [ended(p) for p in [start(root, f) for f in files]] == [0, 0, 0]
    with analysis.open_workspace(root) as ws:
        assert ws.metric("revenue") == 111


def test_only_a_few_old_stores_are_kept(tmp_path: Path) -> None:
    root, file = tmp_path / "ws", tmp_path / "orders.csv"
    for orders in range(1, 7):
        export(file, orders)
        analysis.import_paths(root, [file], table="order_lines")
    assert len(list(root.glob("stores/*.duckdb"))) == store.KEPT_STORES
    assert orders_in(root) == 6
