"""What no honest export holds, refused before it costs memory: a file is looked at first, and opened only then.

A workbook's reader lays a sheet out as rows × columns; one value in a far corner of a tiny file would ask for terabytes, which ends the
process instead of raising. So the corners are found beforehand; what looks too large, and every format whose corners can't be
found cheaply, is first opened by a process of its own that may use little memory and time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from analysis.errors import UnreadableFile
from analysis.errors.phrases import phrase
from analysis.intake.files.extents import open_document, sheet_parts
from analysis.intake.files.workbook_file import DAMAGE, WorkbookFile

CELLS = 50_000_000  # of one sheet, empty ones among them
UNPACKED = 2_000_000_000  # bytes of a workbook's parts
COLUMNS = 5_000  # of any table
PARTS = 10_000  # of a workbook
FEW_ROWS, ROWS_A_BYTE = (
    1_000_000,
    4,
)  # of a Parquet file: data pack no tighter, one value repeated without end does
PROBED_MEMORY, PROBED_SECONDS = 3 << 29, 60


def check_workbook(book: WorkbookFile) -> None:
    """Raises UnreadableFile where the workbook is an archive of something else, damaged, or too large to lay out."""
    if book.path.stat().st_size > UNPACKED:
        raise UnreadableFile("workbook_too_large", file=book.name)
    try:
        suspicious = not book.is_archive or _is_suspicious(book)
    except DAMAGE as error:
        raise UnreadableFile("damaged_workbook", file=book.name) from error
    if suspicious and not _opens(book):
        raise UnreadableFile("sheet_too_large", file=book.name)


def check_rows(path: Path, columns: int, rows: int) -> None:
    """Raises UnreadableFile where a Parquet file unpacks to what no export holds."""
    if columns > COLUMNS:
        raise UnreadableFile("too_many_columns", file=path.name, most=COLUMNS)
    if rows > max(FEW_ROWS, ROWS_A_BYTE * path.stat().st_size):
        raise UnreadableFile(
            "too_many_rows", file=path.name, rows=f"{rows:,}", size=f"{path.stat().st_size:,}"
        )


def is_called_so(book: WorkbookFile) -> bool:
    """Whether the suffix is that of the workbook's own kind: the reader goes by it, and else has to hold the whole file."""
    suffix = book.path.suffix.lower()
    if not book.is_archive:
        return suffix in (".xls", ".xla")
    if "content.xml" in book.parts:
        return suffix == ".ods"
    return suffix == ".xlsb" if "xl/workbook.bin" in book.parts else suffix in (".xlsx", ".xlsm")


def _is_suspicious(book: WorkbookFile) -> bool:
    path, archive = book.path, book.archive
    parts = archive.infolist()
    names = {p.filename.casefold() for p in parts}
    if not any(n.startswith("xl/") or n == "content.xml" for n in names):
        raise UnreadableFile("not_a_table", file=path.name, what=phrase("content.archive"))
    if len(parts) > PARTS:
        raise UnreadableFile("too_many_parts", file=path.name, most=f"{PARTS:,}")
    if sum(p.file_size for p in parts) > UNPACKED:
        raise UnreadableFile("workbook_too_large", file=path.name)
    if "content.xml" in names:
        return any(
            open_document.is_suspicious(path, archive, p)
            for p in parts
            if p.filename.casefold() == "content.xml"
        )
    if sheet_parts.promises_more_texts(archive):
        raise UnreadableFile("damaged_workbook", file=path.name)
    named = sheet_parts.named(archive)
    if len(set(named)) < len(
        named
    ):  # several sheets in one part, as no program writes them: each would be laid out anew
        raise UnreadableFile("damaged_workbook", file=path.name)
    searched = [p for p in parts if sheet_parts.may_be(p.filename, named)]
    found = [sheet_parts.extent(path, archive, p) for p in searched]
    if len(names) == len(parts):  # no two parts of one name, of which readers may take either
        tails = {p.filename: e.plain_tail for p, e in zip(searched, found, strict=True)}
        book.plain_tails.update({name: tail for name, tail in tails.items() if tail})
    if sum(e.cells for e in found) > sheet_parts.FILLED:
        raise UnreadableFile("too_many_cells", file=path.name, most=f"{sheet_parts.FILLED:,}")
    binary = ("xl/worksheets/", "xl/workbook")  # XLSB: its corners are, too
    is_binary = any(n.endswith(".bin") and n.startswith(binary) for n in names)
    return is_binary or any(e.area > CELLS for e in found)


def _opens(book: WorkbookFile) -> bool:
    """Whether every sheet can be laid out within little memory and time, tried in a process of its own."""
    try:
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                _PROBE,
                str(book.path.resolve()),
                "by name" if is_called_so(book) else "by bytes",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PROBED_SECONDS,
            env={**os.environ, "RUST_BACKTRACE": "0"},
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


_PROBE = f"""
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({PROBED_MEMORY}, {PROBED_MEMORY}))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, ({PROBED_SECONDS}, {PROBED_SECONDS}))
except ImportError:
    pass
import python_calamine
try:
    made = python_calamine.CalamineWorkbook
    book = made.from_path(sys.argv[1]) if sys.argv[2] == "by name" else made.from_filelike(open(sys.argv[1], "rb"))
    sizes = [(s.total_height, s.total_width) for s in map(book.get_sheet_by_name, book.sheet_names)]
except MemoryError:
    sys.exit(1)
except BaseException:
    sys.exit(0)  # damaged or protected: the reader says which
sys.exit(any(rows * columns > {CELLS} for rows, columns in sizes))
"""
