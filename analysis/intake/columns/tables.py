"""The tables of a file, whatever it is: a text file holds one, a workbook may hold several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import duckdb

from analysis.errors import DealfitError, UnreadableFile
from analysis.intake.columns.amounts.chosen import meant
from analysis.intake.columns.days_or_numbers import of_cells
from analysis.intake.columns.delimited_text import DELIMITERS, SAMPLE_ROWS
from analysis.intake.columns.format_marks import FormatReader, no_formats
from analysis.intake.columns.header_row import HEADER_WITHIN, checked_header
from analysis.intake.columns.header_words.headers import unique
from analysis.intake.columns.layout import Layout
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.columns.text_reports import text_report
from analysis.intake.columns.workbook_tables import Beginning, Known, sheets
from analysis.intake.files import encoding
from analysis.intake.files.limits import check_rows
from analysis.intake.files.records import records
from analysis.intake.files.workbook_file import OLE, ZIP, WorkbookFile
from analysis.intake.sheets import markup
from analysis.intake.sheets.grid import Cell, Flat
from analysis.intake.sqltext import literal, name
from analysis.isolation import connections

PARQUET = b"PAR1"
GUESSED = ("cp1251", "cp866", "utf-8")
MOST_NESTED = 8  # lists or records within one another in a column of a Parquet file
GLANCED = 1 << 18  # bytes of a text file in which its first rows stand


@dataclass(frozen=True)
class Part:
    """A table of a file (a workbook may hold several, a text file holds one) with what reading on needs.

    `layout` is None for a text file, which is laid out while it is read, and where `trouble` says why there is no table.
    """

    sheet: str | None = None
    layout: Layout | None = None
    rows: list[list[Cell]] | None = None  # of a sheet
    flat: Flat | None = None
    names: tuple[str, ...] = ()  # a Parquet file's own columns
    trouble: DealfitError | None = None
    beginning: Beginning = field(default_factory=Beginning)
    mapping: FileMapping = field(default_factory=FileMapping)
    formats: FormatReader = no_formats  # of a sheet's cells


def first(found: Iterable[Part]) -> Part:
    """The first part that holds a table; the first trouble is raised where none does."""
    trouble: DealfitError | None = None
    for part in found:
        if part.trouble is None:
            return part
        trouble = trouble or part.trouble
    raise trouble or AssertionError("a file has at least one part")


def parts(
    path: Path,
    table: str | None,
    mapping: FileMapping,
    known: Known | None = None,
    *,
    glance: bool = False,
) -> Iterator[Part]:
    """The tables of a file, told by its first bytes whatever its name, one after the other; at least one.

    `known`: mappings known for a part go before `mapping`. A text file's beginning is read for `known` or a `glance` only.
    """
    file = WorkbookFile(path)
    if not file.head:
        raise UnreadableFile("empty_file", file=path.name)
    if file.head.startswith((ZIP, OLE)) or markup.kind(file.head):
        for sheet in sheets(file, table, mapping, known):
            trouble = None if isinstance(sheet.found, Layout) else sheet.found
            layout = sheet.found if isinstance(sheet.found, Layout) else None
            yield Part(
                sheet.name,
                layout,
                sheet.rows if layout else None,
                sheet.flat,
                (),
                trouble,
                sheet.beginning,
                sheet.mapping,
                sheet.formats,
            )
    elif file.head.startswith(PARQUET):
        yield _parquet(path, table, mapping, known)
    else:
        yield _grouped(path, table, _text(path, mapping, known, glance))


def _grouped(path: Path, table: str | None, part: Part) -> Part:
    """The same part of a text file, with its lines where it is a grouped report."""
    try:
        found = text_report(path, part.mapping.table or table, part.mapping)
    except DealfitError as error:
        return replace(part, trouble=error)
    return (
        replace(part, layout=found.layout, rows=found.flat.rows, flat=found.flat) if found else part
    )


def _text(path: Path, mapping: FileMapping, known: Known | None, glance: bool) -> Part:
    if not known and not glance:
        return Part(mapping=mapping)
    told = mapping.format.get("encoding")
    used = encoding.checked(told, mapping.name) if told else encoding.detect(path)[0]
    own = mapping.format.get("delimiter")
    delimiters = (own,) if own and len(own) == 1 else DELIMITERS
    for encoded in (
        dict.fromkeys((used, *GUESSED)) if known else ()
    ):  # a mapping may be there for the encoding's sake
        text = encoding.head_text(path, encoded, size=GLANCED)
        for each in (beginning(text, d) for d in delimiters):
            if known and (found := known(None, each)):
                return Part(beginning=each, mapping=found)
    text = encoding.head_text(path, used, size=GLANCED)
    tried = [beginning(text, d) for d in delimiters]
    widest = max(tried, key=lambda b: sum(len(row) for row in b.rows))
    return Part(beginning=widest, mapping=mapping)


def beginning(text: str, delimiter: str) -> Beginning:
    """The first filled rows of a text."""
    lines = iter(
        line.rstrip("\r") for line in (text.split("\n") if "\n" in text else text.split("\r"))
    )
    filled = (r for r in records(lines, delimiter) if any(c.strip() for c in r.cells))
    first = list(islice(filled, HEADER_WITHIN))
    return Beginning(
        tuple(tuple(r.cells) for r in first), tuple(r.row + r.lines - 1 for r in first)
    )


def parquet_columns(con: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, ...]:
    """The names of a Parquet file's columns. UnreadableFile where one holds lists within lists: they are written as text in a time
    that doubles with each of them."""
    found = con.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(path)})").fetchall()
    for column, kind, *_ in found:
        deepest = opened = lists = 0
        for sign in kind:
            opened += (sign == "(") - (sign == ")")
            lists = lists + 1 if sign == "[" else lists if sign in "]0123456789" else 0
            deepest = max(deepest, opened + lists)
        if deepest > MOST_NESTED:
            raise UnreadableFile("nested_parquet", file=path.name, column=column)
    return tuple(str(column) for column, *_ in found)


def _parquet(path: Path, table: str | None, mapping: FileMapping, known: Known | None) -> Part:
    source = f"read_parquet({literal(path)})"
    try:
        with connections.connect() as con:
            names = parquet_columns(con, path)
            [(rows,)] = con.execute(f"SELECT count(*) FROM {source}").fetchall()
            check_rows(path, len(names), rows)
            cells = ", ".join(f"coalesce(CAST({name(n)} AS VARCHAR), '')" for n in names)
            sample = con.execute(f"SELECT {cells} FROM {source} LIMIT {SAMPLE_ROWS}").fetchall()
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise UnreadableFile("damaged_parquet", file=path.name) from error
    first = Beginning(
        (names, *sample[: HEADER_WITHIN - 1]), tuple(range(HEADER_WITHIN))[: len(sample) + 1]
    )
    if own := known(None, first) if known else None:
        table, mapping = own.table or table, own
    try:
        _, matched = checked_header([names], table, mapping, path.name, below=sample)
        if not sample:
            raise UnreadableFile("header_only", file=path.name)
    except DealfitError as error:
        return Part(trouble=error, beginning=first, mapping=mapping)
    layout = meant(
        of_cells(
            Layout(
                file=path.name,
                container="parquet",
                table=matched.table,
                headers=unique(names, len(names)),
                columns=matched.columns,
                header_row=0,
                skip=0,
                mapping=mapping,
                sample=tuple(sample),
                constants=dict(mapping.constants),
            )
        )
    )
    return Part(layout=layout, names=names, beginning=first, mapping=mapping)
