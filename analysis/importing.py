"""`dealfit import`: files in, one delivery, one build at the end.

Parquet is written first, the delivery's manifest last: a killed import leaves nothing behind that counts. The build
follows under the same lock; if it is killed, the next opening builds again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import itertools
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from analysis import after_import, intake, manifest, settings, settings_history, store
from analysis.after_import import Findings, Noticed, SetAside
from analysis.errors import DealfitError, ImporterBusy, UnreadableFile
from analysis.manifest import Delivery, ImportedFile

SUFFIXES = {".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".parquet"}
SETTINGS = ("settings.toml", "portrait.toml")


@dataclass(frozen=True)
class ImportResult:
    """What became of each file: taken in, already there, or not readable (with the sentence why); and what the build found.

    `taken` counts rows as the build does: those that it sets aside are rejected. `set_aside` is of all files in the store.
    """

    taken: tuple[ImportedFile, ...]
    unchanged: tuple[str, ...]
    unreadable: tuple[tuple[str, DealfitError], ...]
    settings: tuple[str, ...]
    build_id: str
    set_aside: tuple[SetAside, ...] = ()
    noticed: tuple[Noticed, ...] = ()

    @property
    def rows_rejected(self) -> int:
        return sum(f.rows_rejected for f in self.taken)


Progress = Callable[[str, float], None]


@contextlib.contextmanager
def importer_lock(root: Path, wait: float = 600) -> Iterator[None]:
    root.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(root / ".importer.lock", timeout=wait):
            yield
    except Timeout:
        raise ImporterBusy("importer_busy", workspace=root) from None


def import_paths(
    root: Path,
    paths: Sequence[Path],
    *,
    table: str | None = None,
    mapping: Path | None = None,
    progress: Progress = lambda what, part: None,
) -> ImportResult:
    """Takes the files in and publishes a new store; errors of single files are returned, not raised."""
    files, found_settings = _expand(paths)
    known_mapping = intake.load_mapping(mapping) if mapping else None
    mapping_sha = _sha(mapping) if mapping else ""
    for path in found_settings:
        settings.check(path)  # refuse the whole delivery before anything is written
    with importer_lock(root):
        deliveries = manifest.read(root / "imports")
        _clear_leftovers(root, deliveries)
        there = {(f.sha256, f.mapping_sha): f.table for d in deliveries for f in d.files}
        number = max((d.delivery_no for d in deliveries), default=0) + 1
        taken: list[ImportedFile] = []
        unchanged: list[str] = []
        unreadable: list[tuple[str, DealfitError]] = []
        ids = (f"{number:06d}-{place:03d}" for place in itertools.count(1))
        for place, path in enumerate(files):
            try:
                sha = _sha(path)
                known_as = there.get((sha, mapping_sha))
                if known_as and table in (None, known_as):
                    unchanged.append(path.name)
                    continue

                def report(part: float, name: str = path.name, place: int = place) -> None:
                    progress(name, (place + part) / (len(files) + 1))

                tables, troubles = _tables(root, path, sha, ids, table, known_mapping, mapping_sha, report)
                taken += tables
                unreadable += [(path.name, trouble) for trouble in troubles]
                there[sha, mapping_sha] = tables[0].table
            except DealfitError as trouble:
                unreadable.append((path.name, trouble))
            except OSError as trouble:
                unreadable.append(
                    (path.name, UnreadableFile("cannot_open", file=path.name, detail=trouble.strerror or trouble))
                )
        adopted = _adopt_settings(root, found_settings)
        unchanged += [p.name for p in found_settings if p.name not in adopted]
        if taken:
            shas = {f.sha256 for f in taken}
            replaces = tuple(f.import_id for d in deliveries for f in d.files if f.sha256 in shas)
            manifest.write(root / "imports", Delivery(number, tuple(taken), replaces))
        progress("store", len(files) / (len(files) + 1))
        name = ensure_built(root, lambda part: progress("store", (len(files) + part) / (len(files) + 1))) if (
            taken or manifest.read(root / "imports") or store.current(root)
        ) else ""  # fmt: skip
        found = after_import.find(root, name, taken) if taken or adopted else Findings()
    return ImportResult(
        found.files, tuple(unchanged), tuple(unreadable), tuple(adopted), name, found.set_aside, found.noticed
    )


def ensure_built(root: Path, progress: Callable[[float], None] = lambda part: None) -> str:
    """The published store if it is built from today's inputs, settings and pipeline; else a new one. Under the lock."""
    if store.is_fresh(root):
        return store.current(root) or ""
    return store.build(root, progress)


