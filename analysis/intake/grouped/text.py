"""Grouped reports saved as text: read whole, if small, where the file's beginning is no plain table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.errors import BadMapping, DealfitError, UnknownColumns, UnreadableFile
from analysis.intake.columns.layout import Layout
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.files import encoding
from analysis.intake.files.dialect import DELIMITERS, csv_layout
from analysis.intake.files.records import Record, records
from analysis.intake.files.workbooks import flat_layout
from analysis.intake.grid import Cell, Flat, Grid
from analysis.intake.grouped.amounts import is_amount
from analysis.intake.grouped.header import find_group_header
from analysis.intake.grouped.report import is_plain
from analysis.intake.shapes import flatten

LARGEST = 30_000_000  # bytes: its cells are held in memory
GLIMPSE = 1 << 16  # bytes that say whether a file is worth it
_HEADS = 200  # lines


@dataclass(frozen=True)
class TextReport:
    """A grouped report out of a text file."""

    flat: Flat
    layout: Layout


def text_report(path: Path, table: str | None, mapping: FileMapping) -> TextReport | None:
    """The report; None for a plain table, a large file, or one that can't be read. Raises UnreadableFile for a report not understood."""
    size = path.stat().st_size
    told = mapping.format.get("shape")
    if size > LARGEST or (table or mapping.table) not in (None, "order_lines") or told not in (None, "grouped"):
        return None
    try:
        name = mapping.format.get("encoding")
        used = encoding.checked(name, mapping.file) if name else encoding.detect(path)[0]
        head = encoding.head_text(path, used, size=GLIMPSE)
        if told is None and _is_table(head, size > GLIMPSE, path, table, mapping, used):
            return None
    except DealfitError:
        return None  # the plain way says what is wrong
    own = mapping.format.get("delimiter", "")
    delimiter = own if len(own) == 1 else max(DELIMITERS, key=lambda d: _known(head, d))
    if not _known(head, delimiter):
        return None
    faulty: list[Record] = []
    rows: list[list[Cell]] = []
    for record in records(_lines(encoding.head_text(path, used, size=size + 1)), delimiter):
        rows += ([] for _ in range(record.row - 1 - len(rows)))
        if record.fault:
            faulty.append(record)
        rows.append([] if record.fault else list(record.cells))
    flat = flatten(Grid(path.name, None, rows), table, mapping)
    if flat is None:
        return None
    flat = _with_faulty(flat, faulty)
    layout = flat_layout(path.name, None, flat, table, mapping)
    return TextReport(flat, replace(layout, container="csv", encoding=used, delimiter=delimiter))


def _is_table(head: str, cut: bool, path: Path, table: str | None, mapping: FileMapping, used: str) -> bool:
    """Whether the plain way reads the beginning, with the required cells in most rows (and takes what isn't order lines)."""
    try:
        layout = csv_layout(head, cut=cut, file=path.name, encoding=used, table=table, mapping=mapping)
    except (UnknownColumns, UnreadableFile, BadMapping):
        return False
    return layout.table.name != "order_lines" or is_plain(layout.sample, layout.columns, str)


def _known(head: str, delimiter: str) -> int:
    """How many headers of a report are known when its lines are cut at this delimiter."""
    rows = [record.cells for _, record in zip(range(_HEADS), records(_lines(head), delimiter), strict=False)]
    header = find_group_header(rows, [any(map(is_amount, row)) for row in rows])
    return len(header.columns) + len(header.levels) if header else 0


def _lines(text: str) -> Iterator[str]:
    return (line.rstrip("\r") for line in (text.split("\n") if "\n" in text else text.split("\r")))


def _with_faulty(flat: Flat, faulty: list[Record]) -> Flat:
    """The lines whose quotation marks are in trouble come too, to be refused."""
    if not faulty:
        return flat
    width, before = len(flat.headers), len(flat.rows)
    rows: list[list[Cell]] = [[*r.cells[:width], *[""] * (width - len(r.cells))] for r in faulty]
    faults = {before + n: r.fault for n, r in enumerate(faulty) if r.fault}
    numbers = [*flat.numbers, *(r.row for r in faulty)]
    return replace(flat, rows=[*flat.rows, *rows], numbers=numbers, faults={**flat.faults, **faults})
