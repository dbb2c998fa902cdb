"""Refused rows with what is wrong and the row as it stood."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from analysis.intake.columns.layout import Layout
from analysis.intake.reasons import COLUMN_NUMBERS, FEWER_CELLS, REPEATED_HEADER, TOTALS_ROW
from analysis.intake.rows.order_lines.totals import is_total
from analysis.intake.rows.row_checks import counts_columns, repeats_header
from analysis.intake.sqltext import literal, name
from analysis.intake.values.cell_checks import Check
from analysis.intake.values.cell_sql import raw


def write_refused(
    con: duckdb.DuckDBPyConnection,
    layout: Layout,
    checks: Sequence[Check],
    relation: str,
    good: str,
    import_id: str,
    target: Path,
) -> None:
    """Write the rows of `typed` that are not `good`, with column, value and reason of the check that they break.

    A row without trouble of its own breaks the last check. amount: the row's money, NULL where it can't be read.
    """
    money = layout.table.money
    amount = (
        f"CASE WHEN number > 1 THEN CAST({name(money)} AS DECIMAL(38,6)) END"
        if money
        else "CAST(NULL AS DECIMAL(38,6))"
    )
    also = f", {name(money)}" if money else ""
    trouble = f"CASE WHEN trouble = 0 THEN {len(checks)} ELSE trouble END"
    bad = f"(SELECT source_row, {trouble} AS number{also} FROM typed WHERE NOT ({good})) AS bad"
    met = {int(row[0]) for row in con.execute(f"SELECT DISTINCT number FROM {bad}").fetchall()}
    columns, texts, why = [], [], []
    for number in sorted(met - {1}):
        check = checks[number - 1]
        columns.append(
            f"WHEN number = {number} THEN {literal(layout.named.get(check.column, check.column))}"
        )
        texts.append(
            f"WHEN number = {number} THEN {check.cell or raw(layout, check.column) or 'NULL'}"
        )
        reasons = " ".join(
            f"WHEN {condition} THEN {literal(reason)}" for reason, condition in check.reasons
        )
        why.append(f"WHEN number = {number} THEN CASE {reasons} END")
    # The row as a whole is at fault: no column, no value.
    row_alone = f"WHEN number = 1 OR {repeats_header(layout)} OR {counts_columns(layout)} OR {is_total(layout)} THEN NULL"
    row_reason = (
        f"WHEN number = 1 AND {_cut_total()} THEN {literal(TOTALS_ROW)} WHEN number = 1 THEN fault "
        f"WHEN {repeats_header(layout)} THEN {literal(REPEATED_HEADER)} "
        f"WHEN {counts_columns(layout)} THEN {literal(COLUMN_NUMBERS)} WHEN {is_total(layout)} THEN {literal(TOTALS_ROW)}"
    )
    cells = ", ".join(
        f"{literal(layout.headers[i])}, coalesce(c{i}, '')" for i in range(layout.width)
    )
    con.execute(
        f"""COPY (
            SELECT {literal(import_id)} AS import_id, {literal(layout.file)} AS file,
                CAST({literal(layout.sheet) if layout.sheet else "NULL"} AS VARCHAR) AS sheet,
                row // {layout.places} AS row_number,
                CASE {row_alone} {" ".join(columns)} END AS "column",
                CAST(CASE {row_alone} {" ".join(texts)} END AS VARCHAR) AS value,
                CASE {row_reason} {" ".join(why)} END AS reason,
                coalesce(fault_raw, CAST(json_object({cells}) AS VARCHAR)) AS raw,
                {amount} AS amount
            FROM {bad} JOIN {relation} ON row = source_row
            ORDER BY row
        ) TO {literal(target)} (FORMAT parquet)"""
    )


def _cut_total() -> str:
    """SQL: a row with fewer cells than headers that is called a total: its writer left out the empty cells behind it."""
    called = r'^\{"[^"]*": ?"(?:", ?"[^"]*": ?")*(?:итого|всего|итог|total|grand total)[" :]'
    return f"fault = {literal(FEWER_CELLS)} AND regexp_matches(lower(fault_raw), {literal(called)})"
