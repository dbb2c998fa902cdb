"""Files on their way in: each judged and written as Parquet into a folder, nothing of it counting yet.

An import gives them a manifest (analysis.imports.importing); a trial run looks at them and forgets them (analysis.imports.trial_import).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import itertools
import os
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis import intake, storage_trouble
from analysis.errors import CannotWrite, DealfitError, UnreadableFile
from analysis.imports import manifest, mended_rows
from analysis.imports.choices import Choice
from analysis.imports.manifest import Delivery, ImportedFile
from analysis.imports.mended_rows import Mended
from analysis.intake.columns import saved_mappings
from analysis.intake.questions import Question
from analysis.intake.run import UNREAD
from analysis.stores import whole

LEFT_OUT = {  # troubles of a sheet that only need saying beside one that is taken → the notice
    "no_known_header": "sheets_left_out",
    "mapping_header_missing": "sheets_left_out",
    "hidden_sheet": "hidden_sheets",
    "repeated_sheet": "sheets_repeat",
    "planned_sheet": "planned_sheets",
}
DEBUG = (
    "DEALFIT_DEBUG"  # environment: where it is set, an error that was not foreseen comes with its traceback, on stderr
)
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Origin:
    """Of rows that a database gave, not a file: what they are known by in any order, and where they come from (no secrets)."""

    sha256: str
    said: Mapping[str, str]


@dataclass
class Arrivals:
    """Takes files into `folder` under the number of a delivery to be. root: the workspace that they would join.

    told: a mapping for all files, where the user gave one; else the choices' own, else those saved for a file's shape.
    answers: to questions of any of the files, beside what their mappings say; those that were asked are kept with the mapping.
    """

    root: Path
    folder: Path
    told: intake.Mapping | None = None
    origins: Mapping[Path, Origin] = field(default_factory=dict)
    money: intake.Money = field(default_factory=intake.Money)
    answers: Mapping[str, str] = field(default_factory=dict)
    taken: list[ImportedFile] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    known: list[ImportedFile] = field(default_factory=list)  # the imports of files that are unchanged
    unreadable: list[tuple[str, DealfitError]] = field(default_factory=list)
    mended: list[Mended] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)  # files of a folder whose import was undone: passed over
    remembered: list[tuple[tuple[str, ...], intake.Mapping, str]] = field(
        default_factory=list
    )  # row of headers, mapping with the answers given, file: to be kept when the files count
    waiting: list[tuple[Choice, str, intake.Part]] = field(
        default_factory=list
    )  # mended rows, until all originals are in

    def __post_init__(self) -> None:
        everything = manifest.read_all(self.root / "imports")
        self.deliveries = tuple(d for d in everything if d.undone is None)
        self.taken_back = {f.sha256 for d in everything if d.undone for f in d.files}
        self.number = max((d.delivery_no for d in everything), default=0) + 1
        gone = manifest.replaced(self.deliveries)
        self.there: dict[str, list[ImportedFile]] = {}
        for file in (f for d in self.deliveries for f in d.files if f.import_id not in gone):
            self.there.setdefault(file.sha256, []).append(file)
        self.saved = self.told is None and saved_mappings.is_any(self.root)
        self.ids = (f"{self.number:06d}-{place:03d}" for place in itertools.count(1))

    @property
    def replaces(self) -> tuple[str, ...]:
        """Earlier imports of the same bytes, read otherwise."""
        shas = {f.sha256 for f in self.taken if not f.mends}
        return tuple(f.import_id for sha in sorted(shas) for f in self.there.get(sha, ()) if f not in self.taken)

    def take(self, choices: Sequence[Choice], progress: Progress) -> None:
        """Every file: taken, unchanged or unreadable; mended rows last, whose file may be among the others.

        progress: the file's name and the part of all work done.
        """
        for place, choice in enumerate(choices):
            name = choice.path.name

            def report(part: float, name: str = name, place: int = place) -> None:
                progress(name, (place + part) / (len(choices) + 1))

            with self._noting(name):
                self._take(choice, report)
        for choice, sha, part in self.waiting:
            with self._noting(choice.path.name):
                self._mend(choice, sha, part)
        self.waiting.clear()

    @contextlib.contextmanager
    def _noting(self, name: str) -> Iterator[None]:
        """What is wrong with one file doesn't keep the others from being taken."""
        try:
            yield
        except CannotWrite:
            raise
        except DealfitError as trouble:
            self._refuse_without_room(trouble)
            self.unreadable.append((name, trouble))
        except OSError as trouble:
            self._refuse_without_room(trouble)
            self.unreadable.append((name, UnreadableFile("cannot_open", file=name, detail=trouble.strerror or trouble)))
        except Exception as trouble:  # a file that nobody thought of stops neither the others nor a watch
            self._refuse_without_room(trouble)
            if os.environ.get(DEBUG):
                traceback.print_exc()
            self.unreadable.append((name, UnreadableFile("not_foreseen", file=name, detail=type(trouble).__name__)))

    def _refuse_without_room(self, trouble: BaseException) -> None:
        """DiskFull where it is the workspace's disk that is at fault: no file is."""
        for each in (trouble, trouble.__cause__, trouble.__context__):
            if each is not None and storage_trouble.is_no_room(each):
                raise storage_trouble.no_room(self.folder) from trouble

    def _take(self, choice: Choice, progress: Callable[[float], None]) -> None:
        path = choice.path
        origin = self.origins.get(path)
        sha = origin.sha256 if origin else sha_of(path)
        if self._is_there(choice, sha) and (origin is None or _is_newest(self.deliveries, path.name, origin)):
            self.unchanged.append(path.name)
            self.known += self.there[sha]
            return
        if not choice.named and sha in self.taken_back and sha not in self.there:
            self.undone.append(path.name)
            return
        tables, troubles = self._tables(choice, sha, progress)
        if origin:
            tables = [replace(t, formats={**t.formats, **origin.said}) for t in tables]
        self._add(tables, sha)
        self.unreadable += [(path.name, trouble) for trouble in troubles]

    def _add(self, tables: Sequence[ImportedFile], sha: str) -> None:
        self.taken += tables
        if tables:
            self.there.setdefault(sha, []).extend(tables)

    def _is_there(self, choice: Choice, sha: str) -> bool:
        """Whether the file's bytes count already, read as they would be now."""
        there = self.there.get(sha)
        if not there:
            return False
        if any(whole.damage_of_import(self.root, f) for f in there):  # importing the file again mends it
            return False
        if all(f.mends for f in there):
            return True
        if choice.table and choice.table not in {f.table for f in there}:
            return False
        if any(f.sheet in choice.left_out for f in there) or choice.mappings.keys() - {f.sheet for f in there}:
            return False
        if any(f.mapping.get("answers", {}).get(q.id) != self.answers[q.id]
               for f in there for q in f.questions if q.id in self.answers):  # fmt: skip
            return False
        return all(f.mapping_sha == self._fingerprint(choice, f) for f in there)

    def _fingerprint(self, choice: Choice, file: ImportedFile) -> str:
        chosen = self.told or choice.mapping(file.sheet)
        if chosen:
            given = {q.id: self.answers[q.id] for q in file.questions if q.id in self.answers}
            return _with(chosen, given).fingerprint
        return saved_mappings.fingerprint_for(self.root, file.shapes) if self.saved else ""

    def _known(self, choice: Choice) -> intake.Known | None:
        """Which mapping a part of the file has: the user's for it, else the one saved for its shape."""
        if self.told or not (choice.mappings or self.saved):
            return None

        def known(sheet: str | None, beginning: intake.Beginning) -> intake.Mapping | None:
            found = choice.mapping(sheet) or (saved_mappings.find(self.root, beginning) if self.saved else None)
            other_table = found and choice.table and found.table not in (None, choice.table)
            return None if other_table else found

        return known

    def _tables(
        self, choice: Choice, sha: str, progress: Callable[[float], None]
    ) -> tuple[list[ImportedFile], list[DealfitError]]:
        """Every table of the file, and the troubles of sheets that can't be read; where no sheet can, the first is raised."""
        taken: list[ImportedFile] = []
        troubles: list[DealfitError] = []
        left_out: dict[str, list[str]] = {}
        parts = intake.parts(choice.path, choice.table, self.told or intake.Mapping(), self._known(choice))
        for part in parts:
            if part.sheet in choice.left_out:
                continue
            if mended_rows.are_in(choice.path, part):
                self.waiting.append((choice, sha, part))
                return [], []
            try:
                taken.append(self._table(choice, sha, next(self.ids), part, progress))
            except DealfitError as trouble:
                troubles.append(trouble)
                if part.sheet and trouble.code in LEFT_OUT:
                    left_out.setdefault(LEFT_OUT[trouble.code], []).append(part.sheet)
        if not taken and troubles:
            raise troubles[0]
        if left_out and taken:
            notices = [intake.Notice(code, {"sheets": ", ".join(sheets)}) for code, sheets in left_out.items()]
            taken[0] = replace(taken[0], warnings=(*taken[0].warnings, *notices))
        return taken, [trouble for trouble in troubles if trouble.code not in LEFT_OUT]

    def _mend(self, choice: Choice, sha: str, part: intake.Part) -> None:
        there = mended_rows.There(
            self.root,
            (*self.deliveries, Delivery(self.number, tuple(self.taken), self.replaces)),
            {f.import_id: self.folder for f in self.taken},
        )
        files, mended = mended_rows.take(there, self.folder, choice.path, part, sha, self.ids)
        self.mended += mended
        self._add(files, sha)
        if not files:
            self.unchanged.append(choice.path.name)

    def _table(
        self, choice: Choice, sha: str, import_id: str, part: intake.Part, progress: Callable[[float], None]
    ) -> ImportedFile:
        with beside(self.folder) as scratch:
            accepted, rejected = Path(scratch) / "accepted.parquet", Path(scratch) / "rejected.parquet"
            report = intake.take_in(
                choice.path, import_id=import_id, table=choice.table, mapping=self.told, accepted=accepted,
                rejected=rejected, progress=progress, part=self._answered(part), money=self.money,
            )  # fmt: skip
            put(self.folder, import_id, report.table, accepted, rejected)
        asked = {q.id: self.answers[q.id] for q in report.questions if q.id in self.answers}
        used = _with(part.mapping, asked)
        if asked:
            named = used if used.table else replace(used, table=report.table)
            self.remembered.append((report.header_cells, named, report.file))
            used = named
        return imported(replace(report, mapping=used), sha)

    def _answered(self, part: intake.Part) -> intake.Part:
        mapping = _with(part.mapping, self.answers)
        return replace(part, mapping=mapping, layout=part.layout and replace(part.layout, mapping=mapping))

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions of all files, those among them that can't be read without an answer."""
        files = (f.questions for f in (*self.taken, *self.known))
        return tuple(q for each in (*files, *(trouble.questions for _, trouble in self.unreadable)) for q in each)


