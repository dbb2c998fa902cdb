"""Of an ODS sheet (or the same XML as one flat file), by an event parser: the cell says its currency, else its style does."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from xml.parsers import expat

from analysis.intake.currency import by_sign
from analysis.intake.sheets.cell_formats.codes import PERCENT, PERCENT_SIGN
from analysis.intake.sheets.formatting.ods import CHUNK, MOST_ROWS, count, refuse

Place = tuple[int, int]
_STYLES = ("number:currency-style", "number:percentage-style", "number:number-style")
_CELLS = ("table:table-cell", "table:covered-table-cell")
_NUMERIC = ("float", "currency", "percentage")
_WIDEST = 16_384
MOST = 2_000_000  # cells


class Styles:
    """Number formats of a document by name, and which of them a cell's style has; in the course of being read."""

    def __init__(self) -> None:
        self.shown: dict[str, str] = {}  # data style → what it shows
        self.data_style: dict[str, str] = {}  # cell style → data style
        self.parent: dict[str, str] = {}
        self.name = self.kind = ""
        self.text: list[str] | None = None

    def start(self, tag: str, said: Mapping[str, str]) -> None:
        if tag in _STYLES:
            self.name, self.kind = said.get("style:name", ""), tag
            self.shown[self.name] = PERCENT if tag == "number:percentage-style" else ""
        elif tag in ("number:currency-symbol", "number:text") and self.name:
            self.text = []
        elif tag == "style:style" and said.get("style:family") == "table-cell":
            name = said.get("style:name", "")
            if "style:data-style-name" in said:
                self.data_style[name] = said["style:data-style-name"]
            self.parent[name] = said.get("style:parent-style-name", "")

    def said(self, text: str) -> None:
        if self.text is not None and len(self.text) < 100:
            self.text.append(text)

    def end(self, tag: str) -> None:
        if tag in ("number:currency-symbol", "number:text") and self.text is not None:
            words = "".join(self.text).replace("\u00a0", " ").strip()
            sign = PERCENT_SIGN if "%" in words else by_sign(words)
            self.shown[self.name] = self.shown.get(self.name) or sign
            self.text = None
        elif tag in _STYLES:
            self.name = ""

    def of_cell(self, style: str) -> str:
        for _ in range(5):
            if style in self.data_style:
                return self.shown.get(self.data_style[style], "")
            style = self.parent.get(style, "")
        return ""


class _FormattedCells:
    """Collects the places of one sheet's cells while the parser passes by."""

    def __init__(self, sheet: str, unless: Collection[str]) -> None:
        self.sheet, self.unless = sheet, unless
        self.styles = Styles()
        self.inside = self.done = False
        self.row = self.column = 0
        self.rows = 1
        self.row_style = ""
        self.column_styles: list[
            tuple[int, str]
        ] = []  # the column behind the last one with the style, the style
        self.found: dict[Place, str] = {}

    def start(self, tag: str, said: Mapping[str, str]) -> None:
        if tag == "table:table":
            self.inside = not self.done and said.get("table:name") == self.sheet
        elif not self.inside:
            self.styles.start(tag, said)
        elif tag == "table:table-column":
            before = self.column_styles[-1][0] if self.column_styles else 0
            many = count(said, "table:number-columns-repeated")
            self.column_styles.append(
                (before + many, said.get("table:default-cell-style-name", ""))
            )
        elif tag == "table:table-row":
            self.rows, self.column = count(said, "table:number-rows-repeated"), 0
            self.row_style = said.get("table:default-cell-style-name", "")
        elif tag in _CELLS:
            many = count(said, "table:number-columns-repeated")
            if (
                said.get("office:value-type") in _NUMERIC
                and (shown := self._shown(said))
                and shown not in self.unless
            ):
                self._put(shown, many)
            self.column += many

    def _shown(self, said: Mapping[str, str]) -> str:
        if said["office:value-type"] == "percentage":
            return PERCENT
        own = by_sign(said.get("office:currency", "")) or said.get("office:currency", "")
        style = said.get("table:style-name") or self.row_style or self._of_column()
        return own or self.styles.of_cell(style)

    def _of_column(self) -> str:
        return next((style for behind, style in self.column_styles if self.column < behind), "")

    def _put(self, shown: str, many: int) -> None:
        for row in range(self.row, min(self.row + self.rows, MOST_ROWS)):
            for column in range(self.column, min(self.column + many, _WIDEST)):
                if len(self.found) < MOST:
                    self.found[row, column] = shown

    def end(self, tag: str) -> None:
        if not self.inside:
            self.styles.end(tag)
        elif tag == "table:table-row":
            self.row += self.rows
        elif tag == "table:table":
            self.inside, self.done = False, True


def places(archive: zipfile.ZipFile, sheet: str, unless: Collection[str]) -> Mapping[Place, str]:
    """Cell → what its format shows, but for what is in `unless`."""
    parts = [name for name in ("styles.xml", "content.xml") if name in archive.namelist()]
    return _passed(sheet, unless, (_chunks(archive, name) for name in parts))


def flat_places(path: Path, sheet: str, unless: Collection[str]) -> Mapping[Place, str]:
    """The same of a flat file; raises ExpatError."""
    with path.open("rb") as file:
        return _passed(sheet, unless, [iter(lambda: file.read(CHUNK), b"")])


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterable[bytes]:
    with archive.open(name) as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _passed(
    sheet: str, unless: Collection[str], documents: Iterable[Iterable[bytes]]
) -> Mapping[Place, str]:
    found = _FormattedCells(sheet, unless)
    for document in documents:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
        parser.CharacterDataHandler = found.styles.said
        parser.EntityDeclHandler = refuse
        for chunk in document:
            parser.Parse(chunk)
            if found.done:
                break
    return found.found
