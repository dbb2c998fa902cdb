"""Grouped reports written for the tests, in each way that levels are shown: outline, indent, spaces, columns; XLSX, XLS, ODS, CSV."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

import xlsxwriter
import xlwt

Row = tuple[int, Sequence[object]]  # level (from 0) and cells: the text first

STACKED: list[list[object]] = [
    ["Контрагент", "Количество", "Выручка", "Себестоимость"],
    ["Заказ", None, None, None],
    ["Номенклатура", None, None, None],
]
ROMASHKA: list[Row] = [  # 10 + 20 = 30; 30 + 5 = 35; 35 + 7 = 42
    (0, ["ООО Ромашка", 4, 35, 21]),
    (1, ["Заказ клиента ТД00-000001 от 05.01.2013 10:00:00", 3, 30, 18]),
    (2, ["Датчик", 1, 10, 6]),
    (2, ["Кабель", 2, 20, 12]),
    (1, ["Заказ клиента ТД00-000002 от 06.01.2013 11:30:00", 1, 5, 3]),
    (2, ["Датчик", 1, 5, 3]),
    (0, ["АО Василёк", 2, 7, 4]),
    (1, ["Заказ клиента ТД00-000003 от 07.01.2013 0:00:00", 2, 7, 4]),
    (2, ["Муфта", 2, 7, 4]),
]
TOTAL: Row = (0, ["Итого", 6, 42, 25])
LINES = [
    ("ТД00-000001", "ООО Ромашка", "2013-01-05", "Датчик", 1, 10, 6),
    ("ТД00-000001", "ООО Ромашка", "2013-01-05", "Кабель", 2, 20, 12),
    ("ТД00-000002", "ООО Ромашка", "2013-01-06", "Датчик", 1, 5, 3),
    ("ТД00-000003", "АО Василёк", "2013-01-07", "Муфта", 2, 7, 4),
]


def xlsx(
    path: Path, header: Sequence[Sequence[object]], rows: Sequence[Row], by: str = "outline"
) -> Path:
    """`by`: outline, indent, spaces, columns (each level's text one column further right) or nothing."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("TDSheet")
        for r, cells in enumerate(header):
            sheet.write_row(r, 0, cells)
        for r, (level, cells) in enumerate(rows, start=len(header)):
            if by == "outline" and level:
                sheet.set_row(r, None, None, {"level": level})
            style = book.add_format({"indent": level}) if by == "indent" else None
            for c, cell in enumerate(_placed(level, cells, by)):
                if cell is not None:
                    sheet.write(r, c, cell, style if c == 0 else None)
    return path


def xls(
    path: Path, header: Sequence[Sequence[object]], rows: Sequence[Row], by: str = "outline"
) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("TDSheet")
    styles = [xlwt.easyxf(f"alignment: indent {level}") for level in range(6)]
    for r, cells in enumerate(header):
        for c, cell in enumerate(cells):
            if cell:
                sheet.write(r, c, cell)
    for r, (level, cells) in enumerate(rows, start=len(header)):
        if by == "outline":
            sheet.row(r).level = level
        for c, cell in enumerate(_placed(level, cells, by)):
            if cell is not None:
                sheet.write(r, c, cell, styles[level if by == "indent" and c == 0 else 0])
    book.save(str(path))
    return path


def ods(
    path: Path, header: Sequence[Sequence[object]], rows: Sequence[Row], by: str = "outline"
) -> Path:
    """`by`: outline (nested row groups), indent (margins of cell styles) or spaces (as <text:s/>)."""
    styles = "".join(
        f'<style:style style:name="in{n}" style:family="table-cell"><style:paragraph-properties fo:margin-left="{n * 0.353}cm"/>'
        "</style:style>"
        for n in range(1, 6)
    )
    body = "".join(_ods_row(0, cells, "") for cells in header)
    depth = 0
    for level, cells in rows:
        if by == "outline":
            body += "<table:table-row-group>" * (level - depth) + "</table:table-row-group>" * (
                depth - level
            )
            depth = level
        body += _ods_row(level, cells, by)
    body += "</table:table-row-group>" * depth
    names = {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "fo": "xsl-fo-compatible",
    }
    spaces = " ".join(
        f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for p, n in names.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="TDSheet">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        archive.writestr("META-INF/manifest.xml", f'<?xml version="1.0"?>{manifest}')
    return path


def csv(header: Sequence[Sequence[object]], rows: Sequence[Row], by: str = "spaces") -> str:
    """Semicolons and decimal commas, as 1C saves a report as text."""
    lines = [*((0, cells) for cells in header), *rows]
    return "".join(
        ";".join(
            "" if c is None else str(c).replace(".", ",") if isinstance(c, float) else str(c)
            for c in placed
        )
        + "\n"
        for placed in (_placed(level, cells, by) for level, cells in lines)
    )


def _placed(level: int, cells: Sequence[object], by: str) -> Iterator[object]:
    text = cells[0]
    if by == "spaces" and text is not None:
        text = "    " * level + str(text)
    if by == "columns":
        yield from [None] * level
        yield text
        yield from [None] * (2 - level)
    else:
        yield text
    yield from cells[1:]


def _ods_row(level: int, cells: Sequence[object], by: str) -> str:
    out = ""
    for c, cell in enumerate(cells):
        style = f' table:style-name="in{level}"' if by == "indent" and c == 0 and level else ""
        if cell is None:
            out += "<table:table-cell/>"
        elif isinstance(cell, str):
            before = (
                f'<text:s text:c="{4 * level}"/>' if by == "spaces" and c == 0 and level else ""
            )
            out += f'<table:table-cell office:value-type="string"{style}><text:p>{before}{escape(cell)}</text:p></table:table-cell>'
        else:
            out += f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    return f"<table:table-row>{out}</table:table-row>"
