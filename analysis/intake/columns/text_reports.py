"""Grouped reports and matrices of time saved as text: read whole, if small, where the file's beginning is no plain table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.errors import BadMapping, DealfitError, UnknownColumns, UnreadableFile
from analysis.intake.columns.delimited_text import DELIMITERS, csv_layout
from analysis.intake.columns.grouped.amounts import is_amount
from analysis.intake.columns.grouped.header import find_group_header
from analysis.intake.columns.grouped.report import is_plain
from analysis.intake.columns.layout import Layout
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.columns.matrix.matrix_days import find_days
from analysis.intake.columns.matrix.record_places import SHAPE
from analysis.intake.columns.shapes import flatten
from analysis.intake.columns.workbook_tables import flat_layout
from analysis.intake.files import encoding
from analysis.intake.files.records import TextRecord, records
from analysis.intake.sheets.grid import Cell, Flat, Grid

LARGEST = 30_000_000  # bytes: its cells are held in memory
GLIMPSE = 1 << 16  # bytes that say whether a file is worth it
TABLES = (None, "order_lines", "usage", "pools")
_HEADS = 200  # lines
_NUMBER = re.compile(r"^\s*-?\d{1,6}(?:[.,]\d{1,4})?\s*$")


@dataclass(frozen=True)
class TextReport:
    """A grouped report or a matrix out of a text file."""

    flat: Flat
    layout: Layout


def text_report(path: Path, table: str | None, mapping: FileMapping) -> TextReport | None:
    """The report; None for a plain table, a large file, or one that can't be read. Raises UnreadableFile for a report not understood."""
    size = path.stat().st_size
    told = mapping.format.get("shape")
    if (
        size > LARGEST
        or (table or mapping.table) not in TABLES
        or told not in (None, "grouped", SHAPE)
    ):
        return None
    try:
        name = mapping.format.get("encoding")
        used = encoding.checked(name, mapping.name) if name else encoding.detect(path)[0]
        head = encoding.head_text(path, used, size=GLIMPSE)
        if told is None and _is_table(head, size > GLIMPSE, path, table, mapping, used):
            return None
    except DealfitError:
        return None  # the plain way says what is wrong
    delimiter = _delimiter(head, mapping.format.get("delimiter", ""))
    if delimiter is None:
        return None
    faulty: list[TextRecord] = []
    rows: list[list[Cell]] = []
    for record in records(_lines(encoding.head_text(path, used, size=size + 1)), delimiter):
        rows += ([] for _ in range(record.row - 1 - len(rows)))
        if record.fault:
            faulty.append(record)
        rows.append([] if record.fault else list(record.cells))
    grid = Grid(path.name, None, rows)
    if header := find_days(grid):
        rows[header.last + 1 :] = _with_numbers(
            rows[header.last + 1 :], {c for days in header.written for c in days}
        )
    flat = flatten(grid, table, mapping)
    if flat is None:
        return None
    flat = _with_faulty(flat, faulty)
    layout = flat_layout(path.name, None, flat, table, mapping)
    return TextReport(flat, replace(layout, container="csv", encoding=used, delimiter=delimiter))


def _is_table(
    head: str, cut: bool, path: Path, table: str | None, mapping: FileMapping, used: str
) -> bool:
    """Whether the plain way reads the beginning, with the required cells in most rows (and takes what isn't order lines)."""
    try:
        layout = csv_layout(
            head, cut=cut, file=path.name, encoding=used, table=table, mapping=mapping
        )
    except (UnknownColumns, UnreadableFile, BadMapping):
        return False
    return layout.table.name != "order_lines" or is_plain(layout.sample, layout.columns, str)


def _delimiter(head: str, own: str) -> str | None:
    """The delimiter by which a report's or a matrix's header is found; None where none is."""
    tried = own if len(own) == 1 else DELIMITERS
    best = max(tried, key=lambda d: _known(head, d))
    return (
        best
        if _known(head, best)
        else next((d for d in tried if find_days(_beginning(head, d))), None)
    )


def _beginning(head: str, delimiter: str) -> Grid:
    return Grid(
        "",
        None,
        [
            list(r.cells)
            for _, r in zip(range(_HEADS), records(_lines(head), delimiter), strict=False)
        ],
    )


def _with_numbers(rows: list[list[Cell]], columns: set[int]) -> list[list[Cell]]:
    """The rows with hours as numbers, as a workbook has them; a shift's letters, spans and 7:30 stay as they are."""
    return [[_number(c) if i in columns else c for i, c in enumerate(row)] for row in rows]


def _number(cell: Cell) -> Cell:
    return (
        float(cell.strip().replace(",", "."))
        if isinstance(cell, str) and _NUMBER.match(cell)
        else cell
    )


def _known(head: str, delimiter: str) -> int:
    """How many headers of a report are known when its lines are cut at this delimiter."""
    rows = [
        record.cells
        for _, record in zip(range(_HEADS), records(_lines(head), delimiter), strict=False)
    ]
    header = find_group_header(rows, [any(map(is_amount, row)) for row in rows])
    return len(header.columns) + len(header.levels) if header else 0


def _lines(text: str) -> Iterator[str]:
    return (line.rstrip("\r") for line in (text.split("\n") if "\n" in text else text.split("\r")))


def _with_faulty(flat: Flat, faulty: list[TextRecord]) -> Flat:
    """The lines whose quotation marks are in trouble come too, to be refused."""
    if not faulty:
        return flat
    width, before = len(flat.headers), len(flat.rows)
    rows: list[list[Cell]] = [[*r.cells[:width], *[""] * (width - len(r.cells))] for r in faulty]
    faults = {before + n: r.fault for n, r in enumerate(faulty) if r.fault}
    numbers = [*flat.numbers, *(r.row for r in faulty)]
    return replace(
        flat, rows=[*flat.rows, *rows], numbers=numbers, faults={**flat.faults, **faults}
    )
