"""Looks of an XLSX sheet: the XML passes by once, row by row; only rows with something to see are taken apart.

No XML parser: the parts are searched as bytes, so that no entity is ever expanded and no element kept.
"""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator, Set

from analysis.intake.sheets.grid import Looks

CHUNK = 1 << 20
LONGEST_ROW = 32 << 20  # bytes; looks end at a longer one
MOST = 1_000_000  # cells with an indent, red cells, merged ranges: no report has more
GLANCE = 4_000_000  # bytes of a sheet
INDENTED_WITHIN = 16  # columns: groups stand on the left
_GLIMPSE = 100_000
_SMALL = 20_000_000  # bytes of a part that is read whole

_ATTRIBUTE = re.compile(rb"""(?<![\w:])([\w:]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)')""")
_NUMBER = re.compile(rb"""\sr=["'](\d{1,7})["']""")
_LEVEL = re.compile(rb"""\soutlineLevel=["']([1-9])["']""")
_HIDDEN = re.compile(rb"""\shidden=["'](?:1|true)["']""")
_PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^<>]*?ref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
_LEVELLED = re.compile(rb"<(?:\w+:)?row\s[^<>]*outlineLevel=[\"'][1-9]")
_RED_FORMAT = re.compile(r"\[(red|красный|rot|rouge|color\s?3)\]", re.IGNORECASE)


def attributes_of(tag: bytes) -> dict[str, str]:
    found = {}
    for key, double, single in _ATTRIBUTE.findall(tag):
        name = key.rpartition(b":")[2].decode("ascii", "replace")
        found[name] = html.unescape((double or single).decode("utf-8", "replace"))
    return found


def small_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A small part of the workbook, found whatever the case of its name; nothing where it isn't there."""
    wanted = name.casefold()
    for known in archive.namelist():
        if known.casefold() == wanted:
            with archive.open(known) as file:
                return file.read(_SMALL)
    return b""


def sheet_part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The part that holds the sheet, as the workbook's relations say; None for none, or for a binary one (XLSB)."""
    book = "xl/workbook.xml"
    for tag in re.findall(rb"<(?:\w+:)?Relationship\s[^<>]*>", small_part(archive, "_rels/.rels")):
        relation = attributes_of(tag)
        if relation.get("Type", "").endswith("/officeDocument"):
            book = relation.get("Target", book).lstrip("/")
    folder, name = posixpath.split(book)
    wanted = None
    for tag in re.findall(rb"<(?:\w+:)?sheet\s[^<>]*>", small_part(archive, book)):
        # both `sheetId` and `r:id` end in id: the relation's has the prefix
        relation_id = re.search(rb"""\s\w+:id\s*=\s*["']([^"']+)["']""", tag)
        if attributes_of(tag).get("name") == sheet and relation_id:
            wanted = relation_id.group(1).decode("utf-8", "replace")
    for tag in re.findall(rb"<(?:\w+:)?Relationship\s[^<>]*>", small_part(archive, f"{folder}/_rels/{name}.rels")):
        relation = attributes_of(tag)
        if relation.get("Id") == wanted and wanted is not None:
            target = relation.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            return next((n for n in archive.namelist() if n.casefold() == part.casefold()), None)
    return None


