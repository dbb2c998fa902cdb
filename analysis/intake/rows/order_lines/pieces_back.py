"""Pieces that came back, in a column of their own beside the quantity, «Кол-во возврата»: nothing says whether they are off already."""

from __future__ import annotations

import duckdb

from analysis.intake.columns.amounts.sample_amounts import amounts, makes, product
from analysis.intake.columns.layout import Layout
from analysis.intake.reasons import Notice
from analysis.intake.rows.questions.stakes import control_total
from analysis.intake.values import numbers, refunds
from analysis.intake.values.formats import Formats


def noticed(
    con: duckdb.DuckDBPyConnection, layout: Layout, formats: Formats, relation: str
) -> tuple[Notice, ...]:
    """That the quantity and the amount of these rows are as they are written, and how much of the amount the pieces are."""
    if "quantity" not in layout.columns:
        return ()
    found = []
    for position in refunds.places_of_pieces(layout):
        back = f"abs(try_cast(replace(regexp_replace(c{position}, '[\\s\\p{{Z}}]', '', 'g'), ',', '.') AS DOUBLE))"
        where = f"{back} > 0"
        [(rows, pieces)] = con.execute(
            f"SELECT count(*), sum({back}) FROM {relation} WHERE {where}"
        ).fetchall()
        if not rows or _is_off_already(layout, position):
            continue
        whole = control_total(con, relation, layout, formats, where)
        money = abs(float(whole or 0)) * _share(con, relation, layout, formats, back)
        details = {
            "header": layout.headers[position],
            "rows": rows,
            "pieces": f"{pieces:g}",
            "money": f"{money:.2f}",
        }
        found.append(Notice("pieces_back", details))
    return tuple(found)


def _share(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, formats: Formats, back: str
) -> float:
    """The share of the rows' amounts that the pieces are, each row's by its own quantity."""
    quantity, *own = (
        f"abs({numbers.number(f'c{layout.columns[c]}', formats.numbers[c])})"
        for c in ("quantity", "revenue", "unit_price")
        if c in layout.columns
    )
    amount = (
        own[0]
        if "revenue" in layout.columns
        else f"CAST({own[0]} AS DOUBLE) * {quantity}"
        if own
        else quantity
    )
    [(share,)] = con.execute(
        f"SELECT sum(amount * least(back / quantity, 1)) / nullif(sum(amount), 0) FROM (SELECT CAST({amount} AS DOUBLE) AS amount, "
        f"{back} AS back, CAST({quantity} AS DOUBLE) AS quantity FROM {relation}) WHERE back > 0 AND quantity > 0"
    ).fetchall()
    return float(share or 0)


def _is_off_already(layout: Layout, position: int) -> bool:
    """Whether (quantity − pieces back) × price is the amount in most rows."""
    if not {"revenue", "quantity", "unit_price"} <= layout.columns.keys():
        return False
    quantity, price, own = (
        amounts(layout, layout.columns[c]) for c in ("quantity", "unit_price", "revenue")
    )
    return makes(own, product(quantity, price), product(amounts(layout, position), price), ())
