"""A list whose orders are called as 1C calls them, «Заказ клиента ТД00-000123 от 05.01.2013 10:00:00»: the number is the id.

The ids are those that a grouped report of the same orders gives, so that neither counts beside the other. Where the list has no column of
the order's date, the name's date is it. Looked for in the first rows only; lists of plain numbers are left alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa

from analysis.intake.columns.grouped.order_ids import OrderText, is_orders_name, order_texts
from analysis.intake.columns.header_words.headers import unique
from analysis.intake.columns.layout import Layout
from analysis.intake.rows.staging import written


def names_orders(layout: Layout) -> bool:
    """Whether the first rows of a list of order lines, usage or offers have an order called so."""
    at = layout.columns.get("order_id")
    if (
        at is None
        or layout.only_lines
        or layout.table.name
        not in (
            "order_lines",
            "usage",
            "quotes",
        )
    ):
        return False
    return any(is_orders_name(text) for text in {row[at] for row in layout.sample})


def by_numbers(
    con: duckdb.DuckDBPyConnection, layout: Layout, relation: str, scratch: Path
) -> tuple[Layout, str]:
    """The rows with numbers instead of names, and with a column of dates where the list has none."""
    at = layout.columns["order_id"]
    told = con.execute(
        f"SELECT DISTINCT c{at} FROM {relation} WHERE contains(c{at}, ' ') OR contains(c{at}, chr(160))"
    ).fetchall()
    orders = order_texts(text for (text,) in told if is_orders_name(text))[0]
    orders = {text: order for text, order in orders.items() if order.order_id}
    columns = {
        "name": pa.array(list(orders), pa.string()),
        "number": pa.array([o.order_id for o in orders.values()], pa.string()),
        "day": pa.array([o.date or None for o in orders.values()], pa.string()),
    }
    source = written(pa.table(columns), scratch / "orders.parquet")
    undated = layout.table.name == "order_lines" and "order_date" not in {
        *layout.columns,
        *layout.constants,
    }
    day = f", n.day AS c{layout.width}" if undated else ""
    con.execute(
        f"CREATE OR REPLACE TEMP VIEW by_numbers AS SELECT cells.* REPLACE (coalesce(n.number, c{at}) AS c{at}){day} "
        f"FROM {relation} AS cells LEFT JOIN {source} AS n ON n.name = c{at}"
    )
    sample = tuple(_numbered(row, at, orders, undated) for row in layout.sample)
    if not undated:
        return replace(layout, sample=sample), "by_numbers"
    header = "Дата заказа" if layout.is_russian else "order_date"
    return replace(
        layout,
        headers=unique((*layout.headers, header), layout.width + 1),
        sample=sample,
        columns={**layout.columns, "order_date": layout.width},
    ), "by_numbers"


def _numbered(
    row: tuple[str, ...], at: int, orders: Mapping[str, OrderText], undated: bool
) -> tuple[str, ...]:
    order = orders.get(row[at])
    cells = (*row[:at], order.order_id if order else row[at], *row[at + 1 :])
    return (*cells, order.date if order else "") if undated else cells
