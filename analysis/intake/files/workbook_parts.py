"""The parts of an XLSX workbook: its archive's files, and the tags of their XML searched as bytes, so that no entity is expanded."""

from __future__ import annotations

import html
import posixpath
import re
import zipfile

_SMALL = 20_000_000  # bytes of a part that is read whole
_ATTRIBUTE = re.compile(rb"""(?<![\w:])([\w:]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)')""")


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
    for tag in re.findall(
        rb"<(?:\w+:)?Relationship\s[^<>]*>", small_part(archive, f"{folder}/_rels/{name}.rels")
    ):
        relation = attributes_of(tag)
        if relation.get("Id") == wanted and wanted is not None:
            target = relation.get("Target", "")
            part = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(f"{folder}/{target}")
            )
            return next((n for n in archive.namelist() if n.casefold() == part.casefold()), None)
    return None


def children(xml: bytes, parent: bytes, child: bytes) -> list[bytes]:
    """The XML of each child of the only such parent, from its attributes on."""
    begins = re.search(rb"<(?:\w+:)?" + parent + rb"[\s>]", xml)
    ends = (
        re.compile(rb"</(?:\w+:)?" + parent + rb">").search(xml, begins.end()) if begins else None
    )
    if begins is None or ends is None:
        return []
    return re.split(rb"<(?:\w+:)?" + child + rb"(?=[\s>/])", xml[begins.end() : ends.start()])[1:]
