"""The demo plant's workspace, and which workspace a reader gets. Reads no pandas: the server must be up within seconds."""

from __future__ import annotations

import hashlib
import threading
from importlib import import_module
from pathlib import Path

from analysis import places
from analysis.actions import choices, importing
from analysis.delivery import importing_lock, manifest, under_way
from analysis.errors import NoData, causes
from analysis.isolation import twin
from analysis.progress import StageProgress, silent
from analysis.stores import store


def has_data(root: Path) -> bool:
    """True where an import counts, built or not; also where that can't be told, since files of the workspace are damaged.

    NoData where the workspace's disk doesn't answer.
    """
    try:
        found = manifest.is_any(root / "imports") or (
            not manifest.is_there(root / "imports") and store.current(root) is not None
        )
    except OSError as trouble:
        raise NoData("cannot_reach", place=root, detail=causes.of_system(trouble)) from None
    if found:
        places.remember(root)
    return found


def demo_root(root: Path) -> Path:
    """Where the demo plant's workspace lies: inside, so that it never mixes with real data; named for its exports."""
    digest = hashlib.sha256()
    for path in sorted(places.DEMO.glob("*.*")):
        if path.suffix in {*choices.SUFFIXES, ".toml"}:
            digest.update(path.name.encode() + path.read_bytes())
    return root / f"{places.DEMO_FOLDER}{digest.hexdigest()[:8]}"


def build_demo(root: Path, progress: StageProgress = silent) -> Path:
    """The demo plant's workspace under `root`, built from its exports by the same import as any other; progress: as import_paths."""
    here = demo_root(root)
    if not has_data(here):
        with importing_lock.importer_lock(here, meanwhile=under_way.passing_on(here, progress)):
            pass  # another process may be at it, and have done it by now
    if not has_data(here):
        importing.import_paths(here, [places.DEMO], progress=progress)
    return here


def resolve(root: Path, progress: StageProgress = silent) -> tuple[Path, bool]:
    """The workspace to read: the user's where it holds data, else the demo plant's. (folder, is it the demo?)

    NoData where the user's held data a moment ago and isn't there now.
    """
    if has_data(root):
        return root, False
    places.refuse_demo_where_away(root)
    return build_demo(root, progress), True


def prepare(root: Path) -> None:
    """Builds what the dashboard will open, where it isn't there or is stale: for a process of its own."""
    with twin.beside():
        # What a build needs is read while files are, a tenth of a second: another processor may do it.
        threading.Thread(target=import_module, args=("scipy.special",), daemon=True).start()
        here, _ = resolve(root)
    if not store.is_fresh(here):
        with importing_lock.importer_lock(here):
            importing.ensure_built(here)
