"""A glance at a file: what table it is and how it is written, before anything is taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from analysis.errors import DealfitError
from analysis.intake.columns.delimited_text import csv_layout
from analysis.intake.columns.layout import Layout
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.columns.shape_keys import key_of
from analysis.intake.columns.tables import Part, parts
from analysis.intake.columns.workbook_tables import Beginning, Known
from analysis.intake.files import encoding
from analysis.intake.questions import Question
from analysis.intake.rows.questions import asking
from analysis.intake.rows.staging import stage_sample
from analysis.intake.sqltext import connect
from analysis.intake.values.format_detection import detect_formats
from analysis.intake.values.formats import described
from analysis.isolation import scratch

SHOWN = 20


class WithFirstRows:
    """What a person corrects a reading by: the first rows as text, which rows they are, the saved mapping in use ("": none)."""

    beginning: Beginning
    mapping: FileMapping

    @property
    def first_rows(self) -> tuple[tuple[str, ...], ...]:
        return self.beginning.rows

    @property
    def row_numbers(self) -> tuple[int, ...]:
        return self.beginning.numbers

    @property
    def saved(self) -> str:
        return self.mapping.saved


@dataclass(frozen=True)
class Recognised(WithFirstRows):
    """What a file is: `columns` input column → header, `sample` its first rows by position, as text.

    `beginning`: the first rows of the file or sheet, whatever they hold; `mapping`: the one in force, which may be saved.
    """

    file: str
    sheet: str | None
    table: str
    header_row: int
    headers: tuple[str, ...]
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    formats: Mapping[str, str]
    sample: tuple[tuple[str, ...], ...]
    beginning: Beginning = field(default_factory=Beginning)
    mapping: FileMapping = field(default_factory=FileMapping)
    questions: tuple[Question, ...] = ()  # of its first rows

    @property
    def header_cells(self) -> tuple[str, ...]:
        """The row of headers as it stands in the file: what a mapping is saved under."""
        at = dict(zip(self.beginning.numbers, self.beginning.rows, strict=True))
        return at.get(self.header_row, self.headers)

    @property
    def shape_key(self) -> str | None:
        return key_of(self.header_cells)


@dataclass(frozen=True)
class NoTable(WithFirstRows):
    """A part of a file that holds no table that is known, and how it begins."""

    file: str
    sheet: str | None
    error: DealfitError
    beginning: Beginning = field(default_factory=Beginning)
    mapping: FileMapping = field(default_factory=FileMapping)


def recognise_all(
    path: Path | str,
    table: str | None = None,
    mapping: FileMapping | None = None,
    known: Known | None = None,
) -> tuple[Recognised | NoTable, ...]:
    """Every part of a file, each as what it is recognised or with what is wrong; raises where the file can't be read."""
    path, mapping = Path(path), mapping or FileMapping()
    with scratch.folder("look") as beside, connect(Path(beside)) as con:
        return tuple(
            _recognised(con, Path(beside), path, table, part)
            for part in parts(path, table, mapping, known, glance=True)
        )


def _recognised(
    con: duckdb.DuckDBPyConnection, scratch: Path, path: Path, table: str | None, part: Part
) -> Recognised | NoTable:
    try:
        if part.trouble:
            raise part.trouble
        layout = part.layout or _glance(path, table, part.mapping)
        relation = stage_sample(layout, scratch)
        asked = asking.ask(con, relation, layout, detect_formats(con, relation, layout))
    except DealfitError as error:
        return NoTable(path.name, part.sheet, error, part.beginning, part.mapping)
    layout, formats = asked.layout, asked.formats
    said = described(layout, formats) | dict(part.flat.said if part.flat else {})
    return Recognised(
        layout.file,
        layout.sheet,
        layout.table.name,
        layout.header_row,
        layout.headers,
        layout.named,
        layout.unused,
        said,
        layout.sample[:SHOWN],
        part.beginning,
        part.mapping,
        asked.questions,
    )


def recognise(
    path: Path | str, *, table: str | None = None, mapping: FileMapping | None = None
) -> Recognised:
    """Recognise the file's first table from its beginning; raises UnreadableFile, UnknownColumns or BadMapping."""
    found = recognise_all(path, table, mapping)
    for each in found:
        if isinstance(each, Recognised):
            return each
    trouble = found[0]
    assert isinstance(trouble, NoTable)
    raise trouble.error


def _glance(path: Path, table: str | None, mapping: FileMapping) -> Layout:
    told = mapping.format.get("encoding")
    used = encoding.checked(told, mapping.name) if told else encoding.detect(path)[0]
    cut = path.stat().st_size > encoding.HEAD
    text = encoding.head_text(path, used)
    return csv_layout(text, cut=cut, file=path.name, encoding=used, table=table, mapping=mapping)
