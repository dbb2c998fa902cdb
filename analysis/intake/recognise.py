"""A glance at a file: what table it is and how it is written, before anything is taken in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ..errors import DealfitError, UnreadableFile
from . import encoding
from .dialect import SAMPLE_ROWS, csv_layout
from .grid import Cell, Flat
from .layout import Layout, checked_header, trimmed_headers
from .mapping import FileMapping
from .sqltext import connect, literal, name
from .staging import stage_sample
from .survey import described, survey
from .workbooks import OLE, ZIP, sheets

PARQUET = b"PAR1"
SHOWN = 20


@dataclass(frozen=True)
class Recognised:
    """What a file is: `columns` input column → header, `sample` its first rows by position, as text."""

    file: str
    sheet: str | None
    table: str
    header_row: int
    headers: tuple[str, ...]
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    formats: Mapping[str, str]
    sample: tuple[tuple[str, ...], ...]


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


def recognise(path: Path | str, *, table: str | None = None, mapping: FileMapping | None = None) -> Recognised:
    """Recognise the file's first table from its beginning; raises UnreadableFile, UnknownColumns or BadMapping."""
    path, mapping = Path(path), mapping or FileMapping()
    with tempfile.TemporaryDirectory(prefix="dealfit-") as scratch, connect(Path(scratch)) as con:
        part = first(parts(path, table, mapping))
        layout = part.layout or _glance(path, table, mapping)
        formats = survey(con, stage_sample(layout, Path(scratch)), layout)
    return Recognised(
        layout.file, layout.sheet, layout.table.name, layout.header_row, layout.headers, layout.named, layout.unused,
        described(layout, formats), layout.sample[:SHOWN],
    )  # fmt: skip


def _glance(path: Path, table: str | None, mapping: FileMapping) -> Layout:
    told = mapping.format.get("encoding")
    used = encoding.checked(told, mapping.file) if told else encoding.detect(path)[0]
    cut = path.stat().st_size > encoding.HEAD
    text = encoding.head_text(path, used)
    return csv_layout(text, cut=cut, file=path.name, encoding=used, table=table, mapping=mapping)


def first(found: Iterable[Part]) -> Part:
    """The first part that holds a table; the first trouble is raised where none does."""
    trouble: DealfitError | None = None
    for part in found:
        if part.trouble is None:
            return part
        trouble = trouble or part.trouble
    raise trouble or AssertionError("a file has at least one part")


def parts(path: Path, table: str | None, mapping: FileMapping) -> Iterator[Part]:
    """The tables of a file, told by its first bytes whatever its name, one after the other; at least one."""
    with path.open("rb") as file:
        magic = file.read(8)
    if not magic:
        raise UnreadableFile("empty_file", file=path.name)
    if magic.startswith((ZIP, OLE)):
        for sheet in sheets(path, table, mapping):
            if isinstance(sheet.found, Layout):
                yield Part(sheet.name, sheet.found, sheet.rows, sheet.flat)
            else:
                yield Part(sheet.name, trouble=sheet.found)
    elif magic.startswith(PARQUET):
        yield _parquet(path, table, mapping)
    else:
        yield Part()


def _parquet(path: Path, table: str | None, mapping: FileMapping) -> Part:
    source = f"read_parquet({literal(path)})"
    try:
        with duckdb.connect() as con:
            names = tuple(str(row[0]) for row in con.execute(f"DESCRIBE SELECT * FROM {source}").fetchall())
            cells = ", ".join(f"coalesce(CAST({name(n)} AS VARCHAR), '')" for n in names)
            sample = con.execute(f"SELECT {cells} FROM {source} LIMIT {SAMPLE_ROWS}").fetchall()
    except duckdb.Error as error:
        raise UnreadableFile("damaged_parquet", file=path.name) from error
    _, matched = checked_header([names], table, mapping, path.name)
    if not sample:
        raise UnreadableFile("header_only", file=path.name)
    layout = Layout(
        file=path.name, container="parquet", table=matched.table, headers=trimmed_headers(names, len(names)),
        columns=matched.columns, header_row=0, skip=0, mapping=mapping, sample=tuple(sample),
        constants=dict(mapping.constants),
    )  # fmt: skip
    return Part(layout=layout, names=names)
