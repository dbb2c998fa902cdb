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
    cells: list[str] = []
    opened: list[str] = []  # pieces of a cell in quotation marks whose end is yet to come
    marks = 0  # in these pieces
    for piece in line.split(delimiter):
        if not opened and not piece.lstrip(" ").startswith('"'):
            cells.append(piece)
            continue
        opened.append(piece)
        marks += piece.count('"')
        if marks % 2:
            continue
        found = _QUOTED.fullmatch(delimiter.join(opened))
        if not found:
            return None
        cells.append(found[1].replace('""', '"'))
        opened, marks = [], 0
    return None if opened else cells


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
    text = line
    for used, more in enumerate(waiting, start=2):
        text += "\n" + more
        if '"' in more:
            cells = split(text, delimiter)
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
