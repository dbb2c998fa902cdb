"""A column of amounts for each currency: where the workspace's own is empty, the amount stands in another one's column."""

from __future__ import annotations

import duckdb

from analysis.intake import currency
from analysis.intake.columns.amounts.home_currency import twins
from analysis.intake.columns.layout import Layout
from analysis.intake.reasons import ELSEWHERE, Notice
from analysis.intake.values import numbers, pricing
from analysis.intake.values.cell_checks import Check, always
from analysis.intake.values.formats import Formats
from analysis.intake.values.numbers import SCALED, NumberFormat, scaled, wide
from analysis.intake.values.vat import net

_EMPTY = "(v_revenue IS NULL OR v_revenue = 0)"


def places(layout: Layout) -> dict[int, str]:
    """Position → currency of the columns that have the revenue of rows in which its own column is empty."""
    home, own = layout.money.home, layout.columns.get("revenue")
    if (
        home is None
        or own is None
        or layout.table.name != "order_lines"
        or layout.mapping.format.get("currency")
    ):
        return {}
    chosen = layout.stated(own)
    found = {i: layout.stated(i) for _, i in sorted(twins(layout, "revenue"))}
    return {
        i: said.currency
        for i, said in found.items()
        if said.currency not in ("", home, chosen.currency) and said.vat == chosen.vat
    }


def beside(layout: Layout, formats: Formats) -> dict[str, str]:
    """Name → SQL of each such amount, in its own currency."""
    known = formats.numbers.get("revenue", NumberFormat("."))
    form = NumberFormat(known.mark or formats.usual, mixed=known.mixed)
    return {
        _name(i): scaled(
            numbers.number(f"c{i}", form, SCALED),
            layout.stated(i).factor("revenue"),
            "DECIMAL(15,4)",
        )
        for i in places(layout)
    }


def revenue(layout: Layout, formats: Formats) -> str:
    """SQL: the revenue by the first such amount that a rate is known for, in the workspace's currency; NULL for none."""
    found = [
        f"try_cast({wide(net(_name(i), formats.vat, 'revenue'), 4)} * {_rate(layout, code)} AS DECIMAL(18,4))"
        for i, code in places(layout).items()
    ]
    filled = [
        f"CASE WHEN {_EMPTY} AND {_name(i)} <> 0 THEN {value} END"
        for i, value in zip(places(layout), found, strict=True)
    ]
    return f"coalesce({', '.join(filled)})" if filled else "NULL"


def checks(layout: Layout) -> list[Check]:
    """That no rate is known for the amount of a row."""
    return [
        Check(
            layout.headers[i],
            f"coalesce({_EMPTY} AND {_name(i)} <> 0 AND {_rate(layout, code)} IS NULL, false)",
            always(ELSEWHERE),
            cell=f"c{i}",
        )
        for i, code in places(layout).items()
    ]


def notices(con: duckdb.DuckDBPyConnection, layout: Layout, values: str) -> tuple[Notice, ...]:
    """What was converted. `values`: SELECT v_… of all rows."""
    found: list[Notice] = []
    for position, code in places(layout).items():
        amount, rate = _name(position), _rate(layout, code)
        [(rows, was, became)] = con.execute(
            f"SELECT count(*), sum({amount}), sum(try_cast({wide(amount, 4)} * {rate} AS DECIMAL(18,4))) FROM ({values}) "
            f"WHERE {_EMPTY} AND {amount} <> 0 AND {rate} IS NOT NULL"
        ).fetchall()
        if rows:
            said = {
                "rows": rows,
                "amount": f"{was:f}",
                "currency": code,
                "became": f"{became:f}",
                "home": layout.money.home,
            }
            found.append(Notice("converted", said))
    return tuple(found)


def _name(position: int) -> str:
    return f"v_revenue_{position}"


def _rate(layout: Layout, code: str) -> str:
    return currency.rate_sql(layout.money, f"'{code}'", pricing.day_of(layout))
