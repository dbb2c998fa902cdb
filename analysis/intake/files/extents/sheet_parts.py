"""The sheets of an XLSX, in whatever part they lie: a relation may name any."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from analysis.intake.files.extents import blocks
from analysis.intake.files.extents.references import References, says_more_than_values
from analysis.intake.files.workbook_parts import attributes_of, small_part

FILLED = 20_000_000  # cells of all sheets
_NO_SHEETS = re.compile(
    r"(?:.*\.(?:png|jpe?g|gif|emf|wmf|tiff?|bmp|svg|bin|vml|rels|ttf)|xl/(?:calcchain|sharedstrings|styles)\.xml|docprops/.*|xl/theme/.*|xl/media/.*)"
)
_ANY = re.compile(rb"""r=["'][A-Za-z]{0,9}(\d{1,12})["']""")  # a row, or a cell's row
_FAR = re.compile(
    rb"""r=["'](?:([A-Za-z]{2,}+)(\d++)|[A-Za-z]?(\d{7,}+))["']"""
)  # outside A1:Z999999
_PREFIXED = re.compile(rb"<\w{1,20}:c[\s>/]")
_NEAR = 50  # columns that may go with any row under 1,000,000
_TEXTS = re.compile(
    rb"""\suniqueCount\s*=\s*["']\s*+\+?(\d{1,30})"""
)  # `count`: of the cells that hold them
_HEAD = 4096  # bytes
_LONGEST_TAIL = 1 << 20  # bytes
_BOOK = ("xl/_rels/workbook.xml.rels", "xl/workbook.xml")


@dataclass(frozen=True)
class Extent:
    """rows and columns that the cells of a part span, at most; a small table is told as A1:Z999999. cells: how many there are.

    plain_tail: what follows the rows where none of them is more than values; else nothing.
    """

    rows: int = 0
    columns: int = 0
    cells: int = 0
    plain_tail: bytes = b""

    @property
    def area(self) -> int:
        return self.rows * self.columns


def may_be(name: str, named_as_sheets: Collection[str] = ()) -> bool:
    """Whether a sheet may lie in the part: in any that is named as one, and in all but those of pictures and of a few known kinds."""
    name = name.casefold()
    return (
        not _NO_SHEETS.fullmatch(name)
        or name.startswith("xl/worksheets/")
        or name in named_as_sheets
    )


def named(archive: zipfile.ZipFile) -> list[str]:
    """The parts that the workbook names as its sheets, once for each sheet, in small letters; a picture's name may be among them."""
    relations, book = (small_part(archive, name) for name in _BOOK)
    said = [
        attributes_of(tag)
        for tag in re.findall(rb"<(?:\w{1,20}:)?Relationship\s[^<>]*>", relations)
    ]
    part_of = {
        each.get("Id", ""): posixpath.normpath(
            posixpath.join("/xl", each.get("Target", "").casefold())
        ).lstrip("/")
        for each in said
        if each.get("Target")
    }
    ids = re.findall(
        rb"""<(?:\w{1,20}:)?sheet\s[^<>]*?\s\w{1,20}:id\s*=\s*["']([^"'<>]*)["']""", book
    )
    found = (part_of.get(each.decode("utf-8", "replace"), "") for each in ids)
    return [name for name in found if name]


def promises_more_texts(archive: zipfile.ZipFile) -> bool:
    """Whether the shared texts say that they are more than they have bytes: readers make room for as many as are said."""
    for part in archive.infolist():
        if part.filename.casefold() == "xl/sharedstrings.xml":
            with archive.open(part) as stream:
                said = _TEXTS.findall(stream.read(_HEAD))
            if any(int(count) > part.file_size for count in said):
                return True
    return False


def extent(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Extent:
    """Of a part that holds a sheet; nothing of another. Raises UnreadableFile for a cell that is too long."""
    rows, columns, cells, bare, is_sheet = 999_999, 26, 0, 0, False
    is_plain, tail = True, b""
    for block, seen in blocks.of(path, archive, part):
        is_sheet = is_sheet or b"sheetData" in block
        if not is_sheet:
            continue
        is_plain = is_plain and not says_more_than_values(block)
        if is_plain:
            tail = tail + block[seen:] if tail else _behind_rows(block)
            is_plain = len(tail) <= _LONGEST_TAIL
        seen_here = References.of(block, seen)
        if seen_here.is_odd:  # no program writes so
            return Extent(10**9, columns, cells)
        for letters, row, far_row in _FAR.findall(block) if seen_here.is_far else ():
            rows = max(rows, int(row or 0), int(far_row or 0))
            columns = max(columns, _column(letters)) if letters else columns
        here = seen_here.cells
        if b":c" in block:
            here += len(_PREFIXED.findall(block[max(0, seen - 1) :]))
        cells += here
        if cells > FILLED:
            break
        bare += max(0, here - seen_here.placed)  # that don't say where they stand
    if not is_sheet:
        return Extent()
    if columns > _NEAR and rows == 999_999:
        seen_rows = (
            int(n) for block, _ in blocks.of(path, archive, part) for n in _ANY.findall(block)
        )
        rows = max(seen_rows, default=rows)
    columns = max(columns, bare if bare > _NEAR * rows else 0)
    return Extent(rows, columns, cells, tail if is_plain else b"")


def _behind_rows(block: bytes) -> bytes:
    """From the end of the rows on, where it lies in the block."""
    end = block.rfind(b"sheetData>")
    tag = block.rfind(b"<", 0, max(0, end))
    return block[tag:] if block[tag : tag + 2] == b"</" and tag >= 0 else b""


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
