"""Of an XLSX sheet: which styles show a currency or per cent, and which cells have them; the XML passes by as bytes."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Collection, Mapping

from analysis.intake.files.workbook_parts import attributes_of, children, sheet_part, small_part
from analysis.intake.sheets.cell_formats.codes import BUILT_IN, meaning
from analysis.intake.sheets.xlsx_rows import RowColumns, notable_rows

Place = tuple[int, int]
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s[^<>]*>")


def styles(archive: zipfile.ZipFile) -> dict[int, str]:
    """Style → what its number format shows, where it shows anything."""
    xml = small_part(archive, "xl/styles.xml")
    codes = dict(BUILT_IN)
    for said in map(attributes_of, _FORMAT.findall(xml)):
        if (number := said.get("numFmtId", "")).isdecimal():
            codes[int(number)] = meaning(html.unescape(said.get("formatCode", "")))
    found: dict[int, str] = {}
    for style, element in enumerate(children(xml, b"cellXfs", b"xf")):
        number = attributes_of(element[: element.find(b">")]).get("numFmtId", "")
        if number.isdecimal() and (shown := codes.get(int(number))):
            found[style] = shown
    return found


def places(archive: zipfile.ZipFile, sheet: str, unless: Collection[str]) -> Mapping[Place, str]:
    """Cell → what its format shows, but for what is in `unless`."""
    wanted = {style: shown for style, shown in styles(archive).items() if shown not in unless}
    part = sheet_part(archive, sheet) if wanted else None
    if part is None:
        return {}
    listed = b"|".join(str(style).encode() for style in sorted(wanted))
    styled = re.compile(rb"""\ss=["'](%b)["']""" % listed)
    found: dict[Place, str] = {}
    for at, row in notable_rows(archive, part, lambda prefix: (), styled):
        columns = RowColumns(row)
        for style in styled.finditer(row, row.find(b">")) if at >= 0 else ():
            found[at, columns.of(style.start())] = wanted[int(style.group(1))]
    return found