def rebuild(root: Path, progress: Callable[[float], None] = lambda part: None) -> str:
    """Publishes a store for the inputs, settings and corrections as they are now; the build's name."""
    with importer_lock(root):
        return ensure_built(root, progress)


def _expand(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Files to take in, and settings found beside them; a folder gives what it holds, by name."""
    files: list[Path] = []
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [p for p in sorted(path.iterdir()) if p.is_file() and not p.name.startswith((".", "~$"))]
            files += [p for p in inside if p.suffix.lower() in SUFFIXES]
            found += [p for p in inside if p.name in SETTINGS]
        elif path.name in SETTINGS and path.exists():
            found.append(path)
        elif path.exists():
            files.append(path)
        else:
            raise UnreadableFile("no_such_path", path=path)
    if not files and not found:
        raise UnreadableFile("nothing_to_import", path=", ".join(str(p) for p in paths))
    return files, found


def _sha(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _tables(
    root: Path, path: Path, sha: str, ids: Iterator[str], table: str | None,
    mapping: intake.Mapping | None, mapping_sha: str, progress: Callable[[float], None],
) -> tuple[list[ImportedFile], list[DealfitError]]:  # fmt: skip
    """Every table of the file, and the troubles of sheets that can't be read; where no sheet can, the first is raised."""
    taken: list[ImportedFile] = []
    troubles: list[DealfitError] = []
    left_out: list[str] = []
    for part in intake.parts(path, table, mapping or intake.Mapping()):
        try:
            taken.append(_take_in(root, path, sha, next(ids), table, mapping, mapping_sha, progress, part))
        except DealfitError as trouble:
            troubles.append(trouble)
            if part.sheet and trouble.code == "no_known_header":
                left_out.append(part.sheet)
    if not taken:
        raise troubles[0]
    if left_out:
        notice = intake.Notice("sheets_left_out", {"sheets": ", ".join(left_out)})
        taken[0] = replace(taken[0], warnings=(*taken[0].warnings, notice))
    return taken, [trouble for trouble in troubles if trouble.code != "no_known_header"]


def _take_in(
    root: Path, path: Path, sha: str, import_id: str, table: str | None,
    mapping: intake.Mapping | None, mapping_sha: str, progress: Callable[[float], None], part: intake.Part,
) -> ImportedFile:  # fmt: skip
    with tempfile.TemporaryDirectory(prefix=".taking-", dir=_folder(root / "inputs")) as beside:
        accepted, rejected = Path(beside) / "accepted.parquet", Path(beside) / "rejected.parquet"
        report = intake.take_in(
            path,
            import_id=import_id,
            table=table,
            mapping=mapping,
            accepted=accepted,
            rejected=rejected,
            progress=progress,
            part=part,
        )
        if accepted.exists():
            accepted.replace(_folder(root / "inputs" / report.table) / f"{import_id}.parquet")
        if rejected.exists():
            rejected.replace(_folder(root / "rejected") / f"{import_id}.parquet")

    def text(value: object) -> str | None:
        return None if value is None else str(value)

    return ImportedFile(
        import_id=import_id, file=report.file, sha256=sha, table=report.table, sheet=report.sheet,
        rows_read=report.rows_read, rows_accepted=report.rows_accepted, rows_rejected=report.rows_rejected,
        revenue_read=text(report.revenue_read), revenue_accepted=text(report.revenue_accepted),
        revenue_rejected=text(report.revenue_rejected), imported_at=dt.datetime.now().isoformat(timespec="seconds"),
        first_row=report.first_row, mapping_sha=mapping_sha, columns=dict(report.columns), unused=report.unused,
        formats=dict(report.formats), warnings=tuple(report.warnings),
    )  # fmt: skip


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path


def _adopt_settings(root: Path, found: Sequence[Path]) -> list[str]:
    """The delivery's settings become the workspace's; what was there before stays in the history. The names of those taken."""
    return [p.name for p in found if settings_history.adopt(root, p.name, p.read_text("utf-8-sig"))]


def _clear_leftovers(root: Path, deliveries: Sequence[Delivery]) -> None:
    """What a killed import left: Parquet that no manifest names."""
    import shutil

    named = {f.import_id for d in deliveries for f in d.files}
    for parquet in [*(root / "inputs").glob("*/*.parquet"), *(root / "rejected").glob("*.parquet")]:
        if parquet.stem not in named:
            parquet.unlink()
    for folder in (root / "inputs").glob(".taking-*"):
        shutil.rmtree(folder, ignore_errors=True)
