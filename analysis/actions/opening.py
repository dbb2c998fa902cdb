"""How a workspace is opened: its newest store, built first where it is stale; what is published serves where none can be built.

Opening writes nothing where nothing is to be built. The demo plant is shown only to whoever asks for it, or opens the dashboard
where nothing was ever imported.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from analysis.actions import importing
from analysis.actions.demo_plant import build_demo, has_data, resolve
from analysis.deals.workspace import DealWorkspace
from analysis.delivery import importing_lock, under_way
from analysis.errors import CannotWrite, DamagedStore, DealfitError, ImporterBusy, NoData
from analysis.journal import portrait, settings
from analysis.places import default_root
from analysis.progress import StageProgress, silent
from analysis.stores import store

T = TypeVar("T")
TRIES = 5
BUILDING, CUT_SHORT = (
    "building",
    "cut_short",
)  # an import whose numbers are not published: being worked out, or nobody does


def open_workspace(root: str | Path | None = None) -> DealWorkspace:
    """Opens a workspace's published store, building it first where it is stale. NoData where nothing was imported.

    What is published serves, too, where no newer store can be built: `trouble` says why. Nothing is written where nothing can be.
    """
    here = Path(root) if root is not None else default_root()
    if not has_data(here):
        raise NoData("no_workspace" if here.exists() else "no_such_workspace", workspace=here)
    return _open(here, is_demo=False)


def demo(root: str | Path | None = None) -> DealWorkspace:
    """The fictional demo plant."""
    return _open(build_demo(Path(root) if root is not None else default_root()), is_demo=True)


def open_or_demo(root: Path, progress: StageProgress = silent) -> DealWorkspace:
    """progress: as import_paths; called only where something is built or another process is waited for."""
    here, is_demo = resolve(root, progress)
    return _open(here, is_demo, progress)


def behind(root: Path) -> str:
    """Whether what is published lacks something that was imported, changed or taken back: BUILDING it now, or CUT_SHORT; "" where not,
    and where it can't be told or done (see trouble_of)."""
    try:
        if not has_data(root) or store.is_fresh(root):
            return ""
        with importing_lock.importer_lock(root, wait=0):
            return "" if store.is_fresh(root) else CUT_SHORT
    except ImporterBusy:
        return BUILDING
    except DealfitError:
        return ""


def trouble_of(root: Path) -> DealfitError | None:
    """What of a workspace can't be read at this moment, so that no newer store can be built: settings, decisions, records of imports."""
    try:
        settings.load(root / "settings" / "settings.toml")
        portrait.load(root / "settings" / portrait.FILE)
        store.is_fresh(root)
    except DealfitError as found:
        return found
    return None


def build_anew(root: Path, damaged: str) -> None:
    """Builds a store from the imports in the place of a damaged one; nothing where another was published meanwhile.

    DealfitError where none can be built.
    """
    if store.current(root) != damaged:
        return
    with importing_lock.importer_lock(root):
        if store.current(root) != damaged:
            return
        importing.finish(root)
        store.build(root, anew=True)


def _open(root: Path, is_demo: bool, progress: StageProgress = silent) -> DealWorkspace:
    trouble = _brought_up_to_date(root, progress)
    for _ in range(TRIES):
        name = store.current(root)
        if name is None:
            break
        try:
            opened = DealWorkspace(root, name, is_demo)
        except DamagedStore as damage:  # or forgotten by a publish since the pointer was read
            if store.current(root) == name:
                _build_in_place_of(root, name, damage)
        else:
            opened.trouble = trouble
            return opened
    raise NoData("no_workspace", workspace=root)


def _brought_up_to_date(root: Path, progress: StageProgress) -> DealfitError | None:
    """Builds a store where none is published or it lacks something; why not, where what is published goes on serving."""
    served = store.current(root) is not None
    try:
        if not store.is_fresh(root):
            with importing_lock.importer_lock(
                root, 0 if served else 600, under_way.passing_on(root, progress)
            ):
                tell = under_way.telling(root, progress)
                importing.ensure_built(root, lambda part: tell("store", part))
    except ImporterBusy:  # being built right now
        if not served:
            raise
    except DealfitError as trouble:
        if not served:
            raise
        return trouble
    return None


def _build_in_place_of(root: Path, name: str, damage: DamagedStore) -> None:
    try:
        build_anew(root, name)
    except CannotWrite:  # nobody builds here: the damage is what is to be mended
        raise damage from None


def answered(root: Path, demo_plant: bool, question: Callable[[DealWorkspace], T]) -> T:
    """What the workspace (or the demo plant) answers; asked once more where its store turns out to be damaged and is built anew."""
    for _ in range(2):
        with demo(root) if demo_plant else open_workspace(root) as ws:
            try:
                return question(ws)
            except DamagedStore as trouble:
                damage = trouble
        _build_in_place_of(ws.root, ws.build_id, damage)
    raise damage