def _with(mapping: intake.Mapping, answers: Mapping[str, str]) -> intake.Mapping:
    whole = {**mapping.answers, **answers}
    return mapping if whole == dict(mapping.answers) else replace(mapping, answers=whole, kept_as="")


def imported(report: intake.FileImport, sha: str) -> ImportedFile:
    def text(value: object) -> str | None:
        return None if value is None else str(value)

    used = report.mapping
    return ImportedFile(
        import_id=report.import_id, file=report.file, sha256=sha, table=report.table, sheet=report.sheet,
        rows_read=report.rows_read, rows_accepted=report.rows_accepted, rows_rejected=report.rows_rejected,
        revenue_read=text(report.revenue_read), revenue_accepted=text(report.revenue_accepted),
        revenue_rejected=text(report.revenue_rejected), imported_at=dt.datetime.now().isoformat(timespec="seconds"),
        first_row=report.first_row, mapping_sha=used.fingerprint, columns=dict(report.columns), unused=report.unused,
        formats=dict(report.formats), warnings=tuple(report.warnings), shapes=report.shapes, saved=used.saved,
        mapping=_said(used), headers=report.headers, reading=report.reading,
        rows_not_data=report.rows_not_data, revenue_not_data=text(report.revenue_not_data),
        rows_without_amount=report.rows_without_amount, questions=report.questions,
        unused_columns=report.unused_columns,
    )  # fmt: skip


