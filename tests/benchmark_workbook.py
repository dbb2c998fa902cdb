"""Order lines as XLSX, ODS and CSV against the bare readers: `python -m tests.benchmark_workbook [--rows 200000]`.

The aims: XLSX within 1.5 × of its bare reader, ODS and CSV within 3 ×; 200,000 rows of XLSX under 6 s and 600 MB. Bare reading gives
values and checks nothing: Python's by calamine, typed columns by DuckDB's `read_csv`. Seconds by the clock, and of processor time,
which a busy machine changes less.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import duckdb
import python_calamine
import xlsxwriter

from .benchmark import LINES, alone, bare_read, take_in

Row = Sequence[Any]
_SPACES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def lines(rows: int) -> tuple[list[str], Iterator[Row]]:
    """Names of the columns, and the rows."""
    made = duckdb.connect().execute(LINES.format(lines=rows))
    return [column[0] for column in made.description or ()], iter(made.fetchall())


def make_xlsx(path: str, rows: int) -> None:
    names, found = lines(rows)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet = book.add_worksheet("order_lines")
        sheet.write_row(0, 0, names)
        for number, row in enumerate(found, start=1):
            for place, value in enumerate(row):
                if hasattr(value, "isoformat"):
                    sheet.write_datetime(number, place, value, day)
                elif isinstance(value, str):
                    sheet.write_string(number, place, value)
                else:
                    sheet.write_number(number, place, float(value))


def make_ods(path: str, rows: int) -> None:
    names, found = lines(rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        with archive.open("content.xml", "w") as content:
            content.write(
                f"<office:document-content{_SPACES}><office:body><office:spreadsheet>"
                '<table:table table:name="order_lines">'.encode()
            )
            for row in (names, *found):
                cells = "".join(map(_ods_cell, row))
                content.write(f"<table:table-row>{cells}</table:table-row>".encode())
            content.write(
                b"</table:table></office:spreadsheet></office:body></office:document-content>"
            )


def _ods_cell(value: object) -> str:
    shown = f"<text:p>{escape(str(value))}</text:p></table:table-cell>"
    if isinstance(value, dt.date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}">{shown}'
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string">{shown}'
    return f'<table:table-cell office:value-type="float" office:value="{value}">{shown}'


def make_csv(path: str, rows: int) -> None:
    duckdb.connect().execute(f"copy ({LINES.format(lines=rows)}) to '{path}' (header)")


def bare_workbook(path: str) -> int:
    return (
        len(python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()) - 1
    )


KINDS: dict[str, tuple[Callable[[str, int], None], Callable[[str], int]]] = {
    "xlsx": (make_xlsx, bare_workbook),
    "ods": (make_ods, bare_workbook),
    "csv": (make_csv, bare_read),
}


def measured(rows: int, kind: str = "xlsx") -> dict[str, Any]:
    """Seconds, processor time and peak memory of the bare reader and of ours, printed too."""
    make, read = KINDS[kind]
    with tempfile.TemporaryDirectory() as there:
        path = f"{there}/order_lines.{kind}"
        make(path, rows)
        bare, ours = alone(read, path), alone(take_in, path)
        assert bare["value"] == ours["value"] == rows
        size = Path(path).stat().st_size / 1e6
    print(f"{kind.upper()}, {rows} rows × 17 columns, {size:.0f} MB")
    for name, found in (("the bare reader", bare), ("taken in", ours)):
        print(
            f"  {name:16} {found['seconds']:7.2f} s  {found['seconds'] / bare['seconds']:5.2f} ×  "
            f"processor {found['cpu']:7.2f} s  {found['cpu'] / bare['cpu']:5.2f} ×  {found['mb']:6.0f} MB",
            flush=True,
        )
    return {"bare": bare, "import": ours}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    rows = parser.parse_args().rows
    for kind in KINDS:
        measured(rows, kind)


if __name__ == "__main__":
    main()
