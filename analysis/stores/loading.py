"""What a store is built from, put into a DuckDB connection: inputs, and the records of the imports.

The pipeline reads raw_* (views of the inputs' Parquet) and what people decided (see decided).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb

from analysis.delivery import manifest
from analysis.delivery.manifest import Delivery, ImportedFile
from analysis.intake import contract
from analysis.intake.columns.matrix import SHAPE, period
from analysis.intake.columns.matrix.records import PLACES
from analysis.intake.rows.run import UNREAD
from analysis.sql import tables
from analysis.stores import decided, pipeline, reason_words, sources

# Why a use of a pool is charged to nobody (usage.charged_to): the codes of reasons of rows that a build sets aside.
UNKNOWN_PERSON = "unknown person"
SET_ASIDE = (
    "unknown pool",
    UNKNOWN_PERSON,
    "unknown order",
    "order of several clients",
    "order of several years",
    "over a day",
    "unknown unit",
)

IMPORTS = """create or replace table imports (
    import_id varchar, delivery_no integer, file varchar, sheet varchar, sha256 varchar, "table" varchar,
    rows_read bigint, rows_accepted bigint, rows_rejected bigint,
    revenue_read decimal(38, 4), revenue_accepted decimal(38, 4), revenue_rejected decimal(38, 4),
    control_read decimal(38, 6), control_accepted decimal(38, 6), control_rejected decimal(38, 6),
    imported_at timestamp, columns varchar, unused varchar, formats varchar, warnings varchar,
    rows_in_use bigint, rows_set_aside bigint, rows_not_data bigint, control_not_data decimal(38, 6),
    rows_without_amount bigint, is_replaced boolean)"""


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


def _rows(root: Path, file: ImportedFile) -> str:
    path = root / "inputs" / file.table / f"{file.import_id}.parquet"
    return f"read_parquet({pipeline.literal(str(path))}, file_row_number = true)"


def _source_row(file: ImportedFile) -> str:
    return (
        f"coalesce(source_row, file_row_number + {file.first_row})"
        if file.first_row is not None
        else "source_row"
    )


DERIVED = {  # differences of dates, which each dialect of SQL writes its own way
    "order_lines": {
        "days_late": "shipped_on - promised_on",
        "days_to_pay": "paid_on - shipped_on",
        "days_promised": "promised_on - order_date",
    },
    "usage": {
        "stamped_seconds": "cast(date_diff('second', started_at, ended_at) as double)",
        "started_second": "cast(epoch(started_at) as bigint)",
    },
}


DECIDES = (
    decided,
    period,
)  # modules of which a build asks, beside the pipeline's steps, what its tables hold


def fingerprint(deliveries: Iterable[Delivery]) -> str:
    """Of all that decides a store's contents but people's decisions: inputs, pipeline, and the program's rules in Python."""
    parts = [pipeline.fingerprint(), _rules()]
    for delivery in deliveries:
        parts += [
            f"{delivery.delivery_no}/{f.import_id}/{f.sha256}/{f.mapping_sha}"
            for f in delivery.files
        ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def _rules() -> str:
    """The text of this module, of DECIDES, and of all that those import: defaults of the settings, too, are rules."""
    behind = sources.behind(Path(str(module.__file__)) for module in DECIDES)
    return "\0".join([sources.text_of(Path(__file__)), *behind, *behind.values()])


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
    _load_extras(con, root, deliveries, elsewhere)


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
        f"{delivery_no} as delivery_no, {file_no} as file_no{_named_month(f.file) if months else ''} from {_rows(folder, f)}"
        for delivery_no, file_no, f in _files(deliveries, table.name)
        for folder in (elsewhere.get(f.import_id, root),)
    ]
    if not selects:
        typed = [f"cast(null as {c.duckdb_type}) as {c.name}" for c in table.columns]
        typed += [f"cast(null as varchar) as {mark}" for mark in table.marks]
        typed += [
            f"cast(null as {'double' if name == 'stamped_seconds' else 'bigint'}) as {name}"
            for name in derived
        ]
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
        str(row[0]) for row in con.execute(f"describe select * from {_rows(root, file)}").fetchall()
    }
    columns = [
        c.name if c.name in there else f"cast(null as {c.duckdb_type}) as {c.name}"
        for c in table.columns
    ]
    columns += [
        mark if mark in there else f"cast(null as varchar) as {mark}" for mark in table.marks
    ]
    return ", ".join(
        [*columns, *(f"{how} as {name}" for name, how in DERIVED.get(table.name, {}).items())]
    )


