"""Workbooks (XLSX, XLS, XLSB, ODS) by calamine: the sheet with the table, its cells as text.

Cells come typed; they become the text that a CSV would hold, so that one set of rules converts both: dates as ISO,
numbers in their shortest exact form (1376.99, never 1376.9900000000002; 123, never 123.0).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import cast

import python_calamine

from analysis.errors import BadMapping, DealfitError, UnknownColumns, UnreadableFile
from analysis.intake.columns.amounts.chosen import meant
from analysis.intake.columns.days_or_numbers import of_cells
from analysis.intake.columns.format_marks import FormatReader, mark_currencies, no_formats
from analysis.intake.columns.header_row import HEADER_WITHIN, checked_header
from analysis.intake.columns.header_words.headers import unique
from analysis.intake.columns.layout import Layout
from analysis.intake.columns.mapping import FileMapping, did_you_mean
from analysis.intake.columns.plain_table import SAMPLE_ROWS, filled, plain_layout
from analysis.intake.columns.plans import OF_FACTS, is_plan, refuse_plans
from analysis.intake.columns.repeated_sheets import Lines, can_repeat, repeated
from analysis.intake.columns.shapes import flatten
from analysis.intake.columns.stacking import Merged
from analysis.intake.files.workbook_file import WorkbookFile
from analysis.intake.sheets import markup
from analysis.intake.sheets.cell_texts import cell_text
from analysis.intake.sheets.details import Details
from analysis.intake.sheets.grid import Cell, Flat, Grid, SheetDetails
from analysis.intake.sheets.opened_books import as_damage, opened_book
from analysis.isolation import uncollected

MOST_SHEETS = 250
HELD = 3_000_000  # cells of the sheets that are kept in memory until it is known which of them repeat others


@dataclass(frozen=True)
class Beginning:
    """The first filled rows of a table's file or sheet as text, and which rows they are, as a person counts."""

    rows: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class WorkbookSheet:
    """A sheet of a workbook: its table (`rows` from the first row on, or those of `flat`), or why it has none."""

    name: str
    found: Layout | DealfitError
    rows: list[list[Cell]] = field(default_factory=list)
    flat: Flat | None = None
    beginning: Beginning = field(default_factory=Beginning)
    mapping: FileMapping = field(default_factory=FileMapping)
    formats: FormatReader = no_formats


Known = Callable[
    [str | None, Beginning], FileMapping | None
]  # sheet and beginning → the mapping known for it


def sheets(
    file: WorkbookFile, table: str | None, mapping: FileMapping, known: Known | None = None
) -> Iterator[WorkbookSheet]:
    """Sheet after sheet of the workbook: the table that it holds, or why it holds none; empty sheets are passed over.

    `known` mappings go before `mapping`. Raises UnreadableFile or BadMapping where the workbook itself can't be read.
    """
    book, path = opened_book(file), file.path
    wanted = mapping.format.get("sheet")
    if wanted and wanted not in book.sheet_names:
        hint = did_you_mean(wanted, book.sheet_names)
        raise BadMapping("sheet_missing", file=path.name, sheet=wanted, hint=hint)
    told = [
        s.name for s in book.sheets_metadata if s.typ == python_calamine.SheetTypeEnum.WorkSheet
    ]
    names = [wanted] if wanted else told or book.sheet_names
    if len(names) > MOST_SHEETS:
        raise UnreadableFile("too_many_sheets", file=path.name, sheets=len(names), most=MOST_SHEETS)
    unseen = {
        s.name
        for s in book.sheets_metadata
        if s.visible != python_calamine.SheetVisibleEnum.Visible
    } - {wanted}
    reading = WorkbookReading(file, book, table, mapping, known, frozenset(unseen))
    one_by_one = (sheet for name in names if (sheet := reading.sheet(name)))
    yielded = False
    for sheet in one_by_one if len(names) == 1 else _once(reading, one_by_one):
        yielded = True
        yield sheet
    if not yielded:
        raise UnreadableFile("empty_file", file=path.name)


@dataclass(frozen=True)
class WorkbookReading:
    """A workbook in the course of being read. `unseen`: its hidden sheets; a table on one is left out, and named."""

    file: WorkbookFile
    book: python_calamine.CalamineWorkbook | markup.Book
    table: str | None
    mapping: FileMapping
    known: Known | None
    unseen: frozenset[str]

    def sheet(self, name: str) -> WorkbookSheet | None:
        """The sheet, or None where it is empty."""
        details = self._details(name)
        with ThreadPoolExecutor(1) as beside:  # calamine leaves the other core free while it reads
            asked = beside.submit(lambda: details.facts)
            rows, merged = _rows(self.book, name, self.file.name)
        if not any(filled(row) for row in rows):
            return None
        first = _beginning(rows)
        own = self.known(name, first) if self.known else None
        used = own or self.mapping
        try:
            asked.result()
            sheet = _sheet(
                self.file.name, name, rows, details, merged, (own and own.table) or self.table, used
            )
            told = own or name == self.mapping.format.get("sheet")
            if (
                is_plan(name)
                and not told
                and isinstance(sheet.found, Layout)
                and sheet.found.table.name in OF_FACTS
            ):
                raise UnreadableFile("planned_sheet", file=self.file.name, sheet=name)
            if name in self.unseen:
                raise UnreadableFile("hidden_sheet", file=self.file.name, sheet=name)
        except (UnknownColumns, UnreadableFile, BadMapping) as error:
            sheet = WorkbookSheet(name, error)
        return replace(sheet, beginning=first, mapping=used, formats=details.formats)

    def _details(self, name: str) -> SheetDetails:
        return (
            self.book.details(name)
            if isinstance(self.book, markup.Book)
            else Details(self.file, name)
        )


