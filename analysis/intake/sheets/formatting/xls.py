"""Looks of an XLS sheet, by xlrd: at most 65,536 rows, read only where a report asks for them."""

from __future__ import annotations

import io

from analysis.intake.sheets.formatting.xlsx import INDENTED_WITHIN, is_red
from analysis.intake.sheets.grid import Looks

LARGEST = 60_000_000  # bytes: xlrd keeps every cell as an object


def xls_looks(content: bytes, sheet: str) -> Looks:
    """content: of the workbook's file."""
    import xlrd  # only where an XLS report is opened

    if len(content) > LARGEST:
        return Looks()
    try:
        # what xlrd thinks of the file goes nowhere: calamine has read it already
        with xlrd.open_workbook(
            file_contents=content, formatting_info=True, on_demand=True, logfile=io.StringIO()
        ) as book:
            return _looks(book, book.sheet_by_name(sheet))
    except Exception:
        return Looks()


def _looks(book: object, sheet: object) -> Looks:
    styles = book.xf_list  # type: ignore[attr-defined]
    indents_of = [style.alignment.indent_level for style in styles]
    red_of = [_is_red(book, style) for style in styles]
    rows = sheet.rowinfo_map  # type: ignore[attr-defined]
    indents: dict[tuple[int, int], int] = {}
    red: set[tuple[int, int]] = set()
    for row in range(sheet.nrows):  # type: ignore[attr-defined]
        for position in range(sheet.row_len(row)):  # type: ignore[attr-defined]
            style = sheet.cell_xf_index(row, position)  # type: ignore[attr-defined]
            if indents_of[style] and position < INDENTED_WITHIN:
                indents[row, position] = indents_of[style]
            if red_of[style]:
                red.add((row, position))
    return Looks(
        {row: info.outline_level for row, info in rows.items() if info.outline_level},
        indents,
        frozenset(row for row, info in rows.items() if info.hidden),
        frozenset(red),
        tuple((a, c, b - 1, d - 1) for a, b, c, d in sheet.merged_cells),  # type: ignore[attr-defined]
    )


def _is_red(book: object, style: object) -> bool:
    font = book.font_list[style.font_index]  # type: ignore[attr-defined]
    colour = book.colour_map.get(font.colour_index)  # type: ignore[attr-defined]
    return colour is not None and is_red("".join(f"{part:02X}" for part in colour))
