"""The tables of a web page, all cells as text unless Excel wrote the number beside it (x:num).

No tree is built: the few tags that make a table are searched for, each within bounds, so that no page takes more than its length.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from analysis.intake.sheets.grid import Cell
from analysis.intake.sheets.markup.markup_tables import MarkupTable
from analysis.intake.sheets.markup.page_formats import PageFormats, with_sign

_TAG = re.compile(
    r"<(?:(!--)|(/?)(table|tr|td|th|br|p|div|li|script|style)\b([^<>]{0,4000})>)", re.IGNORECASE
)
_MARKUP = re.compile(r"<[/!?a-zA-Z][^<>]{0,4000}>")
_SPAN = re.compile(r"""\b(col|row)span\s*+=\s*+["']?\s*+(\d{1,5})""", re.IGNORECASE)
_NUMBER = re.compile(
    r"""\bx:num\s*+=\s*+["']?\s*+([-+]?\d{1,20}(?:\.\d{1,20})?(?:e[-+]?\d{1,3})?)["'\s]?""",
    re.IGNORECASE,
)
_BREAKS = ("br", "p", "div", "li")


@dataclass
class _Open:
    """A table whose end isn't reached yet."""

    table: MarkupTable
    formats: PageFormats
    row: int = -1
    column: int = 0
    attributes: str | None = None  # of the cell being read
    text: list[str] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(
        default_factory=set
    )  # places that cells above reach down into

    def next_row(self) -> None:
        self.end_cell()
        self.row, self.column = self.row + 1, 0

    def next_cell(self, attributes: str) -> None:
        self.end_cell()
        self.row = max(self.row, 0)
        self.attributes, self.text = attributes, []

    def end_cell(self) -> None:
        if self.attributes is None:
            return
        spans = {kind.lower(): max(1, int(n)) for kind, n in _SPAN.findall(self.attributes)}
        across, down = spans.get("col", 1), min(spans.get("row", 1), 65_536)
        while (self.row, self.column) in self.taken:
            self.column += 1
        value, sign = _value(self.attributes, "".join(self.text)), self.formats.of(self.attributes)
        if sign and isinstance(value, str):
            value = with_sign(value, sign)
        self.table.put(self.row, self.column, value)
        if sign and isinstance(value, float):
            self.table.shown[self.row, self.column] = sign
        if across > 1:
            self.table.put(self.row, self.column + across - 1, "")
        if down > 1:
            self.taken |= {
                (self.row + r, self.column + c)
                for r in range(1, min(down, 1000))
                for c in range(min(across, 100))
            }
        if across > 1 or down > 1:
            self.table.merged.append(
                (self.row, self.column, self.row + down - 1, self.column + across - 1)
            )
        self.column += across
        self.attributes = None


def tables(text: str, styles: str = "") -> list[MarkupTable]:
    """Tables with at least two rows of two cells, in the order of their beginnings; raises TooLarge.

    `styles`: rules of a style sheet beside the page.
    """
    found: list[MarkupTable] = []
    formats = PageFormats.read(text, styles)
    stack: list[_Open] = []
    at = 0
    while tag := _TAG.search(text, at):
        inner = stack[-1] if stack else None
        if inner and inner.attributes is not None:
            inner.text.append(text[at : tag.start()])
        at = tag.end()
        if tag.group(1):
            at = _after(text, "-->", at)
            continue
        is_end, name, attributes = bool(tag.group(2)), tag.group(3).lower(), tag.group(4)
        if name in ("script", "style"):
            at = at if is_end else _after(text, f"</{name}", at)
        elif name == "table" and not is_end:
            stack.append(_Open(MarkupTable(""), formats))
            found.append(stack[-1].table)
        elif inner is None:
            continue
        elif name == "table":
            inner.end_cell()
            stack.pop()
        elif name == "tr":
            inner.end_cell() if is_end else inner.next_row()
        elif name in ("td", "th"):
            inner.end_cell() if is_end else inner.next_cell(attributes)
        elif name in _BREAKS and inner.attributes is not None:
            inner.text.append(" ")
    for open_ in stack:
        open_.end_cell()
    whole = [t for t in found if sum(sum(c != "" for c in row) > 1 for row in t.rows) > 1]
    for number, table in enumerate(whole, start=1):
        table.name = f"table {number}"
    return [table.closed() for table in whole]


def _after(text: str, end: str, at: int) -> int:
    place = text.find(end, at)
    return len(text) if place < 0 else place + len(end)


def _value(attributes: str, text: str) -> Cell:
    number = _NUMBER.search(attributes)
    if number:
        return float(number.group(1))
    return " ".join(html.unescape(_MARKUP.sub("", text)).replace("\u00a0", " ").split())