def xlsx_folded(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether more than a quarter of the first rows have an outline level."""
    with archive.open(part) as file:
        beginning = file.read(GLANCE)
    rows = len(re.findall(rb"<(?:\w+:)?row[\s>]", beginning))
    return len(_LEVELLED.findall(beginning)) > 0.25 * max(4, rows)


def xlsx_looks(archive: zipfile.ZipFile, part: str) -> Looks:
    indents_of, red_of = _styles(small_part(archive, "xl/styles.xml"))
    with archive.open(part) as file:
        notable = _one_of(indents_of.keys() | red_of, b"'" if b"<row r='" in file.read(_GLIMPSE) else b'"')
    levels: dict[int, int] = {}
    indents: dict[tuple[int, int], int] = {}
    hidden: set[int] = set()
    red: set[tuple[int, int]] = set()
    merged: list[tuple[int, int, int, int]] = []
    at = -1
    for row, tail in rows_of(archive, part):
        if tail:
            merged += [(int(b) - 1, column(a), int(d) - 1, column(c)) for a, b, c, d in _MERGED.findall(row)][:MOST]
            continue
        head = row[: row.find(b">")]
        number = _NUMBER.search(head)
        at = int(number.group(1)) - 1 if number else at + 1
        if b"outlineLevel" in head and (level := _LEVEL.search(head)):
            levels[at] = int(level.group(1))
        if b"hidden" in head and _HIDDEN.search(head):
            hidden.add(at)
        for found in notable.finditer(row) if notable and len(indents) + len(red) < MOST else ():
            style, position = int(found.group(1)), cell_column(row, found.start())
            if style in indents_of and position < INDENTED_WITHIN:
                indents[at, position] = indents_of[style]
            if style in red_of:
                red.add((at, position))
    return Looks(levels, indents, frozenset(hidden), frozenset(red), tuple(merged))


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


def _one_of(styles: Set[int], quote: bytes) -> re.Pattern[bytes] | None:
    """Finds the style of a cell where it is one of these; beginning with plain bytes, it searches five times as fast."""
    listed = b"|".join(str(s).encode() for s in sorted(styles))
    return re.compile(b" s=" + quote + b"(" + listed + b")" + quote) if styles else None


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


def _styles(xml: bytes) -> tuple[dict[int, int], set[int]]:
    """Style → indent (over 0), and the styles that write positive numbers red (red below zero only says nothing new)."""
    fonts = children(xml, b"fonts", b"font")
    red_fonts = {n for n, font in enumerate(fonts) if _is_red(font)}
    formats = {
        said.get("numFmtId"): said.get("formatCode", "")
        for said in map(attributes_of, re.findall(rb"<(?:\w+:)?numFmt\s[^<>]*>", xml))
    }
    red_formats = {n for n, code in formats.items() if _RED_FORMAT.search(code.split(";")[0])}
    indents, red = {}, set()
    for number, style in enumerate(children(xml, b"cellXfs", b"xf")):
        said = attributes_of(style[: style.find(b">")])
        alignment = re.search(rb"<(?:\w+:)?alignment\s[^<>]*>", style)
        indent = attributes_of(alignment.group()).get("indent", "") if alignment else ""
        if indent.isdigit() and int(indent):
            indents[number] = int(indent)
        font = said.get("fontId", "")
        if (font.isdigit() and int(font) in red_fonts) or said.get("numFmtId") in red_formats:
            red.add(number)
    return indents, red


def children(xml: bytes, parent: bytes, child: bytes) -> list[bytes]:
    """The XML of each child of the only such parent, from its attributes on."""
    whole = re.search(rb"<(?:\w+:)?" + parent + rb"[\s>](.*?)</(?:\w+:)?" + parent + rb">", xml, re.DOTALL)
    return re.split(rb"<(?:\w+:)?" + child + rb"(?=[\s>/])", whole.group(1))[1:] if whole else []


def _is_red(font: bytes) -> bool:
    colour = re.search(rb"<(?:\w+:)?color\s[^<>]*>", font)
    said = attributes_of(colour.group()) if colour else {}
    return said.get("indexed") in ("2", "10") or is_red(said.get("rgb", ""))


def is_red(rgb: str) -> bool:
    """Of a colour as RRGGBB or AARRGGBB: much red, little else."""
    if not re.fullmatch(r"(?:[0-9a-fA-F]{2})?[0-9a-fA-F]{6}", rgb):
        return False
    red, green, blue = (int(rgb[i : i + 2], 16) for i in range(len(rgb) - 6, len(rgb), 2))
    return red >= 0xC0 and green <= 0x50 and blue <= 0x50
