"""The files of a delivery, read by processes of their own under the numbers of its tables; the next file while the one before it is.

What is found of the next file waits for its turn, so that results and their order are those of one file after the other. The numbers of
its tables are a guess: they follow from how many the file before it holds. Where they are others, or the file is another by then, it is
read anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from analysis import isolation
from analysis.actions import mended_rows
from analysis.actions.choices import Choice, held
from analysis.actions.mended_rows import MendingResult
from analysis.actions.reading import table_reader
from analysis.actions.reading.table_reader import FileTables, TableReader
from analysis.delivery.manifest import ImportedFile
from analysis.errors import DealfitError, UnreadableFile
from analysis.intake.columns.workbook_tables import MOST_SHEETS
from analysis.isolation.process import LOOK_EVERY
from analysis.isolation.reading_bounds import ReadingBounds
from analysis.progress import Progress

WORTH_IT = 1_000_000  # bytes yet to be read, from which on a second process is worth its start


@dataclass
class FileReading:
    """Reads files one after the other with `reader`. is_known: whether a file of this sha256 need not be read.

    place: of the next table in the delivery. _usual: ending of a file's name → how many tables the last such file held.
    """

    reader: TableReader
    bounds: ReadingBounds
    is_stopped: Callable[[], bool]
    is_known: Callable[[Choice, str], bool]
    place: int = 1
    _usual: dict[str, int] = field(default_factory=dict, init=False)
    _next: NextFile | None = field(default=None, init=False)

    @contextlib.contextmanager
    def under_way(self) -> Iterator[None]:
        """Within, files may be read before their turn; nothing of it goes on after that."""
        with isolation.side_by_side():
            try:
                yield
            finally:
                self._give_up()

    def tables(
        self, choice: Choice, sha: str, following: Sequence[Choice], progress: Progress
    ) -> FileTables:
        """The tables of the file of this sha256. following: files to come, the first of which is read meanwhile if it is worth it."""
        ahead = None
        if self._next and self._next.is_of(choice, self.place):
            ahead, self._next = self._next, None
        self._give_up()
        try:
            if is_worth_it(following):
                self._begin(following[0], after=choice)
            with self._numbered():
                found = ahead and ahead.tables(sha, self.reader.folder, progress)
                found = found or self.read(
                    self.reader, choice, sha, self.place, progress, self.is_stopped
                )
        finally:
            if ahead:
                ahead.close()
        self._usual[choice.path.suffix] = max(1, found.place - self.place)
        self.place = found.place
        return found

    def mend(
        self, choice: Choice, sha: str, there: mended_rows.MendableDeliveries
    ) -> tuple[list[ImportedFile], list[MendingResult]]:
        """The mended rows that the file holds."""
        with self._numbered():
            files, mended, self.place = isolation.call(
                self.reader.mend,
                choice,
                sha,
                self.place,
                there,
                path=choice.path,
                bounds=self.bounds,
                is_stopped=self.is_stopped,
            )
        return files, mended

    def _begin(self, choice: Choice, after: Choice) -> None:
        """Reads this file from now on, while the one before it is read."""
        usual = self._usual.get(after.path.suffix, 1)
        self._next = NextFile(self, choice, self.place + usual)

    def _give_up(self) -> None:
        if self._next:
            self._next.close()
        self._next = None

    def read(
        self,
        reader: TableReader,
        choice: Choice,
        sha: str,
        place: int,
        progress: Progress,
        is_stopped: Callable[[], bool],
    ) -> FileTables:
        """The tables of one file, from this place on, by a process of its own."""
        found: FileTables = isolation.call(
            reader.tables,
            choice,
            sha,
            place,
            path=choice.path,
            bounds=self.bounds,
            progress=progress,
            is_stopped=is_stopped,
        )
        return found

    @contextlib.contextmanager
    def _numbered(self) -> Iterator[None]:
        """Where a process breaks down, what it has written is left over: its numbers are not used again."""
        try:
            yield
        except UnreadableFile as trouble:
            if trouble.code.startswith("reading_") or trouble.code == "not_foreseen":
                self.place += MOST_SHEETS
            raise


class NextFile:
    """One file, read from now on by a thread, into a folder of its own."""

    def __init__(self, reading: FileReading, choice: Choice, place: int) -> None:
        self._reading, self._choice, self._place = reading, choice, place
        self._folder = table_reader.beside(reading.reader.folder)
        self._given_up = threading.Event()
        self._sha, self._part = "", 0.0
        self._found: FileTables | None = None
        self._trouble: DealfitError | OSError | None = None
        self._thread = threading.Thread(target=self._run, name="dealfit-next-file", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        reading = self._reading
        try:
            with held(self._choice):
                self._sha = sha_of(self._choice.path)
                if not reading.is_known(self._choice, self._sha):
                    self._found = reading.read(
                        replace(reading.reader, folder=Path(self._folder.name)),
                        self._choice,
                        self._sha,
                        self._place,
                        self._is_so_far,
                        lambda: reading.is_stopped() or self._given_up.is_set(),
                    )
        except (DealfitError, OSError) as trouble:
            self._trouble = trouble

    def _is_so_far(self, part: float) -> None:
        self._part = part

    def is_of(self, choice: Choice, place: int) -> bool:
        return (choice, place) == (self._choice, self._place)

    def tables(self, sha: str, folder: Path, progress: Progress) -> FileTables | None:
        """What was read, its Parquet now in `folder`; None where the file is another by now. Raises what went wrong with it."""
        while self._thread.is_alive():
            self._thread.join(LOOK_EVERY)
            progress(self._part)
        if sha != self._sha:
            return None
        if self._trouble is not None:
            raise self._trouble
        there = Path(self._folder.name)
        for path in [*there.glob("inputs/*/*.parquet"), *there.glob("rejected/*")]:
            path.replace(table_reader.made(folder / path.parent.relative_to(there)) / path.name)
        return self._found

    def close(self) -> None:
        """Gives it up where it is still being read; nothing of it is left over."""
        self._given_up.set()
        self._thread.join()
        self._folder.cleanup()


def is_worth_it(following: Sequence[Choice]) -> bool:
    """Whether so much is yet to be read that a file should be read before its turn."""
    return sum(_size(each.path) for each in following) >= WORTH_IT


def sha_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # its own turn tells what is wrong with it
        return 0
