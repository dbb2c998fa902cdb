"""The money that depends on an answer."""

from __future__ import annotations

from decimal import Decimal

import duckdb

from analysis.intake.columns.layout import Layout
from analysis.intake.rows.conversion import conversion
from analysis.intake.rows.order_lines.totals import is_total
from analysis.intake.sqltext import name
from analysis.intake.values.formats import Formats


def control_total(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, formats: Formats, where: str
) -> Decimal | None:
    """The table's money in the rows of the relation that meet a condition on their cells; None for a table without money."""
    return (
        None
        if not layout.table.money
        else total_of(con, relation, layout, formats, layout.table.money, where)
    )


def total_of(
    con: duckdb.DuckDBPyConnection,
    relation: str,
    layout: Layout,
    formats: Formats,
    column: str,
    where: str,
) -> Decimal:
    """The sum of a column of the contract in those rows, as it is read now; totals rows apart."""
    rows = f"(SELECT * FROM {relation} WHERE ({where}) AND NOT coalesce({is_total(layout)}, false))"
    typed = conversion(layout, formats).over(rows, "CAST(NULL AS BIGINT)", "CAST(NULL AS VARCHAR)")
    [(total,)] = con.execute(f"SELECT sum({name(column)}) FROM ({typed})").fetchall()
    return Decimal(0) if total is None else Decimal(total)
