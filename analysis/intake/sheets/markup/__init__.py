"""Workbooks as markup, mostly called .xls: web pages with tables, and the XML of Excel 2002/2003 (SpreadsheetML).

Many ERPs and 1C itself write these. `Book` answers as calamine's workbook does, so that they are read like any other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

import python_calamine

from analysis.errors import UnreadableFile
from analysis.errors.phrases import phrase
from analysis.intake.files import eight_bits, encoding
from analysis.intake.sheets.cell_errors import CellErrors
from analysis.intake.sheets.cell_formats import ods
from analysis.intake.sheets.grid import Cell, Looks, SheetDetails
from analysis.intake.sheets.markup import flat_ods, html_tables, spreadsheetml, web_archives
from analysis.intake.sheets.markup.markup_tables import MarkupTable, TooLarge

LARGEST = 300_000_000  # bytes
_HEAD = 4096
_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|meta|body|style|table|div)\b",
    re.I | re.S,
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{1,30})", re.IGNORECASE)


@dataclass(frozen=True)
class SheetMetadata:
    """As calamine's SheetMetadata."""

    name: str
    visible: python_calamine.SheetVisibleEnum
    typ: python_calamine.SheetTypeEnum


class Book:
    """The tables of a page or the sheets of a workbook in XML."""

    def __init__(self, tables: list[MarkupTable]) -> None:
        self.tables = {table.name: table for table in tables}
        seen, hidden = (
            python_calamine.SheetVisibleEnum.Visible,
            python_calamine.SheetVisibleEnum.Hidden,
        )
        sheet = python_calamine.SheetTypeEnum.WorkSheet
        self.sheets_metadata = [
            SheetMetadata(t.name, hidden if t.hidden else seen, sheet) for t in tables
        ]
        self.sheet_names = list(self.tables)

    def rows(self, name: str) -> tuple[list[list[Cell]], list[tuple[int, int, int, int]]]:
        """The cells, as wide as the widest row, and the merged ranges."""
        table = self.tables[name]
        return [list(row) for row in table.rows], list(table.merged)

    def details(self, name: str) -> SheetDetails:
        return MarkupDetails(self, name)

    def facts(self, name: str) -> CellErrors:
        return CellErrors(valueless=frozenset(self.tables[name].valueless))

    def formats(self, name: str, unless: Collection[str] = ()) -> Mapping[tuple[int, int], str]:
        """Cell → what its number format shows (see sheets.cell_formats), where it is known."""
        return {
            place: sign for place, sign in self.tables[name].shown.items() if sign not in unless
        }


@dataclass(frozen=True)
class MarkupDetails:
    """Of a sheet of such a book (see sheets.grid.SheetDetails): it has no looks."""

    book: Book
    name: str

    @property
    def facts(self) -> CellErrors:
        return self.book.facts(self.name)

    @property
    def looks(self) -> Looks:
        return Looks()

    def is_folded(self, rows: int) -> bool:
        return False

    def formats(self, unless: Collection[str] = ()) -> Mapping[tuple[int, int], str]:
        return self.book.formats(self.name, unless)


class _FlatBook(Book):
    """A flat ODS: its styles are read when they are asked for."""

    def __init__(self, path: Path, tables: list[MarkupTable]) -> None:
        super().__init__(tables)
        self.path = path

    def formats(self, name: str, unless: Collection[str] = ()) -> Mapping[tuple[int, int], str]:
        try:
            return ods.flat_places(self.path, name, unless)
        except (expat.ExpatError, OSError, ValueError):
            return {}


def kind_of(path: Path) -> str:
    """`xml`, `html`, `mhtml` (a web archive), `fods` (a flat ODS), `other` (XML) or "" for anything else, by its first bytes."""
    with path.open("rb") as file:
        return kind(file.read(_HEAD))


def kind(head: bytes) -> str:
    """The same of a file that begins so."""
    narrow = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if web_archives.is_archive(narrow):
        return "mhtml"
    if not narrow.startswith(b"<"):
        return ""
    if flat_ods.MARK in narrow and b"opendocument" in narrow:
        return "fods"
    if _XML in narrow and b"<Workbook" in narrow.replace(b"<ss:Workbook", b"<Workbook"):
        return "xml"
    if _PAGE.match(narrow.decode("latin-1")):
        return "html"
    return "other" if narrow.startswith(b"<?xml") else ""


def opened(path: Path) -> Book:
    """Raises UnreadableFile."""
    if path.stat().st_size > LARGEST:
        raise UnreadableFile("markup_too_large", file=path.name, most=LARGEST // 1_000_000)
    try:
        form = kind_of(path)
        tables = _READERS[form](path) if form in _READERS else html_tables.tables(_text(path))
    except TooLarge as error:
        raise UnreadableFile("sheet_too_large", file=path.name) from error
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableFile("damaged_workbook", file=path.name) from error
    if not tables:
        raise UnreadableFile(
            "not_a_table", file=path.name, what=phrase(f"content.{form or 'html'}")
        )
    return _FlatBook(path, tables) if form == "fods" else Book(tables)


_READERS = {"xml": spreadsheetml.tables, "mhtml": web_archives.tables, "fods": flat_ods.tables}


def _text(path: Path) -> str:
    with path.open("rb") as file:
        told = _CHARSET.search(file.read(_HEAD))
    used, has_mark = encoding.detect(path)
    if told and not has_mark and used in eight_bits.EIGHT_BIT:
        used = encoding.checked(told.group(1).decode("ascii"), path.name)
    return path.read_bytes().decode(used, "replace").removeprefix("\ufeff")
