"""What became of one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from analysis.intake.columns.layout import Layout
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.columns.unused import UnusedColumn
from analysis.intake.questions import Question
from analysis.intake.reasons import Notice
from analysis.intake.rows.not_counted.not_data import NotDataTotals
from analysis.intake.values.formats import Formats


@dataclass(frozen=True)
class FileImport:
    """What became of one file. Money is the table's money column; a row whose money can't be read counts 0."""

    import_id: str
    file: str
    sheet: str | None
    table: str
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    revenue_read: Decimal | None
    revenue_accepted: Decimal | None
    revenue_rejected: Decimal | None
    first_row: int | None  # the file's row of the first Parquet row, where source_row is NULL
    columns: Mapping[str, str]  # input column -> header in the file
    unused: tuple[str, ...]
    formats: Mapping[str, str]  # encoding, delimiter, decimal, date, sheet, header_row
    warnings: tuple[Notice, ...]
    mapping: FileMapping = field(default_factory=FileMapping)  # the one in force
    shapes: tuple[str, ...] = ()  # keys that a saved mapping is looked up by
    headers: tuple[str, ...] = ()  # of all columns
    header_cells: tuple[
        str, ...
    ] = ()  # the row of headers as it stands: what a mapping is saved under
    rows_not_data: int = 0  # of the refused: totals, the headers once more; and their money
    revenue_not_data: Decimal | None = None
    rows_without_amount: int = 0  # of the refused others: those whose money can't be read
    questions: tuple[Question, ...] = ()  # what its cells can't tell, those answered among them
    unused_columns: tuple[UnusedColumn, ...] = ()  # those of numbers or dates
    reading: str = ""  # the formats in full, as `kept_formats.to_text` writes them: for rows that are mended later


@dataclass(frozen=True)
class Counts:
    """Rows and money, accepted and refused; money is None for a table without a money column."""

    accepted: int
    refused: int
    money_accepted: Decimal | None
    money_refused: Decimal | None
    first_row: int | None
    formats: Formats
    warnings: tuple[Notice, ...]
    apart: NotDataTotals = field(default_factory=NotDataTotals)
    layout: Layout | None = None  # where answers to questions have changed it
    questions: tuple[Question, ...] = ()
