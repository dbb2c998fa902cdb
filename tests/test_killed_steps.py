"""kill -9 at every renaming of a file and at random moments, in import, build, publish, undo and redo, with a reader
reading all the while: each time the workspace is as before or as after, in money, settings and refused rows alike.

DEALFIT_KILLS=300 kills so many times at random, and at every renaming instead of at some.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import analysis
from analysis.actions import importing
from analysis.delivery import manifest
from tests import killing
from tests.deliveries import FIGURES, builds, in_turn
from tests.forks import FORKS

_builds = builds(*FIGURES)
pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is a POSIX signal")
KILLS = int(os.environ.get("DEALFIT_KILLS", "6"))
STRIDE = 9 if KILLS <= 10 else 1


class Plant:
    """A workspace, the imports that stand in it, and those that could be brought back."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root = folder, folder / "ws"
        self.standing: tuple[int, ...] = ()
        self.undone: tuple[int, ...] = ()
        self.exports: dict[int, list[Path]] = {}

    def after(self, what: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """What would stand, and what could be brought back, once `what` is done."""
        if what == "import":
            return (*self.standing, self.next), ()
        if what == "undo":
            return self.standing[:-1], (self.standing[-1], *self.undone)
        return (*self.standing, self.undone[0]), self.undone[1:]

    @property
    def next(self) -> int:
        return max(self.exports, default=0) + 1

    def files(self, what: str) -> list[Path]:
        if what != "import":
            return []
        number = self.next
        self.exports[number] = killing.export(self.folder, number)
        return self.exports[number]

    def now(self, *, ended: bool = True) -> tuple[float, ...]:
        """The state; `ended`: waiting for a reader that builds what a killed process left undone."""
        if ended:
            importing.rebuild(self.root)
        with analysis.open_workspace(self.root) as ws:
            return killing.state(ws)

    def killed(self, what: str, *, step: int | None = None, seconds: float | None = None) -> bool:
        """Does `what` in a process that is killed; whether it was. The workspace must be as before or as after."""
        before, after = (self.standing, self.undone), self.after(what)
        process = FORKS.Process(target=killing.do, args=(self.root, what, self.files(what), step))
        process.start()
        if seconds is not None:
            time.sleep(seconds)
            process.kill()
        process.join(300)
        died = process.exitcode == -signal.SIGKILL
        assert died or process.exitcode == 0
        at_once, now = self.now(ended=False), self.now()
        assert at_once in (killing.expected(before[0]), now)
        if now == killing.expected(after[0]):
            self.standing, self.undone = after
        else:
            assert died
            assert now == killing.expected(before[0])
        return died


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Plant:
    """Two imports; each test has a copy."""
    made = Plant(tmp_path_factory.mktemp("begun"))
    in_turn(made.root, made.files("import"), made.files("import"))
    return made


@pytest.fixture
def plant(begun: Plant, tmp_path: Path) -> Iterator[Plant]:
    shutil.copytree(begun.folder, tmp_path, dirs_exist_ok=True)
    made = Plant(tmp_path)
    made.exports, made.standing = dict(begun.exports), (1, 2)
    yield made
    assert made.now() == killing.expected(made.standing)
    left = [p for p in made.root.rglob(".*") if p.is_file() and p.name != ".importer.lock"]
    analysis.import_paths(
        made.root, made.files("import")
    )  # the next import clears away what the killed ones left
    named = {f.import_id for d in manifest.read_all(made.root / "imports") for f in d.files}
    assert {p.stem for p in made.root.glob("inputs/*/*.parquet")} == named, left
    assert not list(made.root.glob("inputs/.taking-*"))


@pytest.mark.parametrize("what", ["import", "undo", "redo"])
def test_killed_before_each_renaming(plant: Plant, what: str) -> None:
    """Step after step until one operation comes through; its being done is undone again for the next."""
    if what == "redo":
        analysis.undo_last_import(plant.root, "Anna")
        plant.standing, plant.undone = plant.after("undo")
    for step in range(0, 200, STRIDE):
        if not plant.killed(what, step=step):
            break
        if plant.undone and what == "undo":
            analysis.redo_import(plant.root, "Anna")
            plant.standing, plant.undone = plant.after("redo")
        elif not plant.undone and what == "redo":
            analysis.undo_last_import(plant.root, "Anna")
            plant.standing, plant.undone = plant.after("undo")
    assert 8 <= step < 190


def test_killed_at_random_while_a_reader_reads(plant: Plant) -> None:
    chance = random.Random(20261124)
    started = time.monotonic()
    assert not plant.killed("undo", step=None)
    whole = time.monotonic() - started
    stop = FORKS.Event()
    here, there = FORKS.Pipe(duplex=False)
    reader = FORKS.Process(target=killing.read, args=(plant.root, stop, there))
    reader.start()
    allowed, died = {killing.expected(plant.standing)}, 0
    try:
        for _ in range(KILLS):
            choices = (
                ["import"] * 2
                + ["undo"] * 2 * (len(plant.standing) > 1)
                + ["redo"] * 2 * bool(plant.undone)
            )
            what = chance.choice(choices)
            allowed.add(killing.expected(plant.after(what)[0]))
            died += plant.killed(what, seconds=chance.uniform(0.02, 1.2) * whole)
    finally:
        stop.set()
    assert here.poll(300)
    seen, opened, trouble = here.recv()
    reader.join(120)
    assert trouble == ""
    assert opened > KILLS // 4
    assert seen <= allowed
    assert died >= KILLS // 4
