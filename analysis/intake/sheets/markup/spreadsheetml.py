"""The XML of Excel 2002/2003: numbers, dates and errors are typed; by an event parser that refuses entities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat

from analysis.intake.sheets.cell_formats.codes import meaning
from analysis.intake.sheets.formatting.ods import refuse
from analysis.intake.sheets.grid import Cell
from analysis.intake.sheets.markup.markup_tables import MOST_COLUMNS, MarkupTable

_SS = "urn:schemas-microsoft-com:office:spreadsheet "
_EXCEL = "urn:schemas-microsoft-com:office:excel "
_CHUNK = 1 << 20
_NO_DAYS = (dt.date(1899, 12, 30), dt.date(1899, 12, 31))  # of a time without a date


class _Workbook:
    """Collects sheets while the parser passes by."""

    def __init__(self) -> None:
        self.tables: list[MarkupTable] = []
        self.row = self.column = -1
        self.cell: Mapping[str, str] | None = None
        self.type = ""  # of the data being read
        self.text: list[str] = []
        self.value: Cell = ""
        self.has_data = self.aside = self.is_visible = False
        self.style = ""  # being read
        self.styles: dict[str, str] = {}  # what each one's number format shows
        self.whole = self.line = ""  # styles of the sheet and of the row
        self.columns: dict[int, str] = {}  # styles of columns
        self.last = -1  # column of which the sheet's head spoke last

    def start(self, tag: str, said: Mapping[str, str]) -> None:
        if tag == f"{_SS}Worksheet":
            self.tables.append(
                MarkupTable(said.get(f"{_SS}Name") or f"Sheet{len(self.tables) + 1}")
            )
            self.row, self.last, self.columns, self.whole = -1, -1, {}, ""
        elif tag == f"{_SS}Style":
            self.style = said.get(f"{_SS}ID", "")
            self.styles[self.style] = self.styles.get(said.get(f"{_SS}Parent", ""), "")
        elif tag == f"{_SS}NumberFormat":
            self.styles[self.style] = meaning(said.get(f"{_SS}Format", ""))
        elif tag == f"{_SS}Table":
            self.whole = said.get(f"{_SS}StyleID", "")
        elif tag == f"{_SS}Column":
            first = _at(said, self.last)
            self.last = first + _count(said, "Span")
            if style := said.get(f"{_SS}StyleID"):
                self.columns |= dict.fromkeys(range(first, min(self.last + 1, MOST_COLUMNS)), style)
        elif tag == f"{_SS}Row":
            self.row, self.column, self.line = (
                _at(said, self.row),
                -1,
                said.get(f"{_SS}StyleID", ""),
            )
        elif tag == f"{_SS}Cell":
            self.cell, self.column = dict(said), _at(said, self.column)
            self.value, self.has_data = "", False
        elif tag == f"{_SS}Comment":
            self.aside = True
        elif tag == f"{_SS}Data" and self.cell is not None and not self.aside:
            self.type, self.text, self.has_data = said.get(f"{_SS}Type", "String"), [], True
        elif tag == f"{_EXCEL}Visible":
            self.is_visible, self.text = True, []

    def said(self, text: str) -> None:
        if self.type or self.is_visible:
            self.text.append(text)

    def end(self, tag: str) -> None:
        if tag == f"{_SS}Data" and self.type:
            self.value, self.type = _value(self.type, "".join(self.text)), ""
        elif tag == f"{_SS}Comment":
            self.aside = False
        elif tag == f"{_EXCEL}Visible" and self.tables:
            self.tables[-1].hidden = "Hidden" in "".join(self.text)
            self.is_visible = False
        elif tag == f"{_SS}Cell" and self.cell is not None and self.tables:
            self._put(self.cell)
            self.cell = None

    def _put(self, cell: Mapping[str, str]) -> None:
        table = self.tables[-1]
        across, down = _count(cell, "MergeAcross"), _count(cell, "MergeDown")
        if self.has_data or across or down:
            table.put(self.row, self.column, self.value)
            style = (
                cell.get(f"{_SS}StyleID")
                or self.line
                or self.columns.get(self.column)
                or self.whole
            )
            if isinstance(self.value, float) and (sign := self.styles.get(style)):
                table.shown[self.row, self.column] = sign
        if f"{_SS}Formula" in cell and not self.has_data:
            table.put(self.row, self.column, "")
            table.valueless.append((self.row, self.column))
        if across or down:
            table.merged.append((self.row, self.column, self.row + down, self.column + across))
        self.column += across


def tables(path: Path) -> list[MarkupTable]:
    """The sheets; raises ExpatError, ValueError or TooLarge."""
    found = _Workbook()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
    parser.CharacterDataHandler = found.said
    parser.EntityDeclHandler = refuse
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk)
    parser.Parse(b"", True)
    return [table.closed() for table in found.tables]


def _at(said: Mapping[str, str], before: int) -> int:
    index = said.get(f"{_SS}Index", "")
    return max(before + 1, int(index) - 1) if index.isdecimal() and len(index) < 9 else before + 1


def _count(said: Mapping[str, str], name: str) -> int:
    value = said.get(f"{_SS}{name}", "")
    return int(value) if value.isdecimal() and len(value) < 6 else 0


def _value(kind: str, text: str) -> Cell:
    text = text.strip() if kind != "String" else text
    if kind == "Number":
        return float(text)
    if kind == "Boolean":
        return text == "1"
    if kind == "DateTime":
        moment = dt.datetime.fromisoformat(text)
        if moment.date() in _NO_DAYS:
            return moment.time()
        return moment.date() if moment.time() == dt.time() else moment
    return text