def _once(reading: WorkbookReading, found: Iterator[WorkbookSheet]) -> Iterator[WorkbookSheet]:
    """The sheets, no line twice: sheets that repeat others left out, and of sheets that overlap the lines that were there before.

    All sheets must be seen before the first is given out; those that would fill the memory are read a second time.
    """
    kept: list[WorkbookSheet] = []
    lines: dict[str, Lines] = {}
    held = 0
    for sheet in found:
        held += sum(map(len, sheet.rows))
        if held > HELD and isinstance(sheet.found, Layout) and kept:
            if seen := Lines.of(sheet.found, sheet.rows):
                lines[sheet.name] = seen
            sheet = replace(sheet, rows=[])
        kept.append(sheet)
    alike = [s for s in kept if isinstance(s.found, Layout) and can_repeat(s.found)]
    for sheet in alike if len(alike) > 1 else ():
        if (
            sheet.rows
            and isinstance(sheet.found, Layout)
            and (seen := Lines.of(sheet.found, sheet.rows))
        ):
            lines[sheet.name] = seen
    verdicts = repeated(lines) if len(lines) > 1 else {}
    for sheet in kept:
        verdict = verdicts.get(sheet.name)
        if verdict and verdict.whole:
            error = UnreadableFile(
                "repeated_sheet", file=reading.file.name, sheet=sheet.name, others=verdict.others
            )
            yield replace(sheet, found=error, rows=[], flat=None)
            continue
        if isinstance(sheet.found, Layout) and not sheet.rows:
            sheet = reading.sheet(sheet.name) or sheet
        if verdict and isinstance(sheet.found, Layout):
            sheet = replace(sheet, found=verdict.applied(sheet.found))
        yield sheet


def _sheet(
    file: str,
    name: str,
    rows: list[list[Cell]],
    details: SheetDetails,
    merged: Merged,
    table: str | None,
    mapping: FileMapping,
) -> WorkbookSheet:
    known = details.facts
    for (row, column), error in known.errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = error
    grid = Grid(
        file, name, rows, lambda: details.looks, lambda: details.is_folded(len(rows)), lambda: known
    )
    if any(bottom > top and left == right for top, left, bottom, right in merged):
        with contextlib.suppress(UnknownColumns, UnreadableFile, BadMapping):
            found = plain_layout(grid, known, merged, table, mapping)
            if any(notice.code == "merged_filled" for notice in found.noticed):
                return WorkbookSheet(
                    name, found, rows
                )  # names merged down over their lines make a table, not a report
    above = rows[:HEADER_WITHIN]
    if flat := flatten(grid, table, mapping):
        if mark_currencies(rows, details.formats):
            flat = flatten(grid, table, mapping) or flat
        above = above[: max(0, flat.header_row - 1)]
        layout = flat_layout(file, name, flat, table, mapping)
        refuse_plans(file, layout.table, ([cell_text(c) for c in row] for row in above), mapping)
        return WorkbookSheet(name, layout, flat.rows, flat)
    return WorkbookSheet(name, plain_layout(grid, known, merged, table, mapping), rows)


def flat_layout(
    file: str, sheet: str | None, flat: Flat, table: str | None, mapping: FileMapping
) -> Layout:
    """The layout of a table made out of a report: its rows begin at once, without a header among them."""
    _, matched = checked_header([flat.headers], flat.table or table, mapping, file)
    sample = [tuple(cell_text(c) for c in row) for row in flat.rows[:SAMPLE_ROWS]]
    if not sample:
        raise UnreadableFile("header_only", file=file)
    return meant(
        of_cells(
            Layout(
                file=file,
                container="sheet",
                table=matched.table,
                headers=unique(flat.headers, len(flat.headers)),
                columns=matched.columns,
                header_row=flat.header_row,
                skip=0,
                mapping=mapping,
                sample=tuple(sample),
                sheet=sheet,
                constants=dict(mapping.constants),
                places=flat.places,
                only_lines=True,
            )
        )
    )


def _rows(
    book: python_calamine.CalamineWorkbook | markup.Book, name: str, file: str
) -> tuple[list[list[Cell]], Merged]:
    """The cells from the sheet's first row and column on, and its merged ranges (XLSX, XLS and markup)."""
    if isinstance(book, markup.Book):
        return book.rows(name)
    try:
        sheet = book.get_sheet_by_name(name)
        # hundreds of thousands of new lists set the search for cycles off again and again, and there are none
        with uncollected.without_garbage_collection():
            rows = cast("list[list[Cell]]", sheet.to_python(skip_empty_area=False))
        ranges = sheet.merged_cell_ranges or []
    except BaseException as error:
        raise as_damage(error, file) from error
    return rows, [(top, left, bottom, right) for (top, left), (bottom, right) in ranges]


def _beginning(rows: Sequence[Sequence[Cell]]) -> Beginning:
    numbered = ((i + 1, row) for i, row in enumerate(rows) if filled(row))
    first = list(islice(numbered, HEADER_WITHIN))
    return Beginning(
        tuple(tuple(cell_text(c) for c in row) for _, row in first), tuple(i for i, _ in first)
    )


def cells_of(path: Path, sheet: str) -> list[list[Cell]]:
    """All rows of a sheet, typed."""
    return _rows(opened_book(WorkbookFile(path)), sheet, path.name)[0]