def _load_extras(
    con: duckdb.DuckDBPyConnection,
    root: Path,
    deliveries: tuple[Delivery, ...],
    elsewhere: Mapping[str, Path],
) -> None:
    """Further columns of the clients' files, each under its own header."""
    known = {*contract.CLIENTS.names, "import_id", "source_row", "file_row_number"}
    selects = []
    for _, _, file in _files(deliveries, "clients"):
        source = _rows(elsewhere.get(file.import_id, root), file)
        described = con.execute(f"describe select * from {source}").fetchall()
        extras = [str(row[0]) for row in described if str(row[0]).lower() not in known]
        quoted = "".join(', "' + name.replace('"', '""') + '"' for name in extras)
        selects.append(f"select import_id, {_source_row(file)} as source_row{quoted} from {source}")
    empty = (
        "select cast(null as varchar) as import_id, cast(null as bigint) as source_row where false"
    )
    con.execute(
        "create temp view raw_client_extras as " + "\nunion all by name\n".join(selects or [empty])
    )


def records(
    con: duckdb.DuckDBPyConnection,
    root: Path,
    deliveries: tuple[Delivery, ...],
    name: str,
    built_at: dt.datetime,
) -> None:
    """The tables `imports`, `rejected_rows` and `build_info`: what came in, what was refused, when this was built.

    Rows of usage that are charged to no known pool or order are refused here, as the build finds them: of rows and control
    totals alike, read = accepted + rejected. `revenue_*` is money of order lines; `control_*` adds up each table's own column.
    """
    con.execute(IMPORTS)
    gone = manifest.replaced(deliveries)
    for delivery, f in manifest.mended(deliveries):
        row = _import_row(delivery.delivery_no, f, f.import_id in gone)
        con.execute(f"insert into imports values ({', '.join('?' * len(row))})", row)
    _set_aside(con)
    used = "(select usage.* from usage anti join set_aside using (import_id, source_row))"
    for table, counted in (
        ("order_lines", "order_lines"),
        ("usage", used),
        ("pools", "pools"),
        ("contacts", "contacts"),
        ("quotes", "quotes"),
        ("clients", "(select * from client_descriptions where version = 1)"),
    ):
        con.execute(
            f"update imports set rows_in_use = coalesce((select count(*) from {counted} as c where c.import_id = imports.import_id), 0) "
            f"where \"table\" = '{table}'"
        )
    con.execute(
        """create or replace table rejected_rows (import_id varchar, file varchar, sheet varchar, row_number bigint,
            "column" varchar, "value" varchar, reason varchar, raw varchar, amount decimal(38, 6), reason_code varchar)"""
    )
    _rejected(con, root, deliveries)
    _unread(con, root, deliveries)
    for why in SET_ASIDE:
        column = {
            "unknown pool": "pool",
            "unknown person": "person",
            "unknown unit": "unit",
            "over a day": "quantity",
        }.get(why, "order_id")
        con.execute(
            f"""insert into rejected_rows
            select import_id, imports.file, imports.sheet,
                case when imports.formats like '%"shape": "{SHAPE}"%' then source_row // {PLACES} else source_row end,
                '{column}', set_aside.{column}, ?,
                to_json(struct_pack(order_id := order_id, client_id := client_id, pool := pool,
                    quantity := quantity, date := date, person := person)),
                set_aside.quantity, ?
            from set_aside inner join imports using (import_id) where charged_to = ?""",
            [reason_words.sentence(why), why, why],
        )
    con.execute("drop table set_aside")
    con.execute(
        "create or replace table build_info as select ? as build_id, ?::timestamp as built_at, ? as inputs",
        [name, built_at, fingerprint(deliveries)],
    )
    for table in ("imports", "rejected_rows", "unread_values", "checks", "build_info"):
        tables.comment(con, "table", table, tables.stated_grain(table))


