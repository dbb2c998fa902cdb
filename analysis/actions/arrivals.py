"""Files on their way in: each judged and written as Parquet into a folder, nothing of it counting yet.

An import gives them a manifest (analysis.actions.importing); a trial run looks at them and forgets them (analysis.actions.trial_import).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from analysis import intake, isolation, storage
from analysis.actions import mended_rows
from analysis.actions.choices import Choice, held
from analysis.actions.mended_rows import MendingResult
from analysis.actions.reading import table_reader
from analysis.actions.reading.file_reading import FileReading, sha_of
from analysis.actions.reading.table_reader import FileTables, Remembered, TableReader
from analysis.delivery import manifest
from analysis.delivery.manifest import Delivery, ImportedFile
from analysis.errors import CannotWrite, DealfitError, UnreadableFile, causes
from analysis.intake.questions import Question
from analysis.isolation.reading_bounds import ReadingBounds
from analysis.journal.settings import saved_mappings
from analysis.progress import Progress, StageProgress
from analysis.stores import whole


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
    told: intake.FileMapping | None = None
    origins: Mapping[Path, Origin] = field(default_factory=dict)
    money: intake.Money = field(default_factory=intake.Money)
    answers: Mapping[str, str] = field(default_factory=dict)
    taken: list[ImportedFile] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    known: list[ImportedFile] = field(
        default_factory=list
    )  # the imports of files that are unchanged
    unreadable: list[tuple[str, DealfitError]] = field(default_factory=list)
    mended: list[MendingResult] = field(default_factory=list)
    undone: list[str] = field(
        default_factory=list
    )  # files of a folder whose import was undone: passed over
    remembered: list[Remembered] = field(default_factory=list)  # to be kept when the files count
    waiting: list[tuple[Choice, str]] = field(
        default_factory=list
    )  # mended rows, until all originals are in
    bounds: ReadingBounds = field(default_factory=ReadingBounds)
    is_stopped: Callable[[], bool] = lambda: False

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
        reader = TableReader(
            self.root, self.folder, self.number, self.told, self.money, self.answers, self.saved
        )
        self.reading = FileReading(reader, self.bounds, self.is_stopped, self._is_known)

    @property
    def replaces(self) -> tuple[str, ...]:
        """Earlier imports of the same bytes, read otherwise."""
        shas = {f.sha256 for f in self.taken if not f.mends}
        return tuple(
            f.import_id
            for sha in sorted(shas)
            for f in self.there.get(sha, ())
            if f not in self.taken
        )

    def take(self, choices: Sequence[Choice], progress: StageProgress) -> None:
        """Every file: taken, unchanged or unreadable; mended rows last, whose file may be among the others.

        progress: the file's name and the part of all work done.
        """
        with self.reading.under_way():
            for place, choice in enumerate(choices):
                name = choice.path.name

                def report(part: float, name: str = name, place: int = place) -> None:
                    progress(name, (place + part) / (len(choices) + 1))

                report(0.0)
                with self._noting(name):
                    self._take(choice, choices[place + 1 :], report)
        for choice, sha in self.waiting:
            with self._noting(choice.path.name):
                self._mend(choice, sha)
        self.waiting.clear()

    @contextlib.contextmanager
    def _noting(self, name: str) -> Iterator[None]:
        """What is wrong with one file doesn't keep the others from being taken."""
        try:
            with isolation.foreseen(
                name
            ):  # a file that nobody thought of stops neither the others nor a watch
                yield
        except CannotWrite:
            raise
        except DealfitError as trouble:
            self._refuse_without_room(trouble)
            self.unreadable.append((name, trouble))
        except OSError as trouble:
            self._refuse_without_room(trouble)
            if trouble.filename and Path(os.fsdecode(trouble.filename)).is_relative_to(self.folder):
                raise storage.of_system(
                    trouble, Path(os.fsdecode(trouble.filename))
                ) from trouble  # the workspace's, not the file's
            self.unreadable.append(
                (name, UnreadableFile("cannot_open", file=name, detail=causes.of_system(trouble)))
            )

    def _refuse_without_room(self, trouble: BaseException) -> None:
        """DiskFull where it is the workspace's disk that is at fault: no file is."""
        for each in (trouble, trouble.__cause__, trouble.__context__):
            if each is not None and storage.is_no_room(each):
                raise storage.no_room(self.folder) from trouble

    def _take(self, choice: Choice, following: Sequence[Choice], progress: Progress) -> None:
        with held(choice):
            sha, found = self._read(choice, following, progress)
        if found is None:
            return
        if found.are_mended_rows:
            self.waiting.append((choice, sha))
            return
        tables = found.tables
        if origin := self.origins.get(choice.path):
            tables = [replace(t, formats={**t.formats, **origin.said}) for t in tables]
        self._add(tables, sha)
        self.remembered += found.remembered
        self.unreadable += [(choice.path.name, trouble) for trouble in found.troubles]

    def _read(
        self, choice: Choice, following: Sequence[Choice], progress: Progress
    ) -> tuple[str, FileTables | None]:
        """The file's sha256, and its tables; None where it is there already, or its import was undone."""
        path = choice.path
        origin = self.origins.get(path)
        sha = origin.sha256 if origin else sha_of(path)
        if self._is_there(choice, sha) and (
            origin is None or _is_newest(self.deliveries, path.name, origin)
        ):
            self.unchanged.append(path.name)
            self.known += self.there[sha]
            return sha, None
        if self._was_undone(choice, sha):
            self.undone.append(path.name)
            return sha, None
        return sha, self.reading.tables(choice, sha, following, progress)

    def _is_known(self, choice: Choice, sha: str) -> bool:
        """Whether nothing of the file need be read; of what a database gave that is told in its turn."""
        if choice.path in self.origins:
            return True
        return self._is_there(choice, sha) or self._was_undone(choice, sha)

    def _was_undone(self, choice: Choice, sha: str) -> bool:
        return not choice.named and sha in self.taken_back and sha not in self.there

    def _add(self, tables: Sequence[ImportedFile], sha: str) -> None:
        self.taken += tables
        if tables:
            self.there.setdefault(sha, []).extend(tables)

    def _is_there(self, choice: Choice, sha: str) -> bool:
        """Whether the file's bytes count already, read as they would be now."""
        there = self.there.get(sha)
        if not there:
            return False
        if any(
            whole.damage_of_import(self.root, f) for f in there
        ):  # importing the file again mends it
            return False
        if all(f.mends for f in there):
            return True
        if choice.table and choice.table not in {f.table for f in there}:
            return False
        if any(f.sheet in choice.left_out for f in there) or choice.mappings.keys() - {
            f.sheet for f in there
        }:
            return False
        if any(
            f.mapping.get("answers", {}).get(q.id) != self.answers[q.id]
            for f in there
            for q in f.questions
            if q.id in self.answers
        ):
            return False
        return all(f.mapping_sha == self._fingerprint(choice, f) for f in there)

    def _fingerprint(self, choice: Choice, file: ImportedFile) -> str:
        chosen = self.told or choice.mapping(file.sheet)
        if chosen:
            given = {q.id: self.answers[q.id] for q in file.questions if q.id in self.answers}
            return table_reader.answered(chosen, given).fingerprint
        return saved_mappings.fingerprint_for(self.root, file.shapes) if self.saved else ""

    def _mend(self, choice: Choice, sha: str) -> None:
        there = mended_rows.MendableDeliveries(
            self.root,
            (*self.deliveries, Delivery(self.number, tuple(self.taken), self.replaces)),
            {f.import_id: self.folder for f in self.taken},
        )
        files, mended = self.reading.mend(choice, sha, there)
        self.mended += mended
        self._add(files, sha)
        if not files:
            self.unchanged.append(choice.path.name)

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions of all files, those among them that can't be read without an answer."""
        files = (f.questions for f in (*self.taken, *self.known))
        return tuple(
            q
            for each in (*files, *(trouble.questions for _, trouble in self.unreadable))
            for q in each
        )


def _is_newest(deliveries: Sequence[Delivery], file: str, origin: Origin) -> bool:
    """Whether the last answer to this query, from this database, was the same."""
    database = origin.said.get("database")
    answers = [
        f.sha256
        for d in deliveries
        for f in d.files
        if (f.file, f.formats.get("database")) == (file, database)
    ]
    return answers[-1:] == [origin.sha256]
