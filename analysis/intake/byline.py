"""The fast way for a text file: one COPY from text to typed Parquet, in which a row's place is its line.

It stands when the rows written are exactly the file's lines. Rows in trouble are marked in passing (no import_id), then
fetched from the file by their numbers and judged apart; the rest never goes through Python.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from .convert import conversion
from .layout import Layout
from .records import lines_of, split
from .sqltext import literal, name
from .staging import read_csv
from .survey import Formats, contradicted

MANY = 0.1  # a share of rows in trouble above which the file is better staged as a whole


class NotByLine(Exception):
    """The file's rows are not its lines, or its formats are other than its first rows say: judge it row by row."""


def copy_typed(
    con: duckdb.DuckDBPyConnection,
    layout: Layout,
    formats: Formats,
    text: Path,
    lines: int,
    import_id: str,
    target: Path,
) -> tuple[int, bool]:
    """Write `target`, import_id NULL in rows in trouble; how many those are, and whether words were unknown."""
    nothing = "CAST(NULL AS VARCHAR)"
    typed = conversion(layout, formats).over(read_csv(layout, text), "CAST(NULL AS BIGINT)", nothing, by_position=True)
    columns = ", ".join(name(c) for c in (*layout.table.names, *(layout.headers[i] for i in layout.extras)))
    marked = f"CASE WHEN trouble = 0 THEN {literal(import_id)} END AS import_id"
    unknown = "CASE WHEN unknown THEN CAST(-1 AS BIGINT) END AS source_row"
    try:
        done = con.execute(
            f"COPY (SELECT {columns}, {marked}, {unknown} FROM ({typed})) TO {literal(target)} (FORMAT parquet)"
        ).fetchone()
    except duckdb.Error as error:
        raise NotByLine from error
    if not done or done[0] != lines - layout.skip:
        raise NotByLine
    found = con.execute(
        f"SELECT count(*) - count(import_id), count(source_row) FROM read_parquet({literal(target)})"
    ).fetchone()
    assert found is not None
    if found[0] > MANY * done[0] + 100:
        raise NotByLine
    return int(found[0]), found[1] > 0


def repeated_lines(con: duckdb.DuckDBPyConnection, parquet: Path) -> None:
    """Table `late`: rows (by position, from 0) whose order and line number an earlier good row has already."""
    source = f"read_parquet({literal(parquet)}, file_row_number=true)"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE late AS WITH twice AS (SELECT order_id, line_no, min(file_row_number) AS first "
        f"FROM {source} WHERE import_id IS NOT NULL AND line_no IS NOT NULL GROUP BY order_id, line_no HAVING count(*) > 1) "
        f"SELECT file_row_number AS row FROM {source} JOIN twice USING (order_id, line_no) "
        "WHERE import_id IS NOT NULL AND file_row_number > first"
    )


def stage_lines(con: duckdb.DuckDBPyConnection, layout: Layout, text: Path, rows: list[int]) -> None:
    """View `cells`: the rows with these numbers as the file has them."""
    wanted = set(rows)
    found: list[tuple[int, list[str | None]]] = []
    for number, line in enumerate(lines_of(text), start=1):
        if number in wanted:
            cells = split(line, layout.delimiter or ",") or []
            kept: list[str | None] = [c or None for c in cells[: layout.width]]
            found.append((number, kept + [None] * (layout.width - len(kept))))
            if len(found) == len(wanted):
                break
    columns = {"row": pa.array([n for n, _ in found], pa.int64())}
    columns |= {c: pa.nulls(len(found), pa.string()) for c in ("fault", "fault_raw")}
    for i in range(layout.width):
        columns[f"c{i}"] = pa.array([cells[i] for _, cells in found], pa.string())
    con.register("line_rows", pa.table(columns))
    con.execute("CREATE OR REPLACE TEMP VIEW cells AS SELECT * FROM line_rows")


def check_formats(con: duckdb.DuckDBPyConnection, layout: Layout, formats: Formats) -> None:
    """Raise NotByLine if the rows in trouble prove that numbers or dates are written otherwise."""
    if contradicted(con, "cells", layout, formats):
        raise NotByLine
