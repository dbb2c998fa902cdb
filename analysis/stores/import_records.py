"""The records of the imports as tables of a store: what came in, what was refused, which values are unknown, when it was built."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import duckdb

from analysis.delivery import manifest
from analysis.delivery.manifest import Delivery, ImportedFile
from analysis.intake import contract
from analysis.intake.columns.matrix.record_places import PLACES, SHAPE
from analysis.intake.rows.file_endings import UNREAD
from analysis.sql import tables
from analysis.stores import loading, pipeline, reason_words

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


def load(
    con: duckdb.DuckDBPyConnection,
    root: Path,
    deliveries: tuple[Delivery, ...],
    name: str,
    built_at: dt.datetime,
    fingerprint: str,
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
        ("leads", "leads"),
        ("touches", "touches"),
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
        [name, built_at, fingerprint],
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
                [f"select source_row as row_number from {loading.rows_of_file(root, f)}"]
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
