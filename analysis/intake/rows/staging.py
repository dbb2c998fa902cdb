"""A file's cells as text in one relation: `row`, `fault`, `fault_raw` and c0, c1 … — whatever the file was.

DuckDB reads a CSV in parallel; where its count of rows differs from the file's lines, or it gives up, the records are
read one by one instead, so that every line is accounted for.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.intake.columns.layout import Layout
from analysis.intake.files.invisible import PATTERN, column_without
from analysis.intake.files.limits import COLUMNS
from analysis.intake.files.records import lines_of, records
from analysis.intake.sheets.cell_texts import column_texts, is_undecided
from analysis.intake.sheets.grid import Cell, Flat
from analysis.intake.sqltext import literal, name
from analysis.intake.values.formats import NUMERIC

BATCH = 50_000
GROUP = 50_000  # rows that one core converts while the other takes the next
PLACE = "file_row_number"


def read_csv(layout: Layout, path: Path) -> str:
    """SQL: the file's rows by DuckDB's strict reader, all cells as text."""
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(layout.width))
    return (
        f"read_csv({literal(path)}, auto_detect=false, header=false, skip={layout.skip}, "
        f"delim={literal(layout.delimiter or ',')}, "
        f"quote='\"', escape='\"', columns={{{columns}}}, strict_mode=true, compression='none')"
    )


def stage_csv(
    con: duckdb.DuckDBPyConnection, layout: Layout, path: Path, lines: int, scratch: Path
) -> str:
    """Stage a UTF-8 text file that has `lines` physical lines; the relation's name."""
    target = scratch / "cells.parquet"
    try:
        [(read,)] = con.execute(
            f"COPY (SELECT * FROM {read_csv(layout, path)}) TO {literal(target)} (FORMAT parquet)"
        ).fetchall()
        if read == lines - layout.skip:
            return _numbered(con, target, layout.skip + 1)
    except duckdb.Error:
        pass  # cells, quotes or bytes in trouble: read with an account of every line
    schema = _schema(layout.width)
    with pq.ParquetWriter(target, schema) as writer:
        batch: list[tuple[int, str | None, str | None, list[str | None]]] = []
        for record in records(
            lines_of(path, layout.skip),
            layout.delimiter or ",",
            start=layout.skip + 1,
            width=layout.width,
            least=layout.least,
        ):
            cells: list[str | None] = [c or None for c in record.cells[: layout.width]]
            cells += [None] * (layout.width - len(cells))
            fault_raw = None
            if record.fault:
                fault_raw = _as_json(layout, record.cells)
                cells = [c and c.encode("utf-8", "replace").decode("utf-8") for c in cells]
            batch.append((record.row, record.fault, fault_raw, cells))
            if len(batch) == BATCH:
                writer.write_table(_table(batch, schema))
                batch = []
        writer.write_table(_table(batch, schema))
    return _view(con, f"SELECT * FROM read_parquet({literal(target)})")


def stage_sheet(
    con: duckdb.DuckDBPyConnection,
    layout: Layout,
    rows: Sequence[Sequence[Cell]],
    scratch: Path,
    flat: Flat | None = None,
) -> str:
    """Stage the rows of a spreadsheet, typed cells as text; those of a flat table under the rows where they stood."""
    numeric = {i for c, i in layout.columns.items() if layout.table.column(c).kind in NUMERIC}
    numeric |= {i for places in layout.more.values() for i in places}
    below = rows[layout.skip :]
    numbers: Sequence[int] = (
        flat.numbers if flat else range(layout.skip + 1, layout.skip + 1 + len(below))
    )
    faults = [flat.faults.get(i) for i in range(len(below))] if flat and flat.faults else None
    if layout.faults and not flat:
        faults = [layout.faults.get(number) for number in numbers]
    ids = {i for c, i in layout.columns.items() if layout.table.column(c).kind == "id"}
    columns = {"row": pa.array(numbers, pa.int64())}
    columns |= {
        "fault": pa.array(faults, pa.string()) if faults else pa.nulls(len(below), pa.string())
    }
    columns |= {"fault_raw": pa.nulls(len(below), pa.string())}
    for i in range(layout.width):
        columns[f"c{i}"] = column_without(
            column_texts([r[i] for r in below], numeric=i in numeric, is_id=i in ids)
        )
    return _view(con, f"SELECT * FROM {written(pa.table(columns), scratch / 'cells.parquet')}")