def _set_aside(con: duckdb.DuckDBPyConnection) -> None:
    """The temporary table set_aside: usage of an unknown pool, person or order, its quantity as the file has it; `imports` follows."""
    whys = ", ".join(pipeline.literal(why) for why in SET_ASIDE)
    con.execute(
        f"""create or replace temp table set_aside as
        select usage.* replace (raw_usage.quantity as quantity), raw_usage.unit
        from usage inner join raw_usage using (import_id, source_row)
        where usage.charged_to in ({whys})"""
    )
    con.execute(
        """update imports set
            rows_set_aside = aside.found,
            rows_accepted = rows_accepted - aside.found,
            rows_rejected = rows_rejected + aside.found,
            control_accepted = control_accepted - aside.control,
            control_rejected = control_rejected + aside.control
        from (select import_id, count(*) as found, coalesce(sum(quantity), 0) as control from set_aside group by import_id) as aside
        where imports.import_id = aside.import_id"""
    )


def _import_row(delivery_no: int, f: ImportedFile, is_replaced: bool) -> list[Any]:
    texts = [
        json.dumps(x, ensure_ascii=False, default=str)
        for x in (dict(f.columns), list(f.unused), dict(f.formats), list(f.warnings))
    ]
    rows = [f.rows_read, f.rows_accepted, f.rows_rejected]
    control = [f.money(name) for name in ("revenue_read", "revenue_accepted", "revenue_rejected")]
    revenue = control if f.table == contract.ORDER_LINES.name else [None] * 3
    in_use_and_set_aside = [f.rows_accepted, 0]
    return [
        f.import_id,
        delivery_no,
        f.file,
        f.sheet,
        f.sha256,
        f.table,
        *rows,
        *revenue,
        *control,
        f.imported_at,
        *texts,
        *in_use_and_set_aside,
        f.rows_not_data,
        f.money("revenue_not_data"),
        f.rows_without_amount,
        is_replaced,
    ]


def _rejected(con: duckdb.DuckDBPyConnection, root: Path, deliveries: tuple[Delivery, ...]) -> None:
    """Refused rows as they stand today: a row that was mended is out, or in with what is wrong with it now."""
    gone = manifest.replaced(deliveries)
    for f in (f for d in deliveries for f in d.files if f.import_id not in gone):
        refused = root / "rejected" / f"{f.import_id}.parquet"
        if f.mends:
            seen = (
                [f"select source_row as row_number from {_rows(root, f)}"]
                if f.rows_accepted
                else []
            )
            seen += [f"select row_number from {_parquet(refused)}"] if f.rows_rejected else []
            con.execute(
                f"delete from rejected_rows where import_id = ? and row_number in ({' union all '.join(seen)})",
                [f.mends],
            )
        if f.rows_rejected and refused.exists():
            con.execute(f"insert into rejected_rows by name select * from {_refused(refused)}")


def _unread(con: duckdb.DuckDBPyConnection, root: Path, deliveries: tuple[Delivery, ...]) -> None:
    """Values that can't be read, of rows that stand without them."""
    con.execute(
        """create or replace table unread_values (import_id varchar, file varchar, sheet varchar, row_number bigint,
            "column" varchar, "value" varchar, reason varchar, reason_code varchar)"""
    )
    gone = manifest.replaced(deliveries)
    for f in (f for d in deliveries for f in d.files if f.import_id not in gone):
        path = root / "rejected" / f"{f.import_id}{UNREAD}"
        if path.exists():
            con.execute(f"insert into unread_values by name select * from {_refused(path)}")


def _refused(path: Path) -> str:
    return reason_words.with_words(_parquet(path))


def _parquet(path: Path) -> str:
    return f"read_parquet({pipeline.literal(str(path))})"
