"""Of an XLSX sheet: its XML passes by row after row as bytes; only rows with a formula or an error are looked into."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence

from analysis.intake.files.workbook_parts import sheet_part
from analysis.intake.sheets.xlsx_rows import CHUNK, cell_column, prefix_of, rows_of

__all__ = ["failed", "formats", "holds", "is_filtered", "sheet_part"]

_ERROR = (b't="e"', b"t='e'")
_OVERLAP = 40  # bytes: longer than anything that is searched for
_HEAD = 1_000_000  # bytes
_NUMBER = re.compile(rb"""\sr=["'](\d{1,7})["']""")
_TYPE = re.compile(rb"""\st=["'](e|str)["']""")
_ZEROS = re.compile(rb"""<numFmt\s[^<>]*?formatCode=["'](0{2,})["'][^<>]*>""")
_OLD_DAYS = re.compile(rb"""date1904=["'](?:1|true)["']""")


def failed(archive: zipfile.ZipFile, part: str) -> tuple[dict[tuple[int, int], str], frozenset[tuple[int, int]]]:
    """The error cells with what they show, and the formulas without a value; a text that is empty is a value."""
    errors: dict[tuple[int, int], str] = {}
    valueless: set[tuple[int, int]] = set()
    prefix = prefix_of(archive, part)
    mark, opening = b"<" + prefix + b"f", b"<" + prefix + b"c"
    if not holds(archive, part, (mark, *_ERROR)):
        return errors, frozenset()
    p = re.escape(prefix)
    formula = rb"<%bf(?:\s[^<>]*)?(?:/>|>[^<]*</%bf>)" % (p, p)
    empty = re.compile(formula + rb"\s*(?:<%bv\s*/>|<%bv>\s*</%bv>)?\s*</%bc>" % (p, p, p, p))
    error = re.compile(rb"\st=[\"']e[\"'][^<>]*>(?:%b)?<%bv>(#[^<]{1,20})</%bv>" % (formula, p, p))
    at = -1
    for row, is_tail in rows_of(archive, part):
        if is_tail:
            continue
        number = _NUMBER.search(row, 0, row.find(b">"))
        at = int(number.group(1)) - 1 if number else at + 1
        if any(said in row for said in _ERROR):
            for found in error.finditer(row):
                errors[at, cell_column(row, found.start())] = found.group(1).decode("utf-8", "replace")
        if mark in row:
            for found in empty.finditer(row):
                start = row.rfind(opening, 0, found.start())
                if not _TYPE.search(row, start, row.find(b">", start)):
                    valueless.add((at, cell_column(row, start + 1)))
    return errors, frozenset(valueless)


def holds(archive: zipfile.ZipFile, part: str, needles: Sequence[bytes]) -> bool:
    """Whether any of these bytes stand in the part."""
    before = b""
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            block = before + chunk
            if any(needle[-1:] in block and needle in block for needle in needles):  # one byte is found faster
                return True
            before = chunk[-_OVERLAP:]
    return False


def is_filtered(archive: zipfile.ZipFile, part: str) -> bool:
    with archive.open(part) as file:
        return b'filterMode="1"' in file.read(_HEAD)


def formats(archive: zipfile.ZipFile) -> tuple[int, bool]:
    """The most zeros that a number format fills up with; whether days count from 1904."""
    names = archive.namelist()
    styles = archive.read("xl/styles.xml") if "xl/styles.xml" in names else b""
    book = archive.read("xl/workbook.xml") if "xl/workbook.xml" in names else b""
    return max((len(m) for m in _ZEROS.findall(styles)), default=0), _OLD_DAYS.search(book) is not None
