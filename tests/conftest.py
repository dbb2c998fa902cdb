"""Workspaces that the tests share: the tiny plant worked by hand, the demo plant, third-party data where it is there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import analysis
from analysis import apart

apart.in_process = True  # the same work, without a process for each file; tests/test_apart.py has the processes
HERE = Path(__file__).parent
SHARED_DATA = HERE.parent.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    if not SHARED_DATA.is_dir():
        pytest.skip("the third-party exports (../shared/data) are not on this machine")
    return SHARED_DATA


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[analysis.Workspace]:
    """The tiny plant, through the real import."""
    root = tmp_path_factory.mktemp("tiny")
    analysis.import_paths(root, [HERE / "tiny_plant"])
    with analysis.open_workspace(root) as ws:
        yield ws


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[analysis.Workspace]:
    """The demo plant, through the real import: in a fresh folder, as a server that starts builds it beside itself."""
    root = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "analysis", "prepare", "--workspace", str(root)]
    done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    with analysis.demo(root) as ws:
        yield ws


@pytest.fixture
def plant(tmp_path: Path) -> Callable[..., analysis.Workspace]:
    """Makes a workspace from tables written as text: plant(order_lines="order_id,…\\n1,…", usage=…)."""

    def make(settings: str = "", **tables: str) -> analysis.Workspace:
        folder = tmp_path / "exports"
        folder.mkdir(exist_ok=True)
        for name, text in tables.items():
            (folder / f"{name}.csv").write_text(text.strip() + "\n", "utf-8")
        if settings:
            (folder / "settings.toml").write_text(settings, "utf-8")
        analysis.import_paths(tmp_path / "workspace", [folder])
        return analysis.open_workspace(tmp_path / "workspace")

    return make
