"""Workbooks (XLSX, XLS, XLSB, ODS) by calamine: the sheet with the table, its cells as text.

Cells come typed; they become the text that a CSV would hold, so that one set of rules converts both: dates as ISO,
numbers in their shortest exact form (1376.99, never 1376.9900000000002; 123, never 123.0).
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import python_calamine as calamine

from ..errors import BadMapping, DealfitError, UnknownColumns, UnreadableFile
from .grid import Cell, Flat, Grid
from .layout import HEADER_WITHIN, Layout, checked_header, find_header, trimmed_headers
from .mapping import FileMapping, did_you_mean
from .shapes import flatten

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST = 2_000_000_000  # bytes of the unpacked sheets
SAMPLE_ROWS = 1_000


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: its table (`rows` from the first row on, or those of `flat`), or why it has none."""

    name: str
    found: Layout | DealfitError
    rows: list[list[Cell]] = field(default_factory=list)
    flat: Flat | None = None


def sheets(path: Path, table: str | None, mapping: FileMapping) -> Iterator[Sheet]:
    """Sheet after sheet of the workbook: the table that it holds, or why it holds none; empty sheets are passed over.

    Raises UnreadableFile or BadMapping where the workbook itself can't be read.
    """
    book = _open(path)
    wanted = mapping.format.get("sheet")
    if wanted and wanted not in book.sheet_names:
        hint = did_you_mean(wanted, book.sheet_names)
        raise BadMapping("sheet_missing", file=path.name, sheet=wanted, hint=hint)
    found = False
    for name in [wanted] if wanted else book.sheet_names:
        rows = _rows(book, name, path.name)
        if not any(_filled(row) for row in rows):
            continue
        found = True
        try:
            yield _sheet(path, book, name, rows, table, mapping)
        except (UnknownColumns, UnreadableFile) as error:
            yield Sheet(name, error)
    if not found:
        raise UnreadableFile("empty_file", file=path.name)


def _sheet(
    path: Path,
    book: calamine.CalamineWorkbook,
    name: str,
    rows: list[list[Cell]],
    table: str | None,
    mapping: FileMapping,
) -> Sheet:
    flat = flatten(Grid(path.name, name, rows), table, mapping)
    if flat:
        return Sheet(name, flat_layout(path.name, name, flat, table, mapping), flat.rows, flat)
    return Sheet(name, _layout(path, name, book.sheet_names.index(name), rows, table, mapping), rows)


def flat_layout(file: str, sheet: str | None, flat: Flat, table: str | None, mapping: FileMapping) -> Layout:
    """The layout of a table made out of a report: its rows begin at once, without a header among them."""
    _, matched = checked_header([flat.headers], table, mapping, file)
    sample = [tuple(text(c) for c in row) for row in flat.rows[:SAMPLE_ROWS]]
    if not sample:
        raise UnreadableFile("header_only", file=file)
    return Layout(
        file=file, container="sheet", table=matched.table, headers=trimmed_headers(flat.headers, len(flat.headers)),
        columns=matched.columns, header_row=flat.header_row, skip=0, mapping=mapping, sample=tuple(sample), sheet=sheet,
        constants=dict(mapping.constants),
    )  # fmt: skip


def _open(path: Path) -> calamine.CalamineWorkbook:
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(ZIP):
        try:
            with zipfile.ZipFile(path) as archive:
                size = sum(i.file_size for i in archive.infolist())
                names = archive.namelist()
        except (zipfile.BadZipFile, OSError) as error:
            raise UnreadableFile("damaged_workbook", file=path.name) from error
        if size > LARGEST:
            raise UnreadableFile("workbook_too_large", file=path.name)
        if not any(n.startswith("xl/") or n == "content.xml" for n in names):
            raise UnreadableFile("not_a_table", file=path.name, what="an archive")
    try:
        return calamine.CalamineWorkbook.from_path(str(path))
    except calamine.PasswordError as error:
        raise UnreadableFile("protected_workbook", file=path.name) from error
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, OSError, ValueError) as error:
        protected = head == OLE and "EncryptedPackage".encode("utf-16-le") in path.read_bytes()
        raise UnreadableFile("protected_workbook" if protected else "damaged_workbook", file=path.name) from error


def _rows(book: calamine.CalamineWorkbook, name: str, file: str) -> list[list[Cell]]:
    try:
        rows = [list[Cell](row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError, ValueError) as error:
        raise UnreadableFile("damaged_workbook", file=file) from error
    return rows


def _filled(row: Sequence[Cell]) -> bool:
    return any(c != "" and not (isinstance(c, str) and not c.strip()) for c in row)


def _layout(
    path: Path, sheet: str, number: int, rows: list[list[Cell]], table: str | None, mapping: FileMapping
) -> Layout:
    filled = [(i, row) for i, row in enumerate(rows[: HEADER_WITHIN * 4]) if _filled(row)][: HEADER_WITHIN + 2]
    texts = [[text(c) for c in row] for _, row in filled]
    if find_header(texts, table, mapping, path.name) is None and not mapping.columns:
        raise UnknownColumns(
            "no_known_header", file=path.name, seen=", ".join(f"'{c[:40]}'" for c in texts[0] if c.strip())
        )
    position, matched = checked_header(texts, table, mapping, path.name, grouped=is_grouped(path, number))
    at = filled[position][0]
    below = rows[at + 1 :]
    if not any(_filled(r) for r in below):
        raise UnreadableFile("header_only", file=path.name)
    sample = [tuple(text(c) for c in row) for row in below[:SAMPLE_ROWS] if _filled(row)]
    return Layout(
        file=path.name, container="sheet", table=matched.table, headers=trimmed_headers(texts[position], len(rows[at])),
        columns=matched.columns, header_row=at + 1, skip=at + 1, mapping=mapping, sample=tuple(sample), sheet=sheet,
        constants=dict(mapping.constants),
    )  # fmt: skip


def is_grouped(path: Path, number: int) -> bool:
    """Whether the sheet's rows are folded into outline levels, as a grouped report's are (XLSX only)."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        name = f"xl/worksheets/sheet{number + 1}.xml"
        if name not in archive.namelist():
            return False
        with archive.open(name) as sheet:
            beginning = sheet.read(4_000_000)
    rows = re.findall(rb"<row [^>]*>", beginning)
    return sum(b"outlineLevel=" in r for r in rows) > 0.25 * max(4, len(rows))


def text(cell: Cell, mark: str = ".") -> str:
    """A typed cell as the text that a CSV would hold, with this decimal mark."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        shortest = repr(cell)
        if "e" in shortest:
            shortest = format(Decimal(shortest), "f")
        return shortest.replace(".", mark) if mark != "." else shortest
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, dt.timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
    if cell is None:
        return ""
    return str(cell)


def column_texts(cells: Sequence[Cell], *, numeric: bool) -> list[str | None]:
    """One column as text; in a number column typed numbers take the decimal mark of the cells typed as text."""
    mark = "."
    if numeric and any(isinstance(c, str) and re.search(r"\d,(?:\d{1,2}|\d{4,})\D*$", c) for c in cells):
        mark = ","
    return [(c or None) if isinstance(c, str) else text(c, mark) for c in cells]
