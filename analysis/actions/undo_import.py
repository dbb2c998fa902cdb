"""Taking back the last import, and bringing it back: its manifest gets or loses a mark, its Parquet stays.

The mark is one atomic write and the only step that decides: killed before it nothing happened, killed after it the next
opening ends the rest (settings that came with the import, the entry in the history, the store).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from analysis.actions import importing
from analysis.delivery import importing_lock, manifest
from analysis.delivery.manifest import Delivery, Undone
from analysis.errors import DealfitError
from analysis.journal import shared_state
from analysis.progress import Progress, silent
from analysis.stores import store


@dataclass(frozen=True)
class Undoing:
    """What was taken back or brought back. settings: those that went with it; settings_kept: changed since by somebody."""

    delivery_no: int
    files: tuple[str, ...]
    build_id: str
    settings: tuple[str, ...] = ()
    settings_kept: tuple[str, ...] = ()


def deliveries(root: Path) -> tuple[Delivery, ...]:
    """Every delivery, the oldest first; those undone have their mark. DamagedFile where their records are gone, and figures aren't."""
    store.deliveries_of(root)
    return manifest.read_all(root / "imports")


def next_undo(root: Path) -> Delivery | None:
    """The delivery that an undo would take back: the newest that stands."""
    return next((d for d in reversed(deliveries(root)) if d.undone is None), None)


def next_redo(root: Path) -> Delivery | None:
    """The delivery that a redo would bring back: the one undone last, if nothing was imported since."""
    everything = deliveries(root)
    newest = max((d.delivery_no for d in everything), default=0)
    return next((d for d in everything if d.undone and d.undone.newest == newest), None)


def undo_last_import(root: Path, who: str, why: str = "", progress: Progress = silent) -> Undoing:
    """Takes the newest import back and publishes a store without it: what it had replaced counts again."""
    who = shared_state.signed(who)
    with importing_lock.importer_lock(root):
        importing.finish(root)
        found = next_undo(root)
        if found is None:
            raise DealfitError("nothing_to_undo")
        newest = max(d.delivery_no for d in deliveries(root))
        return _marked(
            root,
            found,
            replace(found, undone=Undone(who, shared_state.now(), why, newest)),
            progress,
        )


def redo_import(root: Path, who: str, why: str = "", progress: Progress = silent) -> Undoing:
    """Brings back the import that was undone last."""
    who = shared_state.signed(who)
    with importing_lock.importer_lock(root):
        importing.finish(root)
        found = next_redo(root)
        if found is None or found.undone is None:
            raise DealfitError("nothing_to_redo")
        redone = Undone(who, shared_state.now(), why, found.undone.newest)
        return _marked(root, found, replace(found, undone=None, redone=redone), progress)


def _marked(root: Path, before: Delivery, after: Delivery, progress: Progress) -> Undoing:
    """The mark, then all that follows from it; where only the mark keeps a store from being built, it is taken off again."""
    was_fresh = store.is_fresh(root)
    manifest.write(root / "imports", replace(after, pending=True))
    kept = importing.finish(root)
    try:
        name = importing.ensure_built(root, progress)
    except DealfitError:
        if (
            not was_fresh
        ):  # nor could one be built without the mark: the next undo goes on from here
            raise
        manifest.write(root / "imports", replace(before, pending=True))
        importing.finish(root)
        raise
    names = tuple(each.name for each in after.settings)
    files = tuple(dict.fromkeys(f.file for f in after.files))
    return Undoing(after.delivery_no, files, name, tuple(n for n in names if n not in kept), kept)
