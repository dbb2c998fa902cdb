"""The rows of an XLSX sheet as bytes of XML, one after the other, and where a cell stands in one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

CHUNK = 1 << 20
LONGEST_ROW = 32 << 20  # bytes; a sheet is read no further than a longer one
_PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})""")


def prefix_of(archive: zipfile.ZipFile, part: str) -> bytes:
    """What stands before the names of the sheet's elements: nothing, or a namespace's short name and a colon."""
    with archive.open(part) as file:
        return _prefix(file.read(CHUNK))


def _prefix(xml: bytes) -> bytes:
    found = re.search(rb"<(\w+:)?worksheet[\s>]", xml)
    return (found.group(1) or b"") if found else b""


def rows_of(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[bytes, bool]]:
    """Each row's XML from its attributes on, then (True) what follows the last one."""
    with archive.open(part) as file:
        rest = file.read(CHUNK)
        mark = b"<" + _prefix(rest) + b"row"
        first = True
        while True:
            pieces = rest.split(mark)
            if not first or len(pieces) > 1:
                yield from ((p, False) for p in (pieces[1:-1] if first else pieces[:-1]) if p[:1] in b" \t\r\n>/")
                first = first and len(pieces) == 1
            rest = pieces[-1]
            more = file.read(CHUNK)
            if not more or len(rest) > LONGEST_ROW:
                break
            rest += more
    if first:
        return
    row, end, tail = rest.partition(b"</" + mark[1:-3] + b"sheetData>")
    yield row, False
    yield end + tail, True


def cell_column(row: bytes, inside: int) -> int:
    """The column of the cell whose tag holds this byte; a tag without a reference is counted."""
    start = row.rfind(b"<", 0, inside)
    place = _PLACE.search(row, start, row.find(b">", inside))
    return column(place.group(1)) if place else len(re.findall(rb"<(?:\w+:)?c[\s>/]", row[:start]))


def column(letters: bytes) -> int:
    """`A` → 0, `AB` → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
