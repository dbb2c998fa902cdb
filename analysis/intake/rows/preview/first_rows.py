"""A table's first rows as they would be taken in, quickly: from the beginning of the file, under any mapping.

What is looked at again and again while a person corrects a mapping is a small file of its own, the `head` of the real one.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.errors import DealfitError, UnreadableFile
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.columns.tables import PARQUET, Part, parquet_columns, parts
from analysis.intake.currency import Money
from analysis.intake.files.limits import check_workbook
from analysis.intake.files.workbook_file import OLE, ZIP, WorkbookFile
from analysis.intake.questions import Question
from analysis.intake.reasons import Notice
from analysis.intake.rows.file_endings import UNREAD
from analysis.intake.rows.import_table import take_in
from analysis.intake.sheets import markup
from analysis.isolation import connections, scratch

PLAIN = ("no_known_header", "columns_missing", "header_only")  # troubles of plain tables
SMALL = 64 << 10  # bytes of a file that is its own head
TEXT = 64 << 10  # bytes of a text file's beginning
ROWS = 150  # of a sheet's or a Parquet file's beginning; the last of a text's may be cut
SEEN = 100  # rows that a preview tells of
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_END = b"</sheetData>"
_BLOCK = 1 << 20
_LONGEST = 64 << 20  # bytes of a sheet's first rows


@dataclass(frozen=True)
class PreviewRefusal:
    """A row that would be refused: `column` and `value` are None where the row as a whole is at fault."""

    row_number: int
    column: str | None  # its header in the file
    value: str | None
    reason: str


@dataclass(frozen=True)
class RowsPreview:
    """The first rows of a table, `read` of them = taken + refused. rows: input column → the value as it was read."""

    table: str
    read: int
    rows: tuple[Mapping[str, object], ...]
    refused: tuple[PreviewRefusal, ...]
    warnings: tuple[Notice, ...] = ()  # of the file's beginning
    unread: tuple[PreviewRefusal, ...] = ()  # values that are unknown in rows that would be taken
    questions: tuple[Question, ...] = ()  # of the file's beginning, with the money at stake there


def preview(
    path: Path,
    *,
    sheet: str | None = None,
    table: str | None = None,
    mapping: FileMapping | None = None,
    money: Money | None = None,
) -> RowsPreview:
    """The first rows as `take_in` would take them; raises what it would raise."""
    mapping = mapping or FileMapping()
    if sheet is not None:
        mapping = replace(mapping, format={**mapping.format, "sheet": sheet})
    part = next(parts(path, table, mapping), Part(sheet))
    if part.rows is not None and part.layout and not part.flat:
        part = replace(part, rows=part.rows[: part.layout.skip + ROWS])
    with scratch.folder("look") as folder:
        accepted, rejected = Path(folder) / "accepted.parquet", Path(folder) / "rejected.parquet"
        took = take_in(
            path,
            import_id="preview",
            accepted=accepted,
            rejected=rejected,
            table=table,
            mapping=mapping,
            part=part,
            money=money,
        )
        rows = pq.read_table(accepted).slice(0, SEEN).to_pylist() if accepted.exists() else []
        unread = unread_of(rejected)
        bad = pq.read_table(rejected).slice(0, SEEN).to_pylist() if rejected.exists() else []
    last = _row_after(
        SEEN, took.first_row, [r["source_row"] for r in rows], [r["row_number"] for r in bad]
    )
    refused = tuple(
        PreviewRefusal(r["row_number"], r["column"], r["value"], r["reason"])
        for r in bad
        if r["row_number"] < last
    )
    kept = tuple(
        r for n, r in enumerate(rows) if (r["source_row"] or (took.first_row or 0) + n) < last
    )
    return RowsPreview(
        took.table,
        len(kept) + len(refused),
        kept,
        refused,
        took.warnings,
        tuple(u for u in unread if u.row_number < last),
        took.questions,
    )


def unread_of(rejected: Path) -> tuple[PreviewRefusal, ...]:
    """Values that can't be read in rows taken in: the list that lies beside that of the refused rows."""
    path = rejected.with_name(f"{rejected.stem}{UNREAD}")
    rows = pq.ParquetFile(path).read().slice(0, SEEN).to_pylist() if path.exists() else []
    return tuple(
        PreviewRefusal(r["row_number"], r["column"], r["value"], r["reason"]) for r in rows
    )