def undecided(layout: Layout, rows: Sequence[Sequence[Cell]]) -> frozenset[str]:
    """The columns of numbers in which a text such as 1,234 stands among typed numbers."""
    numeric = {c: i for c, i in layout.columns.items() if layout.table.column(c).kind in NUMERIC}
    below = rows[layout.skip :]
    return frozenset(c for c, i in numeric.items() if is_undecided([r[i] for r in below]))


def stage_parquet(
    con: duckdb.DuckDBPyConnection, path: Path, columns: Sequence[str], scratch: Path
) -> str:
    """Stage a Parquet file's columns as text."""
    if any(
        c.casefold() == PLACE for c in columns
    ):  # DuckDB's own name for it: only a copy under others can be numbered
        copied = ", ".join(f"{name(c)} AS c{i}" for i, c in enumerate(columns))
        source, path = literal(path), scratch / "renamed.parquet"
        con.execute(
            f"COPY (SELECT {copied} FROM read_parquet({source})) TO {literal(path)} (FORMAT parquet)"
        )
        columns = [f"c{i}" for i in range(len(columns))]
    cells = ", ".join(
        f"{_visible(f'CAST({name(c)} AS VARCHAR)')} AS c{i}" for i, c in enumerate(columns)
    )
    return _view(
        con,
        f"SELECT file_row_number + 1 AS row, "
        f"CAST(NULL AS VARCHAR) AS fault, CAST(NULL AS VARCHAR) AS fault_raw, {cells} "
        f"FROM read_parquet({literal(path)}, file_row_number=true)",
    )


def _visible(text: str) -> str:
    """SQL: the text without invisible characters."""
    seen = f"nullif(regexp_replace({text}, '{PATTERN}', '', 'g'), '')"
    return f"CASE WHEN regexp_matches({text}, '{PATTERN}') THEN {seen} ELSE {text} END"


def stage_sample(layout: Layout, scratch: Path) -> str:
    """The first rows, to decide the formats by."""
    cells = (
        pa.array([r[i] or None for r in layout.sample], pa.string()) for i in range(layout.width)
    )
    columns = {f"c{i}": column_without(texts) for i, texts in enumerate(cells)}
    return written(pa.table(columns), scratch / "sample.parquet")


def written(table: pa.Table, target: Path) -> str:
    """SQL: the rows, by way of a Parquet file: read like every other stage, and nothing stays registered."""
    pq.write_table(table, target, row_group_size=GROUP, compression="none")
    return f"read_parquet({literal(target)})"


def _numbered(con: duckdb.DuckDBPyConnection, path: Path, first: int) -> str:
    return _view(
        con,
        f"SELECT file_row_number + {first} AS row, CAST(NULL AS VARCHAR) AS fault, CAST(NULL AS VARCHAR) AS fault_raw, "
        f"* EXCLUDE (file_row_number) FROM read_parquet({literal(path)}, file_row_number=true)",
    )


def _view(con: duckdb.DuckDBPyConnection, select: str) -> str:
    con.execute(f"CREATE OR REPLACE TEMP VIEW cells AS {select}")
    return "cells"


def _schema(width: int) -> pa.Schema:
    texts = [
        ("fault", pa.string()),
        ("fault_raw", pa.string()),
        *((f"c{i}", pa.string()) for i in range(width)),
    ]
    return pa.schema([("row", pa.int64()), *texts])


def _table(
    batch: Sequence[tuple[int, str | None, str | None, list[str | None]]], schema: pa.Schema
) -> pa.Table:
    width = len(schema) - 3
    columns = list(zip(*(cells for *_, cells in batch), strict=True)) or [()] * width
    heads = [[b[n] for b in batch] for n in range(3)]
    return pa.table(
        [pa.array(c, schema.field(i).type) for i, c in enumerate([*heads, *columns])], schema=schema
    )


def _as_json(layout: Layout, cells: Sequence[str]) -> str:
    """The cells of a row in structural trouble under their headers, those without a header by number."""
    named = {
        layout.headers[i] if i < layout.width else f"(column {i + 1})": c.encode(
            "utf-8", "replace"
        ).decode("utf-8")
        for i, c in enumerate(cells[: max(layout.width, COLUMNS)])
    }
    return json.dumps(named, ensure_ascii=False)
