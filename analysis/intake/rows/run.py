"""One run of an import: its private database, its folder for passing files, and where the results go."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from analysis.intake.columns.layout import Layout
from analysis.intake.reasons import DUPLICATE_LINE
from analysis.intake.rows.file_endings import UNREAD
from analysis.intake.rows.not_counted.refused_rows import write_refused
from analysis.intake.sqltext import literal, name
from analysis.intake.values.cell_checks import Check
from analysis.progress import Progress

_LINE = ("order_id", "line_no", "client_id", "client_name")  # what makes a numbered line another
LATE = Check("line_no", "", ((DUPLICATE_LINE, "true"),))


@dataclass(frozen=True)
class Run:
    con: duckdb.DuckDBPyConnection
    scratch: Path
    import_id: str
    accepted: Path
    rejected: Path
    tell: Progress

    @property
    def unread(self) -> Path:
        """Where values are listed that are unknown in rows taken in."""
        return self.rejected.with_name(f"{self.rejected.stem}{UNREAD}")

    def copy(self, select: str, target: Path) -> int:
        """Write the SELECT as Parquet; the number of its rows."""
        return self.count(f"COPY ({select}) TO {literal(target)} (FORMAT parquet)")

    def count(self, query: str) -> int:
        [(found,)] = self.con.execute(query).fetchall()
        return int(found)

    def money(self, layout: Layout, source: str) -> Decimal | None:
        """The table's money, added up over `source`; None for a table without."""
        if not layout.table.money:
            return None
        [(total,)] = self.con.execute(
            f"SELECT sum({name(layout.table.money)}) FROM {source}"
        ).fetchall()
        return Decimal(0) if total is None else total

    def repeated_lines(self, layout: Layout, parquet: Path) -> int:
        """Good order lines beyond the first with the same order and line number (or, without one, the same cells)."""
        if layout.table.name != "order_lines":
            return 0
        columns = ", ".join(map(name, _LINE if is_numbered(layout) else layout.columns))
        where = " AND line_no IS NOT NULL" if is_numbered(layout) else ""
        return self.count(
            f"SELECT count(*) - count(DISTINCT hash({columns})) FROM read_parquet({literal(parquet)}) "
            f"WHERE import_id IS NOT NULL{where}"
        )

    def refuse(self, layout: Layout, checks: Sequence[Check], relation: str, good: str) -> int:
        """Write the rows of `typed` that are not `good` (those without trouble repeat a line); how many they are."""
        refused = self.count(f"SELECT count(*) FROM typed WHERE NOT ({good})")
        if refused:
            beside = self.scratch / "rejected.parquet"
            write_refused(self.con, layout, (*checks, LATE), relation, good, self.import_id, beside)
            publish(beside, self.rejected)
        return refused


def is_numbered(layout: Layout) -> bool:
    """Whether order lines carry numbers, so that a number twice in an order is a mistake."""
    return {"order_id", "line_no"} <= layout.columns.keys()


def repeated_numbers(source: str, row: str, good: str) -> str:
    """SQL: the good rows whose order and line number an earlier good row has, of an order that may be the same."""
    client = "coalesce(client_id, client_name)"  # a number of two clients is two orders
    by_day = "OVER (PARTITION BY order_id, line_no, client ORDER BY order_date, row)"
    return (
        f"WITH twice AS (SELECT order_id, line_no, {client} AS client FROM {source} WHERE {good} AND line_no IS NOT NULL "
        "GROUP BY ALL HAVING count(*) > 1), "
        f"found AS (SELECT {row} AS row, order_id, line_no, {client} AS client, order_date FROM {source} WHERE {good}), "
        f"lines AS (SELECT *, lag(order_date) {by_day} AS day_before FROM found JOIN twice USING (order_id, line_no, client)), "
        f"orders AS (SELECT *, count(*) FILTER ({years_apart('order_date', 'day_before')}) {by_day} AS place FROM lines) "
        "SELECT row FROM orders QUALIFY row > min(row) OVER (PARTITION BY order_id, line_no, client, place)"
    )


def years_apart(day: str, other: str) -> str:
    """SQL: whether days of one order number are of different orders, as sql/00_arrivals/10_order_numbers tells them apart."""
    years, months = f"(year({day}) - year({other}))", f"(month({day}) - month({other}))"
    return f"({years} <> 0 AND abs(12 * {years} + {months}) >= 5)"


def output_columns(layout: Layout) -> str:
    """SQL: the columns of the accepted Parquet before import_id and source_row."""
    return ", ".join(
        name(c) for c in (*layout.table.names, *layout.table.marks, *layout.extras.values())
    )


def publish(beside: Path, target: Path) -> None:
    """Flush to disk, then give the file its name: whole or not at all."""
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(beside, target)
