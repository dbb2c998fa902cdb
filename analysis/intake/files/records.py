"""Text into records, one by one and with every line accounted for: slower than DuckDB's reader, and never silent.

Used for a file's first rows, and for the whole file where its quotes, cell counts or bytes are in trouble.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from analysis.intake import reasons

LONGEST_LINE = 4_000_000  # bytes
_BROKEN = re.compile("[\udc80-\udcff]")  # what undecodable bytes become
LONGEST_RECORD = 100  # lines that one pair of quotation marks may span


@dataclass(frozen=True)
class TextRecord:
    row: int  # the first physical line, from 1
    cells: list[str]
    fault: str | None = None  # a reason; then `cells` is the best reading of the line
    lines: int = 1


@cache
def _field(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    edge = re.escape(delimiter)
    return re.compile(rf' *"((?:[^"]|"")*)" *(?:{edge}|$)'), re.compile(rf"[^{edge}]*")


def split(line: str, delimiter: str) -> list[str] | None:
    """The cells of one record, or None where a quotation mark is opened and never closed properly."""
    if '"' not in line:
        return line.split(delimiter)
    quoted, bare = _field(delimiter)
    cells: list[str] = []
    position = 0
    while True:
        start = position
        while start < len(line) and line[start] == " ":
            start += 1
        if start < len(line) and line[start] == '"':
            found = quoted.match(line, position)
            if not found:
                return None
            cells.append(found.group(1).replace('""', '"'))
            position = found.end()
            if not found.group(0).endswith(delimiter) or (
                position == len(line) and line[-1] != delimiter
            ):
                return cells
        else:
            found = bare.match(line, position)
            end = found.end() if found else len(line)
            cells.append(line[position:end])
            if end == len(line):
                return cells
            position = end + 1
        if position == len(line):
            cells.append("")
            return cells


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
