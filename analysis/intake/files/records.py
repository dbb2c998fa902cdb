"""Text into records, one by one and with every line accounted for: slower than DuckDB's reader, and never silent.

Used for a file's first rows, and for the whole file where its quotes, cell counts or bytes are in trouble.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from analysis.intake import reasons

LONGEST_LINE = 4_000_000  # bytes
_BROKEN = re.compile("[\udc80-\udcff]")  # what undecodable bytes become
LONGEST_RECORD = 100  # lines that one pair of quotation marks may span
_QUOTED = re.compile(r' *"((?:[^"]|"")*)" *')


@dataclass(frozen=True)
class TextRecord:
    row: int  # the first physical line, from 1
    cells: list[str]
    fault: str | None = None  # a reason; then `cells` is the best reading of the line
    lines: int = 1


def split(line: str, delimiter: str) -> list[str] | None:
    """The cells of one record, or None where a quotation mark is opened and never closed properly."""
    if '"' not in line:
        return line.split(delimiter)
    found = _Cells(delimiter)
    found.add(line)
    return found.all


class _Cells:
    """The cells of a text that comes line by line; each sign of it is looked at once."""

    def __init__(self, delimiter: str) -> None:
        self._delimiter = delimiter
        self._done: list[str] = []
        self._last: list[str] = []  # pieces of a cell that may go on
        self._marks = 0  # in these pieces
        self._first = ""  # the first sign of the cell that is no blank
        self.is_spoilt = False  # whatever follows

    def add(self, text: str) -> None:
        first, *others = text.split(self._delimiter)
        self._append(first)
        for piece in others:
            if self._is_quoted and self._marks % 2:
                self._append(self._delimiter)
            elif (cell := self._cell) is None:
                self.is_spoilt = True
                return
            else:
                self._done.append(cell)
                self._last, self._marks, self._first = [], 0, ""
            self._append(piece)

    def _append(self, piece: str) -> None:
        self._last.append(piece)
        self._first = self._first or piece.lstrip(" ")[:1]
        self._marks += piece.count('"')

    @property
    def _is_quoted(self) -> bool:
        return self._first == '"'

    @property
    def _cell(self) -> str | None:
        """The last cell, if it ends here; None where its quotation marks are in trouble."""
        text = "".join(self._last)
        if not self._is_quoted:
            return text
        found = None if self._marks % 2 else _QUOTED.fullmatch(text)
        return found and found[1].replace('""', '"')

    @property
    def all(self) -> list[str] | None:
        """The cells, if the text ends here; None where it can't."""
        cell = None if self.is_spoilt or (self._is_quoted and self._marks % 2) else self._cell
        return None if cell is None else [*self._done, cell]


def records(
    lines: Iterator[str],
    delimiter: str,
    *,
    start: int = 1,
    width: int | None = None,
    least: int = 0,
) -> Iterator[TextRecord]:
    """Records out of lines without their ends; blank lines give none. `width` also judges the count of cells.

    `least`: so many cells will do (a header without the separator that ends every row).
    """
    waiting: list[str] = []
    row = start - 1
    while True:
        line = waiting.pop(0) if waiting else next(lines, None)
        if line is None:
            return
        row += 1
        if not line or (line.isspace() and delimiter not in line):
            continue
        cells = split(line, delimiter)
        used = 1
        if cells is None:
            cells, used = _joined(line, lines, waiting, delimiter, width, least or width or 0)
        if cells is None:
            yield TextRecord(row, line.split(delimiter), reasons.OPEN_QUOTE)
            continue
        yield TextRecord(row, *_judged(line, cells, width, least or width or 0), used)
        row += used - 1


def _joined(
    line: str,
    lines: Iterator[str],
    waiting: list[str],
    delimiter: str,
    width: int | None,
    least: int,
) -> tuple[list[str] | None, int]:
    """The record that goes on in the next lines, if it closes soon and with the right number of cells."""
    waiting.extend(islice(lines, max(0, LONGEST_RECORD - len(waiting))))
    found = _Cells(delimiter)
    found.add(line)
    for used, more in enumerate(waiting, start=2):
        if found.is_spoilt:
            break
        found.add(f"\n{more}")
        if '"' in more:
            cells = found.all
            if cells is not None and (width is None or least <= len(cells) <= width):
                del waiting[: used - 1]
                return cells, used
    return None, 1


def _judged(
    line: str, cells: list[str], width: int | None, least: int
) -> tuple[list[str], str | None]:
    if not line.isascii() and _BROKEN.search(line):
        return [
            c.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for c in cells
        ], reasons.BROKEN_BYTES
    if len(line) >= LONGEST_LINE:
        return [c[:1000] for c in cells[:100]], reasons.LONG_LINE
    if width is None or least <= len(cells) <= width:
        return cells, None
    blank = not any(c.strip() for c in cells)
    if len(cells) < least:
        return cells, None if blank else reasons.FEWER_CELLS
    if any(c.strip() for c in cells[width:]):
        return cells, reasons.MORE_CELLS
    return cells[:width], None


def lines_of(path: Path, skip: int = 0) -> Iterator[str]:
    """The lines of a UTF-8 file; broken bytes come as lone surrogates; a line too long is cut, never held whole."""
    with path.open("rb") as file:
        number = 0
        while piece := file.readline(LONGEST_LINE):
            number += 1
            while len(piece) == LONGEST_LINE and not piece.endswith(b"\n"):
                rest = file.readline(LONGEST_LINE)
                if not rest or rest.endswith(b"\n"):
                    break
            if number <= skip:
                continue
            text = piece.decode("utf-8", "surrogateescape")
            if number == 1:
                text = text.removeprefix("\ufeff")
            yield text.rstrip("\r\n")
