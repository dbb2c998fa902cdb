"""«Сумма заказа» that stands in every line of its order: added up, it would count as often as the order has lines."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from analysis.errors import UnreadableFile
from analysis.intake.columns.header_words.spelling import plain
from analysis.intake.columns.layout import Layout
from analysis.intake.values import numbers
from analysis.intake.values.numbers import NumberFormat
from analysis.intake.values.vat import Vat

_NAMES = (
    "сумма заказа",
    "стоимость заказа",
    "сумма по заказу",
    "итого по заказу",
    "сумма документа",
    "order total",
    "order amount",
)


def may_be(layout: Layout) -> bool:
    """Whether the header of revenue speaks of the order, not of the line; a mapping that names the header means it."""
    position = layout.columns.get("revenue")
    told = "revenue" in layout.mapping.columns or "order_id" not in layout.columns
    return position is not None and not told and plain(layout.headers[position]).words in _NAMES


def repeated(
    con: duckdb.DuckDBPyConnection,
    relation: str,
    layout: Layout,
    formats: Mapping[str, NumberFormat],
) -> bool:
    """Whether every order of several lines has one amount in all of them, and not because its lines cost the same."""
    if not may_be(layout):
        return False
    order = f"c{layout.columns['order_id']}"
    said = _value(layout, formats, "revenue")
    priced = {"quantity", "unit_price"} <= layout.columns.keys()
    quantity, price = (
        _value(layout, formats, c) if priced else "NULL" for c in ("quantity", "unit_price")
    )
    line = f"{numbers.wide(quantity, 6)} * {price}"
    [(several, same, other)] = con.execute(
        f"""SELECT count(*), count(*) FILTER (least_ = most), count(*) FILTER (differ > 0)
        FROM (SELECT min(amount) AS least_, max(amount) AS most, 
            count(*) FILTER (coalesce(abs(line - amount) > 0.01, line IS NULL)) AS differ
            FROM (SELECT trim({order}) AS order_id, {said} AS amount, {line} AS line FROM {relation})
            WHERE amount IS NOT NULL AND order_id <> '' GROUP BY order_id HAVING count(*) > 1)"""
    ).fetchall()
    return bool(several and same == several and other)


def _value(layout: Layout, formats: Mapping[str, NumberFormat], column: str) -> str:
    position = layout.columns[column]
    factor = layout.stated(position).factor(column)
    return numbers.scaled(
        numbers.number(f"c{position}", formats[column], numbers.SCALED), factor, "DECIMAL(18,6)"
    )


def check(layout: Layout, vat: Vat) -> None:
    """Raises UnreadableFile where lines of such a file have no price to be counted by instead, or one whose VAT isn't known."""
    priced = {"quantity", "unit_price"} <= layout.columns.keys()
    if not priced or ("revenue" in vat.included and "unit_price" not in vat.included):
        raise UnreadableFile(
            "order_totals", file=layout.file, header=layout.headers[layout.columns["revenue"]]
        )
