"""Whether a cost is the line's or one piece's: asked where it is the same for a product at any quantity, or a standard cost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import duckdb

from analysis.intake.columns.header_words.spelling import plain
from analysis.intake.columns.layout import Layout
from analysis.intake.questions import Question
from analysis.intake.rows.questions.stakes import total_of
from analysis.intake.values import numbers
from analysis.intake.values.formats import Formats

CODE = "cost_of_one"
PIECE, LINE = "piece", "line"
COSTS = (
    "direct_cost",
    "material_cost",
    "labour_cost",
    "other_direct_cost",
    "book_overhead",
    "book_cost",
)
_MOSTLY = 0.9  # a share of the products, or of the rows, that must agree
_ROWS = 3  # fewer prove nothing
_SEVERAL = 5  # pieces of a line at which a cost under the price of one is telling
_STANDARD = re.compile(r"\b(?:standard|std|стандартн\w+|нормативн\w+|планов\w+|учетн\w+)\b")


def find(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, formats: Formats
) -> Iterator[Question]:
    """One question for all such costs of the table."""
    if layout.table.name != "order_lines" or "quantity" not in layout.columns:
        return
    asked = [
        c
        for c in COSTS
        if c in layout.columns and c not in formats.of_one and c not in layout.mapping.columns
    ]
    same = _same_at_any_quantity(con, relation, layout, formats, asked) if asked else set()
    found = [
        c for c in asked if c in same or _standard_below_price(con, relation, layout, formats, c)
    ]
    if not found:
        return
    headers = tuple(layout.headers[layout.columns[c]] for c in found)
    of_line, of_piece = (
        total_of(
            con, relation, layout, replace(formats, of_one=formats.of_one | more), found[0], "true"
        )
        for more in (frozenset[str](), frozenset(found))
    )
    yield Question(CODE, headers, (PIECE, LINE), stake=abs(of_piece - of_line), of=found[0])


def settle(layout: Layout, formats: Formats, question: Question) -> tuple[Layout, Formats]:
    asked = frozenset(
        c
        for c in COSTS
        if c in layout.columns and layout.headers[layout.columns[c]] in question.headers
    )
    return layout, replace(
        formats,
        of_one=formats.of_one | asked if question.taken == PIECE else formats.of_one - asked,
    )


def _same_at_any_quantity(
    con: duckdb.DuckDBPyConnection,
    relation: str,
    layout: Layout,
    formats: Formats,
    columns: Sequence[str],
) -> set[str]:
    """The costs of which products sold in several quantities, for several amounts, cost the same in each line."""
    product = next((c for c in ("sku", "product_name") if c in layout.columns), None)
    named = (
        f"trim(c{layout.columns[product]})" if product else "'one'"
    )  # without products, all rows together
    costs = ", ".join(f"{_number(layout, formats, c)} AS {c}" for c in columns)
    of_product = ", ".join(
        f"count(DISTINCT {c}) FILTER ({c} > 0) AS {c}, count(*) FILTER ({c} > 0) AS {c}_rows, "
        f"count(DISTINCT quantity) FILTER ({c} > 0) > 1 AND count(DISTINCT amount) FILTER ({c} > 0) > 1 AS {c}_differs"
        for c in columns
    )
    counted = ", ".join(
        f"count(*) FILTER ({c}_differs), count(*) FILTER ({c}_differs AND {c} = 1), "
        f"coalesce(sum({c}_rows) FILTER ({c}_differs AND {c} = 1), 0)"
        for c in columns
    )
    [seen] = con.execute(
        f"""SELECT {counted} FROM (SELECT {of_product}
        FROM (SELECT {named} AS product, {_number(layout, formats, "quantity")} AS quantity,
            {_amount(layout, formats)} AS amount, {costs} FROM {relation})
        WHERE product <> '' AND quantity > 0 GROUP BY product)"""
    ).fetchall()
    each = {c: seen[3 * n : 3 * n + 3] for n, c in enumerate(columns)}
    return {
        c
        for c, (products, same, rows) in each.items()
        if products and same >= _MOSTLY * products and rows >= _ROWS
    }


def _standard_below_price(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, formats: Formats, column: str
) -> bool:
    """Whether a cost called standard is under the price of one piece in lines of several."""
    if column != "direct_cost" or not _STANDARD.search(
        plain(layout.headers[layout.columns[column]]).words
    ):
        return False
    amount = _amount(layout, formats)
    [(rows, below)] = con.execute(
        f"SELECT count(*), count(*) FILTER ({numbers.wide('cost', 7)} * quantity <= amount) "
        f"FROM (SELECT {_number(layout, formats, column)} AS cost, "
        f"{_number(layout, formats, 'quantity')} AS quantity, {amount} AS amount FROM {relation}) "
        f"WHERE quantity >= {_SEVERAL} AND cost > 0 AND amount > 0"
    ).fetchall()
    return bool(rows and below >= _MOSTLY * rows)


def _amount(layout: Layout, formats: Formats) -> str:
    if "revenue" in layout.columns:
        return _number(layout, formats, "revenue")
    if "unit_price" not in layout.columns:
        return "NULL"
    return f"{numbers.wide(_number(layout, formats, 'quantity'), 6)} * {_number(layout, formats, 'unit_price')}"


def _number(layout: Layout, formats: Formats, column: str) -> str:
    return f"({numbers.number(f'c{layout.columns[column]}', formats.numbers[column])})"
