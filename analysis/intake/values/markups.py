"""The markup of an offer: a share of its cost, however the file writes it: 35 %, 35 under «Наценка, %», or 0.35."""

from __future__ import annotations

import duckdb

from analysis.intake.columns.layout import Layout
from analysis.intake.values import numbers, rates
from analysis.intake.values.formats import factor_of
from analysis.intake.values.numbers import NumberFormat

MOST_SHARE = 10  # ten times the cost on top: larger figures are per cent
_AS_ARITHMETIC = 0.01  # how near a markup is to amount / cost − 1 where it is that
_TELLING = 0.03  # a smaller markup looks alike as a share and in per cent


def decided(
    con: duckdb.DuckDBPyConnection,
    relation: str,
    layout: Layout,
    formats: dict[str, NumberFormat],
) -> tuple[str, bool]:
    """How the column's cells without a per cent sign are meant, SHARE or PERCENT, and whether further rows can't say otherwise.

    Amount ÷ cost − 1 decides where the file has both; else shares are all within −1 … 1, some strictly between (under a header
    that says per cent), or within −1 … MOST_SHARE (under one that doesn't).
    """
    position = layout.columns["markup"]
    value = numbers.number(rates.text_of(position), formats["markup"], "DOUBLE")
    true_markup = _by_arithmetic(layout, formats)
    off = "abs({} - true_markup) <= " + str(_AS_ARITHMETIC)
    plain = f"NOT contains(coalesce(c{position}, ''), '%') AND abs(true_markup) >= {_TELLING}"
    [(least, most, between, signs, as_share, as_percent)] = con.execute(
        f"""SELECT min(markup), max(markup), count(*) FILTER (abs(markup) > 0 AND abs(markup) < 1),
            count(*) FILTER (contains(c{position}, '%')),
            count(*) FILTER ({plain} AND {off.format("markup")}),
            count(*) FILTER ({plain} AND {off.format("markup / 100")})
        FROM (SELECT *, {value} AS markup, {true_markup} AS true_markup FROM {relation})"""
    ).fetchall()
    if as_share > 2 * as_percent:
        return rates.SHARE, True
    if as_percent > 2 * as_share:
        return rates.PERCENT, True
    largest = 1 if layout.stated(position).unit == "percent" else MOST_SHARE
    if between and not signs and least >= -1 and most <= largest:
        return rates.SHARE, False
    return rates.PERCENT, most is not None and most > largest


def _by_arithmetic(layout: Layout, formats: dict[str, NumberFormat]) -> str:
    """SQL: amount ÷ cost − 1 as the cells say it; NULL where the file lacks either."""
    if not {"amount", "cost_estimate"} <= layout.columns.keys():
        return "CAST(NULL AS DOUBLE)"
    amount, cost = (
        f"{numbers.number(f'c{layout.columns[c]}', formats[c], 'DOUBLE')} * {factor_of(layout, c)}"
        for c in ("amount", "cost_estimate")
    )
    return f"({amount}) / nullif({cost}, 0) - 1"


def share(layout: Layout, kind: str) -> str:
    """SQL: the markup as a share of the cost, to six decimals."""
    percent = "try_cast(v_markup / 100 AS DECIMAL(18,6))"
    if kind == rates.PERCENT:
        return percent
    position = layout.columns.get("markup")
    as_it_is = "try_cast(v_markup AS DECIMAL(18,6))"
    if position is None:
        return as_it_is
    return f"CASE WHEN contains(c{position}, '%') THEN {percent} ELSE {as_it_is} END"
