"""`dealfit import`: files in, one delivery, one build at the end.

Parquet is written first, the delivery's manifest last: a killed import leaves nothing behind that counts. Settings that came
with it and the build follow under the same lock; killed in between, the next opening ends what was begun.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from analysis import intake, toml
from analysis.actions import after_import
from analysis.actions.after_import import Findings, Noticed, Refusal, SetAside
from analysis.actions.arrivals import Arrivals, Origin
from analysis.actions.choices import Choice, expand, passed_over
from analysis.actions.mended_rows import MendingResult
from analysis.delivery import manifest, under_way
from analysis.delivery.importing_lock import importer_lock
from analysis.delivery.manifest import Adopted, Delivery, ImportedFile, Undone
from analysis.errors import CannotBuild, DealfitError, UnreadableFile
from analysis.errors.phrases import Phrase
from analysis.intake import questions
from analysis.intake.rows.file_endings import UNREAD
from analysis.journal import settings, shared_state
from analysis.journal.settings import saved_mappings, settings_history
from analysis.progress import Progress, StageProgress, silent
from analysis.stores import store

WHAT = "import"  # in the history: what was undone and brought back
STANDS, UNDONE = "stands", "undone"


@dataclass(frozen=True)
class ImportResult:
    """What became of each file: taken in, already there, or not readable (with the sentence why); and what the build found.

    `taken` counts rows as the build does: those that it sets aside are rejected. `set_aside` is of all files in the store.
    refused: rows of `taken` by their reasons.
    delivery_no: None where nothing was taken. mended: what became of refused rows that came back. undone: files of a folder
    whose import was undone, passed over until somebody names them. known: the earlier imports of unchanged files.
    """

    taken: tuple[ImportedFile, ...]
    unchanged: tuple[str, ...]
    unreadable: tuple[tuple[str, DealfitError], ...]
    settings: tuple[str, ...]
    build_id: str
    set_aside: tuple[SetAside, ...] = ()
    noticed: tuple[Noticed, ...] = ()
    delivery_no: int | None = None
    mended: tuple[MendingResult, ...] = ()
    undone: tuple[str, ...] = ()
    known: tuple[ImportedFile, ...] = ()
    passed_over: tuple[Phrase | str, ...] = ()  # in folders: see choices.passed_over
    refused: tuple[Refusal, ...] = ()

    @property
    def rows_rejected(self) -> int:
        return sum(f.rows_rejected for f in self.taken)

    @property
    def mappings_used(self) -> tuple[tuple[str, str], ...]:
        """File → key of the saved mapping that it was read by."""
        return tuple((f.file, f.saved) for f in self.taken if f.saved)


def import_paths(
    root: Path,
    paths: Sequence[Path | Choice],
    *,
    table: str | None = None,
    mapping: Path | None = None,
    progress: StageProgress = silent,
    origins: Mapping[Path, Origin] = MappingProxyType({}),
    who: str = "",
    wait: float = 600,
    answers: Mapping[str, str] = MappingProxyType({}),
    is_stopped: Callable[[], bool] = lambda: False,
) -> ImportResult:
    """Takes the files in and publishes a new store; errors of single files are returned, not raised.

    mapping: for all files; without it each has the one of its Choice, else the one saved for its shape. wait: seconds for
    another import to end, then ImporterBusy. answers: to questions of these files (question → answer), kept for their shapes; BadMapping
    where none of them asks such a question. is_stopped: whether the user gave it up; files that are not read by then are left out.
    """
    files, found_settings = expand(paths, table)
    told = intake.load_mapping(mapping) if mapping else None
    for path in found_settings:
        settings.check(path)  # refuse the whole delivery before anything is written
    with importer_lock(root, wait, under_way.passing_on(root, progress)):
        progress = under_way.telling(root, progress)
        finish(root)
        was_fresh = store.is_fresh(root)
        money = settings.in_force(root, found_settings).money
        bounds = settings.in_force(root).files.bounds  # never those that come with a delivery
        arrivals = Arrivals(
            root, root, told, origins, money, answers, bounds=bounds, is_stopped=is_stopped
        )
        _clear_leftovers(root)
        arrivals.take(files, progress)
        if is_stopped():
            raise UnreadableFile("import_stopped")
        questions.check_asked(answers, arrivals.asked)
        adopted, taken_settings = _settings(root, found_settings)
        taken = tuple(arrivals.taken)
        if taken:
            delivery = Delivery(
                arrivals.number, taken, arrivals.replaces, adopted, who, pending=bool(adopted)
            )
            manifest.write(root / "imports", delivery)
            finish(root)
            for cells, used, file in arrivals.remembered:
                saved_mappings.save(root, cells, used, who, file)
        else:
            for each in adopted:
                settings_history.write(
                    root, each.name, each.after, settings_history.IMPORT, each.name
                )
        unchanged = [
            *arrivals.unchanged,
            *(p.name for p in found_settings if p.name not in taken_settings),
        ]
        progress("store", len(files) / (len(files) + 1))
        try:
            name = (
                ensure_built(
                    root, lambda part: progress("store", (len(files) + part) / (len(files) + 1))
                )
                if (taken or manifest.is_any(root / "imports") or store.current(root))
                else ""
            )
        except CannotBuild as trouble:
            if not taken or not _is_at_fault(root, arrivals.number, who, was_fresh):
                raise
            raise CannotBuild("import_withdrawn", detail=trouble.details["detail"]) from trouble
        except (
            DealfitError
        ) as trouble:  # a full disk, another file's damage: no fault of these files
            raise CannotBuild("import_waits", trouble=trouble) if taken else trouble from trouble
        found = (
            after_import.find(root, name, taken)
            if name and (taken or taken_settings)
            else Findings()
        )
    return ImportResult(
        found.files,
        tuple(unchanged),
        tuple(arrivals.unreadable),
        tuple(taken_settings),
        name,
        found.set_aside,
        found.noticed,
        arrivals.number if taken else None,
        tuple(arrivals.mended),
        tuple(arrivals.undone),
        tuple(arrivals.known),
        passed_over(paths),
        found.refused,
    )


def _is_at_fault(root: Path, delivery_no: int, who: str, was_fresh: bool) -> bool:
    """Whether a store can be built without a delivery that none could be built with; then it is withdrawn, else it stays."""
    _withdraw(root, delivery_no, who)
    if was_fresh:
        return True
    try:
        ensure_built(root)
    except CannotBuild:
        [delivery] = [
            d for d in manifest.read_all(root / "imports") if d.delivery_no == delivery_no
        ]
        manifest.write(root / "imports", replace(delivery, undone=None, pending=True))
        finish(root)
        return False
    return True


def _withdraw(root: Path, delivery_no: int, who: str) -> None:
    """A delivery that no store can be built with does not count, and its settings go back: as if it was undone at once."""
    [delivery] = [d for d in manifest.read_all(root / "imports") if d.delivery_no == delivery_no]
    undone = Undone(who or settings_history.IMPORT, shared_state.now(), "", delivery_no)
    manifest.write(root / "imports", replace(delivery, undone=undone, pending=True))
    finish(root)


def ensure_built(root: Path, progress: Progress = silent) -> str:
    """The published store if it is built from today's inputs, settings and pipeline; else a new one. Under the lock."""
    finish(root)
    if store.is_fresh(root):
        return store.current(root) or ""
    return store.build(root, progress)


