"""Workspaces that the tests share: the tiny plant worked by hand, the demo plant, third-party data where it is there."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

import analysis
from analysis import isolation
from tests import deliveries, distribution, sharing

# The command speaks the system's language: the tests read its English.
os.environ["LC_ALL"] = "C.UTF-8"
# The same work, without a process for each file: tests/test_isolation.py has the processes.
isolation.in_process = True

# A run in a shell's background ignores Ctrl+C, and so would the commands that tests start and interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A machine may be busy: how long drawing an example takes says nothing of the product.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")

HERE = Path(__file__).parent
SHARED_DATA = HERE.parent.parent / "shared" / "data"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> distribution.Groups:
    return distribution.Groups(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):  # one process keeps the order that it was asked for
        items[:] = distribution.by_length(items)


def pytest_collection_finish() -> None:
    gc.freeze()  # thousands of tests are no garbage: to look at them again and again is not needed


@pytest.fixture(scope="session", autouse=True)
def _no_user_s_own_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Workspaces of tests are none that the user held data in (see places.remember)."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    if not SHARED_DATA.is_dir():
        pytest.skip("the third-party exports (../shared/data) are not on this machine")
    return SHARED_DATA


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[analysis.Workspace]:
    """The tiny plant, through the real import."""

    def build(root: Path) -> None:
        analysis.import_paths(root, [HERE / "tiny_plant"])

    with (
        sharing.built_once(tmp_path_factory, "tiny", build) as root,
        analysis.open_workspace(root) as ws,
    ):
        yield ws


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[analysis.Workspace]:
    """The demo plant, through the real import: in a fresh folder, as a server that starts builds it beside itself."""

    def build(root: Path) -> None:
        command = [sys.executable, "-m", "analysis", "prepare", "--workspace", str(root)]
        done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")

    with (
        sharing.built_once(tmp_path_factory, "demo", build) as root,
        analysis.demo(root) as ws,
    ):
        yield ws


@pytest.fixture
def own_tiny(tiny: analysis.Workspace, tmp_path: Path) -> Path:
    """The tiny plant's workspace of the test's own, which it may change."""
    return Path(shutil.copytree(tiny.root, tmp_path / "workspace"))


@pytest.fixture(scope="session")
def built(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Hashable, Callable[[Path], object]], Path]:
    """Workspaces that tests share: built(what it is made of, how), how(root) makes it; the second time it is there already."""
    there: dict[Hashable, Path] = {}

    def build(what: Hashable, how: Callable[[Path], object]) -> Path:
        made_of = (what, deliveries.asked_for())
        if made_of not in there:
            root = tmp_path_factory.mktemp("built") / "workspace"
            how(root)
            there[made_of] = root
        return there[made_of]

    return build


@pytest.fixture
def plant(
    tmp_path: Path, built: Callable[[Hashable, Callable[[Path], object]], Path]
) -> Callable[..., analysis.Workspace]:
    """Makes a workspace from tables written as text: plant(order_lines="order_id,…\\n1,…", usage=…).

    It is the test's own. The same tables are built once in a run and copied; a second call adds to the first."""

    def make(settings: str = "", **tables: str) -> analysis.Workspace:
        folder, root = tmp_path / "exports", tmp_path / "workspace"
        folder.mkdir(exist_ok=True)
        is_first = not root.exists() and not any(folder.iterdir())
        for name, text in tables.items():
            (folder / f"{name}.csv").write_text(text.strip() + "\n", "utf-8")
        if settings:
            (folder / "settings.toml").write_text(settings, "utf-8")
        if is_first:
            made_of = (settings, *sorted(tables.items()))
            shutil.copytree(
                built(made_of, lambda there: analysis.import_paths(there, [folder])), root
            )
        else:
            analysis.import_paths(root, [folder])
        return analysis.open_workspace(root)

    return make
