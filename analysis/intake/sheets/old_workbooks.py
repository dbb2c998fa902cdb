"""XLS of Excel 5 and 95: texts of eight bits, whose code page the file names wrongly or not at all; their letters tell which it is."""

from __future__ import annotations

import io

import python_calamine

from analysis.intake.files.workbook_file import WorkbookFile
from analysis.intake.sheets.cell_errors.xls import CODEPAGE, Workbook
from analysis.intake.sheets.details import DAMAGE, Details
from analysis.intake.sheets.grid import Cell, SheetDetails
from analysis.intake.sheets.markup import Book, SheetMetadata
from analysis.intake.sheets.markup.markup_tables import MarkupTable

_WEST = (1252).to_bytes(2, "little")


class OldBook(Book):
    """A workbook as calamine gives it, its texts read once more in their real encoding."""

    def __init__(
        self, file: WorkbookFile, book: python_calamine.CalamineWorkbook, said: str, real: str
    ) -> None:
        self.file, self.book, self.said, self.real = file, book, said, real
        self.tables: dict[str, MarkupTable] = {}
        self.own_names = {self._text(name): name for name in book.sheet_names}
        self.sheet_names = list(self.own_names)
        self.sheets_metadata = [
            SheetMetadata(self._text(s.name), s.visible, s.typ) for s in book.sheets_metadata
        ]

    def rows(self, name: str) -> tuple[list[list[Cell]], list[tuple[int, int, int, int]]]:
        sheet = self.book.get_sheet_by_name(self.own_names[name])
        cells: list[list[Cell]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
        rows = [[self._text(c) if isinstance(c, str) else c for c in row] for row in cells]
        merged = sheet.merged_cell_ranges or []
        return rows, [(top, left, bottom, right) for (top, left), (bottom, right) in merged]

    def details(self, name: str) -> SheetDetails:
        return Details(self.file, name)

    def _text(self, text: str) -> str:
        if text.isascii():
            return text
        return b"".join(_byte(char, self.said) for char in text).decode(self.real, "replace")


def _byte(char: str, encoding: str) -> bytes:
    """The byte that was read as this character; what an encoding has no character for was read by its number."""
    try:
        return char.encode(encoding)
    except UnicodeEncodeError:
        return bytes([ord(char)]) if ord(char) < 256 else b"?"


def opened(file: WorkbookFile) -> python_calamine.CalamineWorkbook:
    """The workbook where its code page is none that exists, read as if it named that of the west; raises ValueError."""
    content = file.content
    old = Workbook.of(content)
    at = next((at for code, at, _ in old.records(0) if code == CODEPAGE), 0)
    place = (
        content.find(old.stream[:at]) + at if 0 < at < 500 else 0
    )  # in the stream's first sector
    if not old.is_old or place < at:
        raise ValueError("not for want of a code page")
    return python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(content[:place] + _WEST + content[place + 2 :])
    )


def reread(
    file: WorkbookFile, book: python_calamine.CalamineWorkbook
) -> python_calamine.CalamineWorkbook | OldBook:
    """The workbook itself, unless its texts are in another encoding than they were read in."""
    try:
        old = Workbook.of(file.content)
        if not old.is_old or old.encoding == old.said_encoding:
            return book
        return OldBook(file, book, old.said_encoding, old.encoding)
    except DAMAGE:
        return book
