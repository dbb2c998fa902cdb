"""Refused rows with what is wrong and the row as it stood."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from .convert import Check, is_total, raw, repeats_header
from .layout import Layout
from .reasons import REPEATED_HEADER, TOTALS_ROW
from .sqltext import literal


def write_refused(
    con: duckdb.DuckDBPyConnection,
    layout: Layout,
    checks: Sequence[Check],
    relation: str,
    trouble: str,
    good: str,
    import_id: str,
    target: Path,
) -> None:
    """Write the rows of `typed` that are not `good`, with column, value and reason of the check numbered `trouble`."""
    bad = f"(SELECT source_row, {trouble} AS number FROM typed WHERE NOT ({good})) AS bad"
    met = {int(row[0]) for row in con.execute(f"SELECT DISTINCT number FROM {bad}").fetchall()}
    columns, texts, why = ["WHEN 0 THEN NULL"], ["WHEN 0 THEN NULL"], ["WHEN 1 THEN fault"]
    for number in sorted(met - {1}):
        check = checks[number - 1]
        columns.append(f"WHEN {number} THEN {literal(layout.named.get(check.column, check.column))}")
        texts.append(f"WHEN {number} THEN {raw(layout, check.column) or 'NULL'}")
        reasons = " ".join(f"WHEN {condition} THEN {literal(reason)}" for reason, condition in check.reasons)
        why.append(
            f"WHEN {number} THEN CASE WHEN {repeats_header(layout)} THEN {literal(REPEATED_HEADER)} "
            f"WHEN {is_total(layout)} THEN {literal(TOTALS_ROW)} {reasons} END"
        )
    cells = ", ".join(f"{literal(layout.headers[i])}, coalesce(c{i}, '')" for i in range(layout.width))
    con.execute(
        f"""COPY (
            SELECT {literal(import_id)} AS import_id, {literal(layout.file)} AS file,
                CAST({literal(layout.sheet) if layout.sheet else "NULL"} AS VARCHAR) AS sheet, row AS row_number,
                nullif(CASE number {" ".join(columns)} END, '') AS "column",
                CAST(CASE number {" ".join(texts)} END AS VARCHAR) AS value,
                CASE number {" ".join(why)} END AS reason,
                coalesce(fault_raw, CAST(json_object({cells}) AS VARCHAR)) AS raw
            FROM {bad} JOIN {relation} ON row = source_row
            ORDER BY row
        ) TO {literal(target)} (FORMAT parquet)"""
    )
