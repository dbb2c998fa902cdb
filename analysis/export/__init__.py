"""Tables as files: CSV that Excel opens by a double click, and XLSX. Numbers stay numbers; no cell becomes a formula.

Unknown values are empty cells: never 0, and still a column of numbers for whoever reads the file on.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
import xlsxwriter

from analysis.output import csv_text
from analysis.output.csv_text import safe_text

DIGITS = {"money": 2, "kopecks": 2, "money per hour": 2, "share": 4, "hours": 2, "quantity": 3}


@dataclass(frozen=True)
class ExportColumn:
    """A column as shown: its name in the frame, its title, its unit (of analysis.dictionary.metrics, else text, date, quantity)."""

    name: str
    title: str
    unit: str = "text"


@dataclass(frozen=True)
class ExportSheet:
    """A table as shown: rows in their order, a total under them, lines of text above (title, filters)."""

    frame: pd.DataFrame
    columns: Sequence[ExportColumn]
    notes: Sequence[str] = ()
    total: Mapping[str, Any] | None = None

    def rows(self) -> list[list[Any]]:
        names = [c.name for c in self.columns]
        digits = [DIGITS.get(c.unit) for c in self.columns]
        rows = [list(row) for row in self.frame[names].itertuples(index=False, name=None)]
        if self.total is not None:
            rows.append([self.total.get(name) for name in names])
        return [[_value(v, d) for v, d in zip(row, digits, strict=True)] for row in rows]


def _value(value: Any, digits: int | None) -> Any:
    """None, bool, int, float, date or safe text."""
    if (
        value is None
        or value is pd.NaT
        or value is pd.NA
        or (isinstance(value, float) and value != value)
    ):
        return None
    if isinstance(value, dt.datetime):
        return (
            value.date()
            if (value.hour, value.minute, value.second) == (0, 0, 0)
            else value.replace(tzinfo=None)
        )
    if isinstance(value, dt.date | bool):
        return value
    if isinstance(value, Decimal) or hasattr(value, "dtype"):
        value = float(value) if isinstance(value, Decimal) else value.item()
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return None
        return round(value, digits) + 0.0 if digits is not None else value
    return value if isinstance(value, int) else safe_text(str(value))


def to_csv(sheet: ExportSheet, lang: str = "ru") -> bytes:
    """UTF-8 with BOM; Russian: `;` and decimal comma, English: `,` and decimal point."""
    delimiter, mark = (";", ",") if lang == "ru" else (",", ".")

    def cell(value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, float):
            return format(Decimal(repr(value)), "f").replace(".", mark)
        if isinstance(value, dt.date) and lang == "ru":
            return value.strftime(
                "%d.%m.%Y %H:%M" if isinstance(value, dt.datetime) else "%d.%m.%Y"
            )
        return str(value)

    rows = [
        *([safe_text(note)] for note in sheet.notes),
        [safe_text(c.title) for c in sheet.columns],
        *([cell(v) for v in row] for row in sheet.rows()),
    ]
    return b"\xef\xbb\xbf" + "".join(csv_text.line(row, delimiter) for row in rows).encode(
        "utf-8", "replace"
    )


FORMATS = {
    "money": "#,##0.00",
    "kopecks": "#,##0.00",
    "money per hour": "#,##0.00",
    "share": "0.0%",
    "hours": "#,##0.0",
    "quantity": "#,##0.###",
}


def to_xlsx(sheet: ExportSheet, name: str = "Dealfit") -> bytes:
    """One sheet; titles frozen, filters on, the total in bold."""
    return to_workbook({name: sheet})


def to_workbook(sheets: Mapping[str, ExportSheet]) -> bytes:
    """A sheet each, by its name."""
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(file, options)
    for name, sheet in sheets.items():
        _add(book, name, sheet)
    book.close()
    return file.getvalue()


def _add(book: xlsxwriter.Workbook, name: str, sheet: ExportSheet) -> None:
    page = book.add_worksheet(name[:31])
    quiet = book.add_format({"font_color": "#6a737b"})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})

    def shapes(bold: bool) -> list[Any]:
        rule = {"bold": True, "top": 1} if bold else {}
        shape = {"date": "dd.mm.yyyy"} | FORMATS
        return [
            book.add_format({**rule, "num_format": shape.get(c.unit, "General")})
            for c in sheet.columns
        ]

    for line, note in enumerate(sheet.notes):
        page.write_string(line, 0, safe_text(note), quiet)
    first = len(sheet.notes) + (1 if sheet.notes else 0)
    for place, column in enumerate(sheet.columns):
        page.write_string(first, place, safe_text(column.title), head)
        page.set_column(place, place, 28 if column.unit == "text" else 15)
    rows = sheet.rows()
    usual, bold = shapes(False), shapes(True)
    for line, row in enumerate(rows):
        is_total = sheet.total is not None and line == len(rows) - 1
        for place, value in enumerate(row):
            _write(page, first + 1 + line, place, value, (bold if is_total else usual)[place])
    page.freeze_panes(first + 1, 0)
    if rows:
        page.autofilter(first, 0, first + len(sheet.frame), max(len(sheet.columns) - 1, 0))


def _write(page: Any, line: int, place: int, value: Any, shape: Any) -> None:
    if value is None:
        page.write_blank(line, place, None, shape)
    elif isinstance(value, bool):
        page.write_boolean(line, place, value, shape)
    elif isinstance(value, int | float):
        page.write_number(line, place, value, shape)
    elif isinstance(value, dt.date):
        page.write_datetime(line, place, value, shape)
    else:
        page.write_string(line, place, value, shape)
