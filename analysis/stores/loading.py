"""What a store is built from, put into a DuckDB connection: the rows of the inputs, and the records of the imports.

The pipeline reads raw_* (views of the inputs' Parquet) and what people decided (see decided).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import duckdb

from analysis.delivery import manifest
from analysis.delivery.manifest import Delivery, ImportedFile
from analysis.intake import contract
from analysis.intake.columns.matrix import period
from analysis.stores import import_records, pipeline
from analysis.stores.input_files import rows_of_file


def _files(deliveries: Iterable[Delivery], table: str) -> list[tuple[int, int, ImportedFile]]:
    """Number of the delivery, place of the file, and the file; mended rows stand in the place of the import that they mend."""
    deliveries = tuple(deliveries)
    gone = manifest.replaced(deliveries)
    numbered = [(d.delivery_no, f) for d in deliveries for f in d.files if f.import_id not in gone]
    places = {f.import_id: (no, place + 1) for place, (no, f) in enumerate(numbered)}
    return [
        (*places[f.mends or f.import_id], f)
        for _, f in numbered
        if f.table == table and f.rows_accepted
    ]


def _source_row(file: ImportedFile) -> str:
    return (
        f"coalesce(source_row, file_row_number + {file.first_row})"
        if file.first_row is not None
        else "source_row"
    )


# Columns of a table that are made of its others, with their types: each dialect of SQL writes these its own way.
DERIVED = {
    "order_lines": {
        "days_late": ("bigint", "shipped_on - promised_on"),
        "days_to_pay": ("bigint", "paid_on - shipped_on"),
        "days_promised": ("bigint", "promised_on - order_date"),
    },
    "usage": {
        "stamped_seconds": ("double", "date_diff('second', started_at, ended_at)"),
        "started_second": ("bigint", "epoch(started_at)"),
        "as_written": (
            "varchar",
            "to_json(struct_pack(order_id := order_id, client_id := client_id, pool := pool, "
            "quantity := quantity, date := date, person := person))",
        ),
    },
}


def inputs(
    con: duckdb.DuckDBPyConnection,
    root: Path,
    deliveries: tuple[Delivery, ...],
    elsewhere: Mapping[str, Path] = MappingProxyType({}),
) -> None:
    """The views raw_*; elsewhere: see relation."""
    for table in contract.TABLES.values():
        con.execute(
            f"create temp view raw_{table.name} as {relation(con, root, deliveries, table, elsewhere)}"
        )
        if table.keeps_extra:
            _load_extras(con, root, deliveries, table, elsewhere)
    _last_import(con, deliveries)
    import_records.inputs(con, root, deliveries, elsewhere)


def relation(
    con: duckdb.DuckDBPyConnection,
    root: Path,
    deliveries: tuple[Delivery, ...],
    table: contract.Table,
    elsewhere: Mapping[str, Path] = MappingProxyType({}),
) -> str:
    """SQL: the rows of a table's files. elsewhere: import → folder that its Parquet lies under, where it isn't the workspace."""
    derived = DERIVED.get(table.name, {})
    months = table is contract.USAGE
    selects = [
        f"select {_columns(con, folder, table, f)}, import_id, {_source_row(f)} as source_row, "
        f"{delivery_no} as delivery_no, {file_no} as file_no{_named_month(f.file) if months else ''} from {rows_of_file(folder, f)}"
        for delivery_no, file_no, f in _files(deliveries, table.name)
        for folder in (elsewhere.get(f.import_id, root),)
    ]
    if not selects:
        typed = [f"cast(null as {c.duckdb_type}) as {c.name}" for c in table.columns]
        typed += [f"cast(null as varchar) as {mark}" for mark in table.marks]
        typed += [f"cast(null as {kind}) as {name}" for name, (kind, _) in derived.items()]
        selects = [
            f"select {', '.join(typed)}, cast(null as varchar) as import_id, cast(null as bigint) as source_row, "
            f"cast(null as integer) as delivery_no, cast(null as integer) as file_no{_named_month('') if months else ''} where false"
        ]
    return "\nunion all\n".join(selects)


def _named_month(file: str) -> str:
    """SQL: what the file's name says of the month of records without a date."""
    month = period.named_month(file)
    return f", cast({pipeline.literal(month) if month else 'null'} as varchar) as named_month"


def _columns(
    con: duckdb.DuckDBPyConnection, root: Path, table: contract.Table, file: ImportedFile
) -> str:
    """SQL: the table's columns and those derived from them; unknown where the file was taken in before a column was known."""
    there = {
        str(row[0])
        for row in con.execute(f"describe select * from {rows_of_file(root, file)}").fetchall()
    }
    columns = [
        c.name if c.name in there else f"cast(null as {c.duckdb_type}) as {c.name}"
        for c in table.columns
    ]
    columns += [
        mark if mark in there else f"cast(null as varchar) as {mark}" for mark in table.marks
    ]
    derived = DERIVED.get(table.name, {}).items()
    columns += [f"cast({how} as {kind}) as {name}" for name, (kind, how) in derived]
    return ", ".join(columns)


def _load_extras(
    con: duckdb.DuckDBPyConnection,
    root: Path,
    deliveries: tuple[Delivery, ...],
    table: contract.Table,
    elsewhere: Mapping[str, Path],
) -> None:
    """Further columns of a table's files: the views raw_TABLE_extras, the table's name in the singular, where each stands under its own
    header, and raw_TABLE_attributes: a row for each text of such a column; `attribute` is the header in lower case.
    """
    known = {*table.names, "import_id", "source_row", "file_row_number"}
    selects, unpivoted = [], []
    for _, _, file in _files(deliveries, table.name):
        source = rows_of_file(elsewhere.get(file.import_id, root), file)
        described = con.execute(f"describe select * from {source}").fetchall()
        extras = [str(row[0]) for row in described if str(row[0]).lower() not in known]
        quoted = ['"' + name.replace('"', '""') + '"' for name in extras]
        of_row = f"import_id, {_source_row(file)} as source_row"
        selects.append(f"select {', '.join([of_row, *quoted])} from {source}")
        if quoted:
            texts = ", ".join(f"cast({name} as varchar) as {name}" for name in quoted)
            unpivoted.append(
                "select import_id, source_row, lower(attribute) as attribute, content "
                f"from (select {of_row}, {texts} from {source}) unpivot (content for attribute in ({', '.join(quoted)}))"
            )
    of_none = "cast(null as varchar) as import_id, cast(null as bigint) as source_row"
    none = f"select {of_none} where false"
    no_text = f"select {of_none}, cast(null as varchar) as attribute, cast(null as varchar) as content where false"
    one = table.name.removesuffix("s")
    con.execute(
        f"create temp view raw_{one}_extras as " + "\nunion all by name\n".join(selects or [none])
    )
    con.execute(
        f"create temp view raw_{one}_attributes as " + "\nunion all\n".join(unpivoted or [no_text])
    )


def _last_import(con: duckdb.DuckDBPyConnection, deliveries: tuple[Delivery, ...]) -> None:
    """The view raw_last_import, one row: the day on which the newest file came in; unknown where none did."""
    days = [file.imported_at[:10] for delivery in deliveries for file in delivery.files]
    day = pipeline.literal(max(days)) if days else "null"
    con.execute(f"create temp view raw_last_import as select cast({day} as date) as day")
