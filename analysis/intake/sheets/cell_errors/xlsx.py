"""Of an XLSX sheet, row after row as bytes: cells with an error and what they show, formulas that have no value."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence

from analysis.intake.sheets.xlsx_rows import CHUNK, RowColumns

_ERROR = (b't="e"', b"t='e'")
_OVERLAP = 40  # bytes: longer than anything that is searched for
_TYPE = re.compile(rb"""\st=["'](e|str)["']""")
_ZEROS = re.compile(rb"""<numFmt\s[^<>]*?formatCode=["'](0{2,})["'][^<>]*>""")
_OLD_DAYS = re.compile(rb"""date1904=["'](?:1|true)["']""")


class Errors:
    """Collects the failed cells of a sheet whose elements' names have this prefix; a text that is empty is a value."""

    def __init__(self, prefix: bytes) -> None:
        self.needles = (b"<" + prefix + b"f", *_ERROR)
        self.errors: dict[tuple[int, int], str] = {}
        self.valueless: set[tuple[int, int]] = set()
        self._opening = b"<" + prefix + b"c"
        p = re.escape(prefix)
        formula = rb"<%bf(?:\s[^<>]*)?(?:/>|>[^<]*</%bf>)" % (p, p)
        self._empty = re.compile(
            formula + rb"\s*(?:<%bv\s*/>|<%bv>\s*</%bv>)?\s*</%bc>" % (p, p, p, p)
        )
        self._error = re.compile(
            rb"\st=[\"']e[\"'][^<>]*>(?:%b)?<%bv>(#[^<]{1,20})</%bv>" % (formula, p, p)
        )

    def row(self, at: int, row: bytes) -> None:
        if any(said in row for said in _ERROR):
            columns = RowColumns(row)
            for found in self._error.finditer(row):
                self.errors[at, columns.of(found.start())] = found.group(1).decode(
                    "utf-8", "replace"
                )
        if self.needles[0] in row:
            columns = RowColumns(row)
            for found in self._empty.finditer(row):
                start = row.rfind(self._opening, 0, found.start())
                if not _TYPE.search(row, start, row.find(b">", start)):
                    self.valueless.add((at, columns.of(start + 1)))


def holds(archive: zipfile.ZipFile, part: str, needles: Sequence[bytes]) -> bool:
    """Whether any of these bytes stand in the part."""
    before = b""
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            block = before + chunk
            if any(
                needle[-1:] in block and needle in block for needle in needles
            ):  # one byte is found faster
                return True
            before = chunk[-_OVERLAP:]
    return False


def formats(archive: zipfile.ZipFile) -> tuple[int, bool]:
    """The most zeros that a number format fills up with; whether days count from 1904."""
    names = archive.namelist()
    styles = archive.read("xl/styles.xml") if "xl/styles.xml" in names else b""
    book = archive.read("xl/workbook.xml") if "xl/workbook.xml" in names else b""
    return max((len(m) for m in _ZEROS.findall(styles)), default=0), _OLD_DAYS.search(
        book
    ) is not None