def _row_after(count: int, first: int | None, good: list[int | None], bad: list[int]) -> int:
    """The number of the first row that a preview of so many rows no longer tells of."""
    numbers = sorted(
        [n if n is not None else (first or 0) + place for place, n in enumerate(good)] + bad
    )
    return numbers[count] if count < len(numbers) else 1 << 62


def head(path: Path) -> bytes | None:
    """The bytes of a smaller file that begins as this one does; None where the file itself is as good to look at."""
    if path.stat().st_size <= SMALL:
        return None
    file = WorkbookFile(path)
    if file.head.startswith(PARQUET):
        return _parquet(path)
    if file.head.startswith(ZIP):
        check_workbook(file)
        cut = _workbook(file)
        return None if cut is None or _is_report(cut) else cut
    if file.head.startswith(OLE) or markup.kind(file.head):
        return None
    return _text(path)


def _is_report(workbook: bytes) -> bool:
    """Whether a sheet is no plain table: of a report cut off, the totals would not add up."""
    with scratch.folder("look") as folder:
        path = Path(folder) / "head.xlsx"
        path.write_bytes(workbook)
        try:
            found = list(parts(path, None, FileMapping()))
        except DealfitError:
            return True
    return any(part.flat or (part.trouble and part.trouble.code not in PLAIN) for part in found)


def _text(path: Path) -> bytes:
    with path.open("rb") as file:
        text = file.read(TEXT)
    wide = text[:4096].count(0) > 400  # UTF-16: whole characters, the last line may be cut
    end = -1 if wide else text.rfind(b"\n")
    return text if end < 0 else text[: end + 1]


def _parquet(path: Path) -> bytes:
    target = io.BytesIO()
    try:
        with connections.connect() as con:
            parquet_columns(con, path)
        source = pq.ParquetFile(path)
        with pq.ParquetWriter(target, source.schema_arrow) as writer:
            for batch in source.iter_batches(batch_size=ROWS):
                writer.write_batch(batch)
                break
    except (pa.ArrowException, duckdb.Error, OSError, ValueError) as error:
        raise UnreadableFile("damaged_parquet", file=path.name) from error
    return target.getvalue()


def _workbook(file: WorkbookFile) -> bytes | None:
    """The workbook with the first rows of each sheet, all that stands beside the rows kept; None for other formats."""
    target = io.BytesIO()
    try:
        old = file.archive
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            names = old.namelist()
            if not any(_SHEET.fullmatch(n) for n in names):
                return None
            for name in names:
                cut = _first_rows(old, name) if _SHEET.fullmatch(name) else old.read(name)
                if cut is None:
                    return None
                new.writestr(name, cut)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError):
        return None
    return target.getvalue()


def _first_rows(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """The sheet's XML with its first rows only, what follows the rows (merged cells) kept; None where it isn't plain."""
    with archive.open(name) as sheet:
        kept, ends = b"", 0
        while ends < ROWS and len(kept) < _LONGEST:
            block = sheet.read(_BLOCK)
            kept += block
            ends = kept.count(b"</row>")
            if _END in kept or not block:
                break
        if _END in kept and ends <= ROWS:
            return kept + sheet.read(_LONGEST)
        if ends < ROWS:
            return None
        first = b"</row>".join(kept.split(b"</row>", ROWS)[:ROWS]) + b"</row>"
        rest = kept[len(first) :]
        while _END not in rest:
            block = sheet.read(_BLOCK)
            if not block:
                return None
            rest = rest[-len(_END) :] + block
        return first + rest[rest.index(_END) :] + sheet.read(_LONGEST)
