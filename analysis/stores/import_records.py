"""The records of the imports as the pipeline reads them: raw_imports, raw_refused, raw_mended, raw_unread, raw_set_aside_reasons.

raw_imports: a row per file taken in, as its manifest has it. raw_refused, raw_unread: rows and values that could not be read, with the
reason's code and its English sentence; file_no: the file's place among all. raw_mended: refused rows that a later file gave anew.
raw_set_aside_reasons: for what a build may set a use of a pool aside, and the column at fault.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb

from analysis.delivery import manifest
from analysis.delivery.manifest import Delivery, ImportedFile
from analysis.dictionary.codes import SET_ASIDE
from analysis.intake.columns.matrix.record_places import PLACES, SHAPE
from analysis.intake.rows.file_endings import UNREAD
from analysis.sql.tables import StoreTable, literal, unnested
from analysis.stores import reason_words
from analysis.stores.input_files import rows_of_file

IMPORTS = {
    **dict.fromkeys(("import_id", "file", "sheet", "sha256", '"table"'), "varchar"),
    "delivery_no": "integer",
    **dict.fromkeys(("rows_read", "rows_accepted", "rows_rejected", "rows_not_data"), "bigint"),
    "rows_without_amount": "bigint",
    **dict.fromkeys(("control_read", "control_accepted"), "decimal(38, 6)"),
    **dict.fromkeys(("control_rejected", "control_not_data"), "decimal(38, 6)"),
    "imported_at": "timestamp",
    **dict.fromkeys(("columns", "unused", "formats", "warnings"), "varchar"),
    "is_replaced": "boolean",
    "records_in_row": "integer",
}
UNREAD_COLUMNS = {
    **dict.fromkeys(("import_id", "file", "sheet"), "varchar"),
    "row_number": "bigint",
    **dict.fromkeys(('"column"', '"value"', "reason"), "varchar"),
}
REFUSED_COLUMNS = {**UNREAD_COLUMNS, "raw": "varchar", "amount": "decimal(38, 6)"}


def inputs(
    con: duckdb.DuckDBPyConnection,
    root: Path,
    deliveries: tuple[Delivery, ...],
    elsewhere: Mapping[str, Path] = MappingProxyType({}),
) -> None:
    """The tables and views in the connection; elsewhere: see loading.relation."""
    gone = manifest.replaced(deliveries)
    counted = (f for d in deliveries for f in d.files if f.import_id not in gone)
    files = [(n, elsewhere.get(f.import_id, root), f) for n, f in enumerate(counted)]
    _table(con, StoreTable("raw_imports", IMPORTS, _imports(deliveries)))
    reasons = [(code, column, reason_words.sentence(code)) for code, column in SET_ASIDE.items()]
    kinds = dict.fromkeys(("reason_code", '"column"', "reason"), "varchar")
    _table(con, StoreTable("raw_set_aside_reasons", kinds, reasons))
    refused = [(n, _refused(folder, f)) for n, folder, f in files if f.rows_rejected]
    unread = [(n, folder / "rejected" / f"{f.import_id}{UNREAD}") for n, folder, f in files]
    _view(con, "raw_refused", _listed(refused, REFUSED_COLUMNS))
    _view(con, "raw_unread", _listed(unread, UNREAD_COLUMNS))
    _view(con, "raw_mended", _mended(files))


def _table(con: duckdb.DuckDBPyConnection, table: StoreTable) -> None:
    select, values = unnested(table)
    con.execute(f"create temp table {table.name} as {select}", values)


def _view(con: duckdb.DuckDBPyConnection, name: str, select: str) -> None:
    con.execute(f"create temp view {name} as {select}")


def _imports(deliveries: tuple[Delivery, ...]) -> list[tuple[Any, ...]]:
    """Every import that isn't itself mended rows, as columns of IMPORTS."""
    gone = manifest.replaced(deliveries)
    return [
        tuple(_import(d.delivery_no, f, f.import_id in gone)[name] for name in IMPORTS)
        for d, f in manifest.mended(deliveries)
    ]


def _import(delivery_no: int, f: ImportedFile, is_replaced: bool) -> dict[str, Any]:
    described = {
        "columns": dict(f.columns),
        "unused": list(f.unused),
        "formats": dict(f.formats),
        "warnings": list(f.warnings),
    }
    return {
        "import_id": f.import_id,
        "file": f.file,
        "sheet": f.sheet,
        "sha256": f.sha256,
        '"table"': f.table,
        "delivery_no": delivery_no,
        "rows_read": f.rows_read,
        "rows_accepted": f.rows_accepted,
        "rows_rejected": f.rows_rejected,
        "rows_not_data": f.rows_not_data,
        "rows_without_amount": f.rows_without_amount,
        "control_read": f.money("revenue_read"),
        "control_accepted": f.money("revenue_accepted"),
        "control_rejected": f.money("revenue_rejected"),
        "control_not_data": f.money("revenue_not_data"),
        "imported_at": f.imported_at,
        **{n: json.dumps(v, ensure_ascii=False, default=str) for n, v in described.items()},
        "is_replaced": is_replaced,
        "records_in_row": PLACES if f.formats.get("shape") == SHAPE else 1,
    }


def _refused(folder: Path, file: ImportedFile) -> Path:
    return folder / "rejected" / f"{file.import_id}.parquet"


def _listed(paths: Iterable[tuple[int, Path]], columns: Mapping[str, str]) -> str:
    """SQL: the rows of these numbered files that are there, each column of its type; unknown where a file is older than the column."""
    empty = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in columns.items())
    typed = ", ".join(f"cast({name} as {kind}) as {name}" for name, kind in columns.items())
    rows = [f"select {empty}, 0 as file_no where false"]
    rows += [
        f"select *, {n} as file_no from {_parquet(path)}" for n, path in paths if path.exists()
    ]
    every = " union all by name ".join(rows)
    return f"select * from {reason_words.with_words(f'(select {typed}, file_no from ({every}))')}"


def _mended(files: Iterable[tuple[int, Path, ImportedFile]]) -> str:
    """SQL: import and number of each refused row that was given anew, and the file_no of the file that gave it, for good or in vain."""
    selects = ["select '' as import_id, cast(0 as bigint) as row_number, 0 as file_no where false"]
    for n, folder, f in (each for each in files if each[2].mends):
        row = f"select {literal(f.mends)}"
        if f.rows_accepted:
            selects.append(f"{row}, source_row, {n} from {rows_of_file(folder, f)}")
        if f.rows_rejected:
            selects.append(f"{row}, row_number, {n} from {_parquet(_refused(folder, f))}")
    return " union all ".join(selects)


def _parquet(path: Path) -> str:
    return f"read_parquet({literal(str(path))})"