def _said(mapping: intake.Mapping) -> dict[str, Any]:
    parts = {"columns": dict(mapping.columns), "constants": dict(mapping.constants), "format": dict(mapping.format),
             "answers": dict(mapping.answers)}  # fmt: skip
    return {name: said for name, said in ({"table": mapping.table} | parts).items() if said}


def beside(folder: Path) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix=".taking-", dir=made(folder / "inputs"))


def put(folder: Path, import_id: str, table: str, accepted: Path, rejected: Path) -> None:
    """Gives finished Parquet its place and name."""
    if accepted.exists():
        accepted.replace(made(folder / "inputs" / table) / f"{import_id}.parquet")
    if rejected.exists():
        rejected.replace(made(folder / "rejected") / f"{import_id}.parquet")
    unread = rejected.with_name(f"{rejected.stem}{UNREAD}")
    if unread.exists():
        unread.replace(made(folder / "rejected") / f"{import_id}{UNREAD}")


def made(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path


def sha_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _is_newest(deliveries: Sequence[Delivery], file: str, origin: Origin) -> bool:
    """Whether the last answer to this query, from this database, was the same."""
    database = origin.said.get("database")
    answers = [f.sha256 for d in deliveries for f in d.files if (f.file, f.formats.get("database")) == (file, database)]
    return answers[-1:] == [origin.sha256]
