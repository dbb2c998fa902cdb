"""Looks of an ODS sheet: nested row groups, indents as margins of cell styles, hidden rows; by an event parser.

A document that has none of them is only searched as bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from xml.parsers import expat

from analysis.intake.sheets.cell_errors.xlsx import holds
from analysis.intake.sheets.formatting.xlsx import INDENTED_WITHIN, MOST, is_red
from analysis.intake.sheets.grid import Looks

CHUNK = 1 << 20
MOST_ROWS = 1_048_576
_NEEDLES = (b"table-row-group", b"visibility", b"-spanned", b"margin-left", b"fo:color")
_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96}


class _Refused(ValueError):
    """An entity is declared: no spreadsheet program writes one."""


class _FormattedRows:
    """Collects looks while the parser passes by."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.inside = self.done = False
        self.depth = self.row = self.position = 0
        self.times = 1
        self.style = ""  # the cell style that is being described
        self.row_style = ""
        self.indent_of: dict[str, int] = {}
        self.red_styles: set[str] = set()
        self.levels: dict[int, int] = {}
        self.indents: dict[tuple[int, int], int] = {}
        self.hidden: set[int] = set()
        self.red: set[tuple[int, int]] = set()
        self.merged: list[tuple[int, int, int, int]] = []

    def start(self, tag: str, said: Mapping[str, str]) -> None:
        if self.done:
            return
        if tag == "style:style":
            self.style = said.get("style:name", "")
        elif tag == "style:paragraph-properties" and self.style:
            self._indent(said.get("fo:margin-left", ""))
        elif (
            tag == "style:text-properties"
            and self.style
            and is_red(said.get("fo:color", "").lstrip("#"))
        ):
            self.red_styles.add(self.style)
        elif tag == "table:table":
            self.inside = said.get("table:name") == self.sheet
        elif not self.inside:
            return
        elif tag == "table:table-row-group":
            self.depth += 1
        elif tag == "table:table-row":
            self._row(said)
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._cell(said)

    def _indent(self, margin: str) -> None:
        length = re.fullmatch(r"([\d.]{1,9})(\w\w)", margin)
        if length and length.group(2) in _MILLIMETRES:
            tenths = round(float(length.group(1)) * _MILLIMETRES[length.group(2)] * 10)
            if tenths > 0:
                self.indent_of[self.style] = tenths

    def _row(self, said: Mapping[str, str]) -> None:
        self.times, self.position = count(said, "table:number-rows-repeated"), 0
        self.row_style = said.get("table:default-cell-style-name", "")
        span = range(self.row, min(self.row + self.times, MOST_ROWS))
        if self.depth and len(self.levels) < MOST_ROWS:
            self.levels.update(dict.fromkeys(span, self.depth))
        if said.get("table:visibility") in ("collapse", "filter"):
            self.hidden.update(span)

    def _cell(self, said: Mapping[str, str]) -> None:
        many = count(said, "table:number-columns-repeated")
        style = said.get("table:style-name", self.row_style)
        if self.times == 1 and many <= MOST and len(self.indents) + len(self.red) < MOST:
            if style in self.indent_of:
                places = range(self.position, min(self.position + many, INDENTED_WITHIN))
                self.indents.update({(self.row, p): self.indent_of[style] for p in places})
            if style in self.red_styles:
                self.red.update((self.row, p) for p in range(self.position, self.position + many))
        down, across = (
            count(said, "table:number-rows-spanned"),
            count(said, "table:number-columns-spanned"),
        )
        if (down, across) != (1, 1) and len(self.merged) < MOST:
            self.merged.append(
                (self.row, self.position, self.row + down - 1, self.position + across - 1)
            )
        self.position += many

    def end(self, tag: str) -> None:
        if tag == "style:style":
            self.style = ""
        elif self.inside and tag == "table:table-row-group":
            self.depth -= 1
        elif self.inside and tag == "table:table-row":
            self.row += self.times
        elif self.inside and tag == "table:table":
            self.inside, self.done = False, True


def ods_looks(archive: zipfile.ZipFile, sheet: str) -> Looks:
    if not holds(archive, "content.xml", _NEEDLES):
        return Looks()
    found = _FormattedRows(sheet)
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
    parser.EntityDeclHandler = refuse
    try:
        with archive.open("content.xml") as file:
            while not found.done and (chunk := file.read(CHUNK)):
                parser.Parse(chunk)
    except (expat.ExpatError, _Refused):
        return Looks()
    return Looks(
        found.levels,
        found.indents,
        frozenset(found.hidden),
        frozenset(found.red),
        tuple(found.merged),
    )


def refuse(*declared: object) -> None:
    raise _Refused


def count(said: Mapping[str, str], name: str) -> int:
    value = said.get(name, "1")
    return max(1, int(value)) if value.isdigit() and len(value) < 8 else 1
