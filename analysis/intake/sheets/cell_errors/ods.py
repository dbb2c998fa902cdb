"""Of an ODS sheet, by an event parser; a document that has neither a formula nor an error is only searched as bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from xml.parsers import expat

from analysis.intake.sheets.cell_errors.xlsx import holds
from analysis.intake.sheets.formatting.ods import CHUNK, MOST_ROWS, count, refuse

_NEEDLES = (b"table:formula=", b'calcext:value-type="error"')
_CELLS = ("table:table-cell", "table:covered-table-cell")
_SHOWN = re.compile(r"#[A-ZА-ЯЁ0-9/]+[!?]?|(?:Err|Ошибка|Ош):\s?\d+", re.IGNORECASE)
_OTHER = "#ERROR!"  # of an error that shows as text that no other program knows, such as Err:502
_WIDEST = 16_384  # columns


class _ErrorCells:
    """Collects failed cells while the parser passes by."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.inside = self.done = False
        self.row = self.column = 0
        self.rows = self.columns = 1
        self.cell: Mapping[str, str] | None = None  # a formula or an error, until it ends
        self.text: list[str] = []
        self.errors: dict[tuple[int, int], str] = {}
        self.valueless: set[tuple[int, int]] = set()

    def start(self, tag: str, said: Mapping[str, str]) -> None:
        if tag == "table:table":
            self.inside = not self.done and said.get("table:name") == self.sheet
        elif not self.inside:
            return
        elif tag == "table:table-row":
            self.rows, self.column = count(said, "table:number-rows-repeated"), 0
        elif tag in _CELLS:
            self.columns = count(said, "table:number-columns-repeated")
            is_error = said.get("calcext:value-type") == "error"
            self.cell = dict(said) if is_error or "table:formula" in said else None
            self.text = []

    def said(self, text: str) -> None:
        if self.cell is not None and sum(map(len, self.text)) < 100:
            self.text.append(text)

    def end(self, tag: str) -> None:
        if not self.inside:
            return
        if tag in _CELLS:
            if self.cell is not None:
                self._judge(self.cell, "".join(self.text).strip())
            self.cell = None
            self.column += self.columns
        elif tag == "table:table-row":
            self.row += self.rows
        elif tag == "table:table":
            self.inside, self.done = False, True

    def _judge(self, cell: Mapping[str, str], shown: str) -> None:
        if self.column >= _WIDEST or self.row >= MOST_ROWS:
            return
        rows = range(self.row, self.row + min(self.rows, MOST_ROWS - self.row))
        columns = range(self.column, min(self.column + self.columns, _WIDEST))
        places = [(r, c) for r in rows for c in columns]
        if cell.get("calcext:value-type") == "error" or _SHOWN.fullmatch(shown):
            self.errors.update(
                dict.fromkeys(
                    places, shown if shown.startswith("#") and _SHOWN.fullmatch(shown) else _OTHER
                )
            )
        elif "office:value-type" not in cell and not shown:
            self.valueless.update(places)


def failed(
    archive: zipfile.ZipFile, sheet: str
) -> tuple[dict[tuple[int, int], str], frozenset[tuple[int, int]]]:
    """The error cells with what they show, and the formulas without a value."""
    if not holds(archive, "content.xml", _NEEDLES):
        return {}, frozenset()
    found = _ErrorCells(sheet)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
    parser.CharacterDataHandler = found.said
    parser.EntityDeclHandler = refuse
    with archive.open("content.xml") as file:
        while not found.done and (chunk := file.read(CHUNK)):
            parser.Parse(chunk)
    return found.errors, frozenset(found.valueless)
