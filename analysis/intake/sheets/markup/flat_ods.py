"""A flat ODS (.fods): the XML of an ODS in one file without an archive; by an event parser that refuses entities."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat

from analysis.intake.sheets.formatting.ods import CHUNK, count, refuse
from analysis.intake.sheets.grid import Cell
from analysis.intake.sheets.markup.markup_tables import (
    MOST_CELLS,
    MOST_COLUMNS,
    MarkupTable,
    TooLarge,
)

MARK = b"<office:document"
_TIME = re.compile(r"PT(\d{1,5})H(\d{1,2})M(\d{1,2})")
RecordedDecision = list[tuple[int, Cell, int]]  # column, value, how many columns
_CELLS = ("table:table-cell", "table:covered-table-cell")


class _Document:
    """Collects sheets while the parser passes by."""

    def __init__(self) -> None:
        self.tables: list[MarkupTable] = []
        self.hidden: set[str] = set()  # styles of sheets that aren't shown
        self.style = ""
        self.row = self.column = self.aside = 0
        self.rows = 1
        self.cell: Mapping[str, str] | None = None
        self.text: list[str] = []
        self.kept: RecordedDecision = []  # of the row
        self.laid_out: list[
            tuple[MarkupTable, int, int, RecordedDecision]
        ] = []  # rows of a sheet: first, how many, what each holds
        self.cells = 0  # of them all, empty ones among them

    def start(self, tag: str, said: Mapping[str, str]) -> None:
        if tag == "style:style":
            self.style = said.get("style:name", "")
        elif tag == "style:table-properties" and said.get("table:display") == "false":
            self.hidden.add(self.style)
        elif tag == "table:table":
            table = MarkupTable(said.get("table:name") or f"Sheet{len(self.tables) + 1}")
            table.hidden = said.get("table:style-name") in self.hidden
            self.tables.append(table)
            self.row = 0
        elif tag == "table:table-row":
            self.rows, self.column, self.kept = count(said, "table:number-rows-repeated"), 0, []
        elif tag in _CELLS:
            self.cell, self.text = dict(said), []
        elif tag == "office:annotation":
            self.aside += 1
        elif tag == "text:s" and not self.aside:
            self.text.append(" " * min(count(said, "text:c"), 1000))
        elif tag in ("text:tab", "text:line-break") or (tag == "text:p" and self.text):
            self.text.append(" ")

    def said(self, text: str) -> None:
        if self.cell is not None and not self.aside:
            self.text.append(text)

    def end(self, tag: str) -> None:
        if tag == "office:annotation":
            self.aside -= 1
        elif tag in _CELLS and self.cell is not None and self.tables:
            self._keep(self.cell)
            self.cell = None
        elif tag == "table:table-row" and self.tables:
            if self.kept:
                self._put()
            self.row += self.rows

    def _keep(self, cell: Mapping[str, str]) -> None:
        many = count(cell, "table:number-columns-repeated")
        shown = "".join(self.text).strip()
        value = _value(cell, shown)
        down, across = (
            count(cell, "table:number-rows-spanned"),
            count(cell, "table:number-columns-spanned"),
        )
        if (down, across) != (1, 1):
            self.tables[-1].merged.append(
                (self.row, self.column, self.row + down - 1, self.column + across - 1)
            )
        if "table:formula" in cell and "office:value-type" not in cell and not shown:
            self.tables[-1].valueless.append((self.row, self.column))
        if value != "" or "table:formula" in cell:
            self.kept.append((self.column, value, min(many, MOST_COLUMNS)))
        self.column += many

    def _put(self) -> None:
        """Counts the cells that the row repeats to; they are made once the whole document is known to be no bomb."""
        self.cells += self.rows * max(column + many for column, _, many in self.kept)
        if self.cells > MOST_CELLS:
            raise TooLarge
        self.laid_out.append((self.tables[-1], self.row, self.rows, self.kept))

    def make(self) -> None:
        for table, first, rows, kept in self.laid_out:
            for row in range(first, first + rows):
                for column, value, many in kept:
                    for place in range(column, column + many):
                        table.put(row, place, value)


def tables(path: Path) -> list[MarkupTable]:
    """The sheets; raises ExpatError, ValueError or TooLarge."""
    found = _Document()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
    parser.CharacterDataHandler = found.said
    parser.EntityDeclHandler = refuse
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            parser.Parse(chunk)
    parser.Parse(b"", True)
    found.make()
    return [table.closed() for table in found.tables if table.rows]


def _value(cell: Mapping[str, str], shown: str) -> Cell:
    kind = cell.get("office:value-type", "")
    if cell.get("calcext:value-type") == "error":
        return shown if shown.startswith("#") else "#ERROR!"
    if kind in ("float", "currency", "percentage"):
        return float(cell.get("office:value", ""))
    if kind == "date":
        moment = dt.datetime.fromisoformat(cell.get("office:date-value", ""))
        return moment.date() if moment.time() == dt.time() else moment
    if kind == "time" and (found := _TIME.match(cell.get("office:time-value", ""))):
        hours, minutes, seconds = map(int, found.groups())
        return (
            dt.time(hours, minutes, seconds)
            if hours < 24
            else dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
        )
    if kind == "boolean":
        return cell.get("office:boolean-value") == "true"
    return cell.get("office:string-value", shown)
