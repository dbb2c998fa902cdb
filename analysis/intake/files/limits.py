"""What no honest export holds, refused before it costs memory: a file is looked at first, and opened only then.

A workbook's reader lays a sheet out as rows × columns; one value in a far corner of a tiny file would ask for terabytes, which ends the
process instead of raising. So the corners are found beforehand; what looks too large, and every format whose corners can't be
found cheaply, is first opened by a process of its own that may use little memory and time.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from analysis.errors import UnreadableFile

CELLS = 50_000_000  # of one sheet, empty ones among them
UNPACKED = 2_000_000_000  # bytes of a workbook's parts
COLUMNS = 5_000  # of any table
PROBED_MEMORY, PROBED_SECONDS = 3 << 30, 60
_BLOCK = 1 << 20
_OVERLAP = 400  # bytes: longer than any tag that is looked for
_ANY = re.compile(rb"""r=["'][A-Za-z]{0,9}(\d{1,12})["']""")  # a row, or a cell's row
_FAR = re.compile(rb"""r=["'](?:([A-Za-z]{2,9})(\d{1,12})|[A-Za-z]?(\d{7,12}))["']""")  # outside A1:Z999999
_ODD = ((b" ", b"r ="), (b"\t", b"r\t="), (b"\n", b"r\n="), (b"\r", b"r\r="))  # no program writes an attribute so
_NEAR = 50  # columns that may go with any row under 1,000,000
_REPEATED = re.compile(rb"""number-(rows|columns)-repeated=["']\d{4,}["']""")


def check_workbook(path: Path) -> None:
    """Raises UnreadableFile where the workbook is an archive of something else, damaged, or too large to lay out."""
    if path.stat().st_size > UNPACKED:
        raise UnreadableFile("workbook_too_large", file=path.name)
    with path.open("rb") as file:
        is_archive = file.read(2) == b"PK"
    try:
        suspicious = not is_archive or _is_suspicious(path)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile("damaged_workbook", file=path.name) from error
    if suspicious and not _opens(path):
        raise UnreadableFile("sheet_too_large", file=path.name)


def is_called_so(path: Path) -> bool:
    """Whether the suffix is that of the workbook's own kind: the reader goes by it, and else has to hold the whole file."""
    with path.open("rb") as file:
        is_archive = file.read(2) == b"PK"
    suffix = path.suffix.lower()
    if not is_archive:
        return suffix in (".xls", ".xla")
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
    if "content.xml" in names:
        return suffix == ".ods"
    return suffix == ".xlsb" if "xl/workbook.bin" in names else suffix in (".xlsx", ".xlsm")


def _is_suspicious(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        names = {p.filename for p in parts}
        if not any(n.startswith("xl/") or n == "content.xml" for n in names):
            raise UnreadableFile("not_a_table", file=path.name, what="an archive")
        if sum(p.file_size for p in parts) > UNPACKED:
            raise UnreadableFile("workbook_too_large", file=path.name)
        if any(n.endswith(".bin") and n.startswith("xl/worksheets/") for n in names):
            return True  # XLSB: its corners are binary
        suspicious = False
        for part in parts:
            if part.filename == "content.xml":
                suspicious |= any(_REPEATED.search(block) for block in _blocks(archive, part))
            elif part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                rows, columns = _corner(archive, part)
                suspicious |= rows * columns > CELLS
        return suspicious


def _corner(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """At most how many rows and columns the sheet's cells span; a small table is told as A1:Z999999."""
    rows, columns = 999_999, 26
    for block in _blocks(archive, part):
        if any(blank in block and odd in block for blank, odd in _ODD):  # one byte is found faster than three
            return 10**9, columns
        for letters, row, far_row in _FAR.findall(block):
            rows = max(rows, int(row or 0), int(far_row or 0))
            columns = max(columns, _column(letters)) if letters else columns
    if columns > _NEAR and rows == 999_999:
        seen = (int(n) for block in _blocks(archive, part) for n in _ANY.findall(block))
        rows = max(seen, default=rows)
    return rows, columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _blocks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part's bytes in blocks that overlap a little; reading to the end verifies size and checksum."""
    with archive.open(part) as stream:
        before = b""
        while block := stream.read(_BLOCK):
            yield before + block
            before = block[-_OVERLAP:]


def _opens(path: Path) -> bool:
    """Whether every sheet can be laid out within little memory and time, tried in a process of its own."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", _PROBE, str(path.resolve()), "by name" if is_called_so(path) else "by bytes"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            timeout=PROBED_SECONDS, env={**os.environ, "RUST_BACKTRACE": "0"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


_PROBE = f"""
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({PROBED_MEMORY}, {PROBED_MEMORY}))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
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
