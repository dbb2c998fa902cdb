"""The rows of an XLSX sheet as bytes of XML, one after the other, and where a cell stands in one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence

CHUNK = 1 << 20
LONGEST_ROW = 32 << 20  # bytes; a sheet is read no further than a longer one
_AFTER_NAME = (b" ", b"\t", b"\r", b"\n", b">", b"/")
_NUMBER = re.compile(rb"""\sr=["'](\d{1,7})["']""")
_CELL = re.compile(rb"<(?:\w{1,20}:)?c[\s>/]")
_PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})""")


def notable_rows(
    archive: zipfile.ZipFile,
    part: str,
    needles: Callable[[bytes], Sequence[bytes]],
    styled: re.Pattern[bytes] | None = None,
) -> Iterator[tuple[int, bytes]]:
    """Rows, counted from 0, of the blocks that hold one of the needles or a cell that is `styled`; last, as row -1, what follows.

    needles: given what stands before the names of the sheet's elements (nothing, or a namespace's short name and a colon).
    Blocks without any are passed over; the XML of a row begins with its attributes.
    """
    with archive.open(part) as file:
        rest = file.read(CHUNK)
        prefix = _prefix(rest)
        wanted = needles(prefix)
        mark = b"<" + prefix + b"row"
        at, is_first = -1, True
        while True:
            pieces = rest.split(mark)
            if (
                len(pieces) > 1 and pieces[-1][:1] not in _AFTER_NAME
            ):  # <rowBreaks> behind the rows, or a name cut off
                pieces[-2:] = [mark.join(pieces[-2:])]
            rows = pieces[1:-1] if is_first else pieces[:-1]
            is_first = is_first and len(pieces) == 1
            if rows and (
                any(needle in rest for needle in wanted) or (styled and styled.search(rest))
            ):
                for row in rows:
                    if row[:1] in _AFTER_NAME:
                        at = _number(row, at)
                        yield at, row
            elif rows:
                at = _last(rows, at)
            rest = pieces[-1]
            more = file.read(CHUNK)
            if not more or len(rest) > LONGEST_ROW:
                break
            rest += more
    if is_first:
        return
    row, end, tail = rest.partition(b"</" + prefix + b"sheetData>")
    yield _number(row, at), row
    yield -1, end + tail


def _last(rows: Sequence[bytes], before: int) -> int:
    """The number of the last of these rows; those that don't say theirs are counted on."""
    behind = 0
    for row in reversed(rows):
        if row[:1] in _AFTER_NAME:
            if found := _NUMBER.search(row, 0, row.find(b">")):
                return int(found.group(1)) - 1 + behind
            behind += 1
    return before + behind


def _number(row: bytes, before: int) -> int:
    found = _NUMBER.search(row, 0, row.find(b">"))
    return int(found.group(1)) - 1 if found else before + 1


def _prefix(xml: bytes) -> bytes:
    found = re.search(rb"<(\w+:)?worksheet[\s>]", xml)
    return (found.group(1) or b"") if found else b""


class RowColumns:
    """The columns of a row's cells. Asked from left to right, it counts those without a reference once."""

    def __init__(self, row: bytes) -> None:
        self._row = row
        self._counted = self._cells = 0  # bytes, and the cells that begin in them

    def of(self, inside: int) -> int:
        """The column of the cell whose tag holds this byte; a tag without a reference is counted."""
        start = self._row.rfind(b"<", 0, inside)
        place = _PLACE.search(self._row, start, self._row.find(b">", inside))
        if place:
            return column(place.group(1))
        if start < self._counted:
            self._counted = self._cells = 0
        self._cells += len(_CELL.findall(self._row, self._counted, start))
        self._counted = start
        return self._cells


def column(letters: bytes) -> int:
    """`A` → 0, `AB` → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
