"""Dropped files as the page sees them: each table as it is recognised under the user's corrections, looked at once each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import DealfitError, isolation, places, storage
from analysis.actions import mended_rows
from analysis.actions.reading import table_reader
from analysis.errors import UnreadableFile
from analysis.intake import FileMapping, load_mapping
from analysis.intake.questions import Question
from analysis.intake.rows.preview import first_rows, proposal
from analysis.intake.rows.preview.first_rows import RowsPreview
from analysis.intake.rows.preview.proposal import Seen
from analysis.isolation.reading_bounds import ReadingBounds
from analysis.journal import settings
from analysis.journal.settings import saved_mappings
from dashboard import cache, state
from dashboard.data import file_trouble, uploads
from dashboard.data.file_trouble import FileTrouble
from dashboard.data.imports import import_corrections
from dashboard.data.uploads import Upload

isolation.import_ahead(first_rows.__name__, proposal.__name__, table_reader.__name__)

TURN = "import.turn"  # of the uploader: after an import a new one, without files
CLOSED = -1  # no sheet without a known table is opened


@dataclass(frozen=True)
class UploadedTable:
    """A table of a dropped file. preview: its first rows, where it can go in. trouble: why it can't, unless naming columns mends it."""

    key: str  # for widgets: letters and digits only
    seen: Seen
    preview: RowsPreview | None = None
    trouble: FileTrouble | None = None
    by_sent: bool = False  # read by a mapping file that was dropped along
    is_cut: bool = False  # its first rows were looked at only

    @property
    def name(self) -> str | None:
        return self.seen.sheet

    @property
    def is_ready(self) -> bool:
        return self.preview is not None

    @property
    def is_wanted(self) -> bool:
        """Whether it is to go in: it can, and the user didn't leave it out."""
        return self.is_ready and bool(state.get(wanted_key(self.key), True))

    @property
    def mapping(self) -> FileMapping | None:
        """What the user says of this table, every column as shown; None where it is read as it was recognised."""
        seen, said = self.seen, import_corrections.of(self.key)
        if not said and not self.by_sent:
            return None
        blank = {column: header for column, header in said.columns.items() if not header}
        formats = {name: value for name, value in seen.mapping.format.items() if name != "sheet"}
        answers = dict(seen.mapping.answers)
        return FileMapping(
            seen.table, {**seen.columns, **blank}, dict(seen.mapping.constants), formats, answers
        )

    @property
    def questions(self) -> tuple[Question, ...]:
        """As the rows ask them that are shown; where nothing can be read yet, as its first rows do."""
        return self.preview.questions if self.preview else self.seen.questions


@dataclass(frozen=True)
class UploadContents:
    """A dropped file: the tables to show, the sheets that hold none that is known; or what is wrong with the file."""

    upload: Upload
    name: str
    key: str
    is_settings: bool = False
    is_mended: bool = False  # refused rows of earlier imports, put right
    trouble: FileTrouble | None = None
    tables: tuple[UploadedTable, ...] = ()
    others: tuple[tuple[int, str], ...] = ()

    @property
    def is_wanted(self) -> bool:
        """Whether anything of it is to go in."""
        return self.is_settings or self.is_mended or any(t.is_wanted for t in self.tables)


def of(upload: Upload, sent: Upload | None) -> UploadContents:
    """sent: a mapping file that was dropped along."""
    name, key = uploads.safe_name(upload.name), "".join(c for c in upload.file_id if c.isalnum())
    if uploads.is_settings(upload):
        return UploadContents(upload, name, key, is_settings=True)
    root = places.default_root()
    kept = "" if sent else _kept(root)
    try:
        given = _sent(sent) if sent else None
        whole: tuple[Seen, ...] = _remembered(
            f"{key}|{sent.file_id if sent else kept}",
            upload,
            proposal.look,
            mapping=given,
            known=None if given else saved_mappings.knower(root),
        )
    except DealfitError as error:
        return UploadContents(upload, name, key, trouble=file_trouble.of(error))
    if any(
        cell in mended_rows.KEYS.values()
        for seen in whole
        for row in seen.beginning.rows
        for cell in row
    ):
        return UploadContents(upload, name, key, is_mended=True)
    opened = state.get(opened_key(key), CLOSED)
    numbered = list(enumerate(whole))
    is_known = {
        n: not seen.error or seen.error.code != proposal.TO_BE_NAMED[0] for n, seen in numbered
    }
    if not any(is_known.values()) and len(whole) == 1:
        is_known[0] = True
    shown = [(n, seen) for n, seen in numbered if is_known[n] or n == opened]
    others = tuple((n, seen.sheet or "") for n, seen in numbered if not is_known[n])
    tables = tuple(_sheet(upload, key, n, seen, kept, bool(sent)) for n, seen in shown)
    return UploadContents(upload, name, key, tables=tables, others=others)