def rebuild(root: Path, progress: Progress = silent) -> str:
    """Publishes a store for the inputs, settings and corrections as they are now; the build's name."""
    with importer_lock(root):
        return ensure_built(root, progress)


def finish(root: Path) -> tuple[str, ...]:
    """Ends what an import, an undo or a redo began with its manifest: settings follow. Under the lock.

    The names of settings that stay as they are: somebody changed them since.
    """
    store.deliveries_of(
        root
    )  # DamagedFile: a further import would take the place of those that can't be read
    kept: list[str] = []
    for delivery in manifest.read_all(root / "imports"):
        if delivery.pending:
            kept += [each.name for each in delivery.settings if not _settle(root, delivery, each)]
            _note(root, delivery)
            manifest.write(root / "imports", manifest.settled(delivery))
    return tuple(kept)


def _settle(root: Path, delivery: Delivery, each: Adopted) -> bool:
    """Writes the settings that the delivery brought, or those that were there before; False where they are others by now."""
    wanted, expected = (each.before, each.after) if delivery.undone else (each.after, each.before)
    now = settings_history.text(root, each.name)
    if now not in (wanted, expected):
        return False
    who, why = (
        (delivery.undone.who, delivery.undone.why)
        if delivery.undone
        else (settings_history.IMPORT, each.name)
    )
    settings_history.write(root, each.name, wanted, who, why)
    return True


def _note(root: Path, delivery: Delivery) -> None:
    """Into the history, once: that a delivery was undone, or stands again."""
    key, after = f"{delivery.delivery_no:06d}", UNDONE if delivery.undone else STANDS
    undone = delivery.undone or delivery.redone
    who, why = (undone.who, undone.why) if undone else (delivery.who, "")
    shared_state.note_state(root, WHAT, key, after, who, why, usual=STANDS)


def _settings(root: Path, found: Sequence[Path]) -> tuple[tuple[Adopted, ...], list[str]]:
    """What the delivery's settings change in the workspace's; and the names of those that are taken."""
    texts = {p.name: toml.text(p) or "" for p in found}
    taken = [name for name, new in texts.items() if _is_news(root, name, new)]
    there = {name: settings_history.text(root, name) for name in taken}
    return tuple(Adopted(n, there[n], texts[n]) for n in taken if there[n] != texts[n]), taken


def _is_news(root: Path, name: str, new: str) -> bool:
    """Whether a delivery's settings are to be taken: not where the last delivery brought the same, changed on screen or not."""
    last = shared_state.rows(
        root,
        "select after from changes where what = ? and key = ? and who = ? order by id desc limit 1",
        (settings_history.WHAT, name, settings_history.IMPORT),
    )
    if last != [(new,)] or settings_history.text(root, name) is None:
        return True
    brought = [
        d
        for d in manifest.read_all(root / "imports")
        if any(a.name == name and a.after == new for a in d.settings)
    ]
    return bool(brought) and all(d.undone for d in brought)


def _clear_leftovers(root: Path) -> None:
    """What a killed import left: Parquet that no manifest names."""
    named = {f.import_id for d in manifest.read_all(root / "imports") for f in d.files}
    for parquet in [
        *(root / "inputs").glob("*/*.parquet"),
        *(root / "rejected").glob("*.parquet"),
        *(root / "rejected").glob(f"*{UNREAD}"),
    ]:
        if parquet.stem not in named:
            parquet.unlink()
    for folder in (root / "inputs").glob(".taking-*"):
        shutil.rmtree(folder, ignore_errors=True)
