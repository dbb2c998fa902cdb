"""A glance at a file: what table it is and how it is written, before anything is taken in."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ..errors import UnreadableFile
from . import encoding
from .dialect import SAMPLE_ROWS, csv_layout
from .layout import Layout, checked_header, trimmed_headers
from .mapping import FileMapping
from .spreadsheets import OLE, ZIP, Cell, sheet_layout
from .sqltext import connect, literal, name
from .staging import stage_sample
from .survey import described, survey

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
class Opened:
    """A layout and what reading on needs: a sheet's rows, or a Parquet file's own column names."""

    layout: Layout
    rows: list[list[Cell]] | None = None
    names: tuple[str, ...] = ()


def recognise(path: Path | str, *, table: str | None = None, mapping: FileMapping | None = None) -> Recognised:
    """Recognise the file from its beginning; raises UnreadableFile, UnknownColumns or BadMapping."""
    path, mapping = Path(path), mapping or FileMapping()
    with tempfile.TemporaryDirectory(prefix="dealfit-") as scratch, connect(Path(scratch)) as con:
        opened = opened_other(con, path, table, mapping)
        layout = opened.layout if opened else _glance(path, table, mapping)
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


def opened_other(con: duckdb.DuckDBPyConnection, path: Path, table: str | None, mapping: FileMapping) -> Opened | None:
    """Open a workbook or a Parquet file, told by its first bytes whatever its name; None for anything else."""
    with path.open("rb") as file:
        magic = file.read(8)
    if not magic:
        raise UnreadableFile("empty_file", file=path.name)
    if magic.startswith((ZIP, OLE)):
        layout, rows = sheet_layout(path, table, mapping)
        return Opened(layout, rows)
    if magic.startswith(PARQUET):
        return _parquet(con, path, table, mapping)
    return None


def _parquet(con: duckdb.DuckDBPyConnection, path: Path, table: str | None, mapping: FileMapping) -> Opened:
    source = f"read_parquet({literal(path)})"
    try:
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
    return Opened(layout, names=names)
