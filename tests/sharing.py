"""Workspaces that the workers of one run share: the first that asks builds it, and nobody may change it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

from tests import deliveries


def run_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of the run see."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@contextmanager
def built_once(
    factory: pytest.TempPathFactory, name: str, build: Callable[[Path], object]
) -> Iterator[Path]:
    """The folder that build(folder) filled, in this worker or another; at the end it must be as it was."""
    root = run_folder(factory) / f"shared-{name}"
    as_built = root.with_name(f"{root.name}.json")
    with FileLock(f"{root}.lock"):
        if not as_built.exists():
            shutil.rmtree(root, ignore_errors=True)
            root.mkdir()
            with deliveries.making_all():
                build(root)
            as_built.write_text(json.dumps(listing(root)), "utf-8")
    yield root
    before, now = json.loads(as_built.read_text("utf-8")), listing(root)
    changed = sorted(n for n in before.keys() | now.keys() if before.get(n) != now.get(n))
    assert not changed, f"a test changed the workspace that all share: {', '.join(changed)}"


def listing(root: Path) -> dict[str, list[int]]:
    """File → its size and when it was written; a hidden file (a lock) says nothing."""
    return {
        str(path.relative_to(root)): [path.stat().st_size, path.stat().st_mtime_ns]
        for path in root.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
