"""A small file with one trouble, and what must become of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter
from xlsxwriter.workbook import Workbook

Rows = Sequence[Sequence[object]]
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class Case:
    """`file`: a text, the rows of one sheet, sheets by name, or a function that draws the workbook.

    `taken`: for each row taken, the values of `columns`. `refused`: row → reason. `notices`: their codes. `error`: the code of the
    sentence with which the whole file (or its only table) is refused.
    """

    file: str | Rows | Mapping[str, Rows] | Callable[[Workbook], None]
    taken: Sequence[object] = ()
    columns: Sequence[str] = ("order_id", "revenue")
    refused: Mapping[int, str] = field(default_factory=dict)
    notices: Sequence[str] = ()
    error: str = ""
    said: Mapping[str, str] = field(default_factory=lambda: NOTHING)  # of the file's formats
    mapping: str = ""
    settings: str = ""
    options: Mapping[str, object] = field(default_factory=dict)  # of the workbook

    def write(self, folder: Path) -> Path:
        if isinstance(self.file, str):
            path = folder / "export.csv"
            path.write_text(self.file, encoding="utf-8")
            return path
        path = folder / "export.xlsx"
        with xlsxwriter.Workbook(
            str(path), {"default_date_format": "dd.mm.yyyy", **self.options}
        ) as book:
            if callable(self.file):
                self.file(book)
            else:
                sheets = self.file if isinstance(self.file, Mapping) else {"Лист1": self.file}
                for name, rows in sheets.items():
                    fill(book, name, rows)
        return path


def fill(book: Workbook, name: str, rows: Rows) -> xlsxwriter.worksheet.Worksheet:
    """A sheet with these cells: text stays text, None stays empty."""
    sheet = book.add_worksheet(name)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(r, c, cell)
            elif cell is not None:
                sheet.write(r, c, cell)
    return sheet
