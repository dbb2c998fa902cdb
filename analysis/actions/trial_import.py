"""An import tried without importing: every file is read and judged, and what it would change is said; nothing is kept."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb

from analysis import intake
from analysis.actions import delivery_changes, foretelling
from analysis.actions.after_import import Noticed, SetAside
from analysis.actions.arrivals import Arrivals
from analysis.actions.choices import Choice, expand
from analysis.actions.mended_rows import MendingResult
from analysis.delivery import manifest
from analysis.delivery.change_records import Changes
from analysis.delivery.manifest import Delivery, ImportedFile
from analysis.errors import DealfitError, UnreadableFile
from analysis.intake import questions
from analysis.intake.rows.preview import first_rows
from analysis.intake.sqltext import literal
from analysis.isolation import connections, scratch
from analysis.isolation.process import LOOK_EVERY
from analysis.journal import settings
from analysis.progress import StageProgress, silent
from analysis.stores import whole

_one_at_a_time = threading.Lock()
SHOWN = 50  # refused rows of each table


@dataclass(frozen=True)
class RefusedRow:
    """A row that would be refused: its number in the file, the guilty column and value, the reason, its cells by header."""

    row_number: int
    column: str | None
    value: str | None
    reason: str
    raw: dict[str, Any]


@dataclass(frozen=True)
class DryPart:
    """A table of a file as it would be taken in (see ImportedFile), the first of its refused rows, and of its unknown values."""

    taken: ImportedFile
    refused: tuple[RefusedRow, ...]
    unread: tuple[first_rows.PreviewRefusal, ...] = ()


@dataclass(frozen=True)
class DryRun:
    """parts: the tables read; unchanged: files that count already; changes: of all parts together, None where nothing is new.

    settings: files that would become the workspace's. may_be_set_aside: rows taken in that the build would not charge.
    noticed: what it would notice that it doesn't now.
    """

    parts: tuple[DryPart, ...]
    unchanged: tuple[str, ...]
    unreadable: tuple[tuple[str, DealfitError], ...]
    mended: tuple[MendingResult, ...]
    settings: tuple[str, ...]
    changes: Changes | None
    may_be_set_aside: tuple[SetAside, ...] = ()
    noticed: tuple[Noticed, ...] = ()


def dry_run(
    root: Path,
    paths: Sequence[Path | Choice],
    *,
    table: str | None = None,
    mapping: Path | None = None,
    progress: StageProgress = silent,
    answers: Mapping[str, str] = MappingProxyType({}),
    is_stopped: Callable[[], bool] = lambda: False,
) -> DryRun:
    """What `import_paths` would do with the same arguments. Nothing is written under `root`."""
    files, found_settings = expand(paths, table)
    told = intake.load_mapping(mapping) if mapping else None
    with scratch.folder("trial") as forgotten:
        folder = Path(forgotten)
        arrivals = Arrivals(
            root,
            folder,
            told,
            money=settings.in_force(root, found_settings).money,
            answers=answers,
            bounds=settings.in_force(root).files.bounds,
            is_stopped=is_stopped,
        )
        arrivals.take(files, progress)
        if is_stopped():
            raise UnreadableFile("import_stopped")
        questions.check_asked(answers, arrivals.asked)
        taken = tuple(arrivals.taken)
        progress("compare", len(files) / (len(files) + 1))
        changes = None
        aside: tuple[SetAside, ...] = ()
        noticed: tuple[Noticed, ...] = ()
        if taken:
            new = Delivery(arrivals.number, taken, arrivals.replaces)
            standing = manifest.read(root / "imports")
            elsewhere = {f.import_id: folder for f in taken}
            chosen, after = settings.in_force(root, found_settings), (*standing, new)
            try:
                with _turn(is_stopped):
                    changes = delivery_changes.between(root, standing, after, elsewhere)
                    aside, noticed = foretelling.foretold(root, after, elsewhere, chosen, folder)
            except duckdb.Error as trouble:
                raise whole.why_not_built(trouble, root, standing) from trouble
        parts = tuple(
            DryPart(
                f,
                _refused(folder, f),
                first_rows.unread_of(folder / "rejected" / f"{f.import_id}.parquet"),
            )
            for f in taken
        )
        progress("compare", 1.0)
    return DryRun(
        parts,
        tuple(arrivals.unchanged),
        tuple(arrivals.unreadable),
        tuple(arrivals.mended),
        tuple(p.name for p in found_settings),
        changes,
        aside,
        noticed,
    )


@contextlib.contextmanager
def _turn(is_stopped: Callable[[], bool]) -> Iterator[None]:
    """One comparison at a time, for all visitors together: each may take as much memory as a build."""
    while not _one_at_a_time.acquire(timeout=LOOK_EVERY):
        if is_stopped():
            raise UnreadableFile("import_stopped")
    try:
        yield
    finally:
        _one_at_a_time.release()


def _refused(folder: Path, file: ImportedFile) -> tuple[RefusedRow, ...]:
    path = folder / "rejected" / f"{file.import_id}.parquet"
    if not file.rows_rejected or not path.exists():
        return ()
    with connections.at_hand() as con:
        rows = con.execute(
            f'SELECT row_number, "column", value, reason, raw FROM read_parquet({literal(path)}) ORDER BY row_number LIMIT {SHOWN}'
        ).fetchall()
    return tuple(
        RefusedRow(number, column, value, reason, json.loads(raw))
        for number, column, value, reason, raw in rows
    )