def opened_key(key: str) -> str:
    return f"import.opened.{key}"


def wanted_key(key: str) -> str:
    return f"import.wanted.{key}"


def _kept(root: Path) -> str:
    """Which mappings are kept: a file is looked at anew when they change."""
    return "|".join(
        sorted(
            f"{p.stem}{p.stat().st_mtime_ns}" for p in saved_mappings.folder(root).glob("*.toml")
        )
    )


def _sent(sent: Upload) -> FileMapping:
    with uploads.on_disk([sent]) as paths:
        return load_mapping(paths[0])


def _sheet(
    upload: Upload, key: str, number: int, seen: Seen, kept: str, by_sent: bool
) -> UploadedTable:
    own = f"{key}{number}"
    correction = import_corrections.of(own)
    try:
        if correction:
            mapping = correction.over(seen)
            [seen, *_] = _remembered(
                f"{own}|{correction.key}|{kept}", upload, proposal.look, mapping=mapping
            )
        if seen.error:
            return UploadedTable(own, seen, trouble=_grave(seen))
        money = settings.in_force(
            places.default_root()
        ).money  # amounts in another currency are converted, or refused
        rows = _remembered(
            f"{own}|{correction.key}|{kept}|{money}",
            upload,
            first_rows.preview,
            sheet=seen.sheet,
            table=seen.table,
            mapping=seen.mapping,
            money=money,
        )
        return UploadedTable(own, seen, rows, by_sent=by_sent, is_cut=_head(upload) is not None)
    except DealfitError as error:
        return UploadedTable(own, seen, trouble=file_trouble.of(error))


def _grave(seen: Seen) -> FileTrouble | None:
    assert seen.error is not None
    return None if seen.error.code in proposal.TO_BE_NAMED else file_trouble.of(seen.error)


def _remembered(key: str, upload: Upload, work: Callable[..., Any], **named: Any) -> Any:
    """What `work` finds in the beginning of the upload, read apart; an error is remembered as well."""

    def find() -> Any:
        with _beginning(upload) as path:
            return isolation.call(work, path, path=path, bounds=_bounds(), **named)

    return _kept_result(key, uploads.safe_name(upload.name), find)


def _kept_result(key: str, name: str, find: Callable[[], Any]) -> Any:
    def tried() -> Any:
        try:
            return find()
        except DealfitError as error:
            return error
        except OSError as error:
            if storage.is_no_room(
                error
            ):  # no fault of the file, and not remembered: there may be room in a minute
                raise storage.no_room(Path(name)) from error
            return UnreadableFile("cannot_open", file=name, detail=error.strerror or error)

    found = cache.remembered(key, tried)
    if isinstance(found, DealfitError):
        raise found
    return found


def _bounds() -> ReadingBounds:
    """Of the settings in force; those that can't be read are said elsewhere."""
    try:
        return settings.in_force(places.default_root()).files.bounds
    except DealfitError:
        return ReadingBounds()


def _head(upload: Upload) -> bytes | None:
    """The smaller file to look at; None where the file itself is as good."""

    def head() -> Any:
        with uploads.on_disk([upload]) as [path]:
            return isolation.call(first_rows.head, path, path=path, bounds=_bounds())

    found: bytes | None = _kept_result(
        f"{upload.file_id}|head", uploads.safe_name(upload.name), head
    )
    return found


@contextmanager
def _beginning(upload: Upload) -> Iterator[Path]:
    """A file that begins as the upload: small, however large that is."""
    name, content = uploads.safe_name(upload.name), _head(upload)
    if content is None:
        with uploads.on_disk([upload]) as paths:
            yield paths[0]
    else:
        with uploads.as_file(name, content) as path:
            yield path
