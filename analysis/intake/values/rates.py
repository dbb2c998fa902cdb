"""Discounts and profits that are given as rates: in per cent (10), as shares (0.1), or in money."""

from __future__ import annotations

import re

import duckdb

from analysis.intake.columns.header_words.spelling import plain
from analysis.intake.columns.layout import Layout
from analysis.intake.values import numbers
from analysis.intake.values.numbers import NumberFormat

SHARE, PERCENT, MONEY = "share", "percent", "money"
SAYS_MONEY = re.compile(
    r"\b(?:сумма|суммы|sum|amount|amt|value|величина|profit|прибыл\w+|доход\w*|результат|income|вп|gp)\b"
)
_MARKUP = re.compile(r"\b(?:наценк[аи]|mark ?up|эффективность)\b")
FINE = "DECIMAL(18,9)"  # of a rate: 0.333333333


def text_of(position: int) -> str:
    """SQL: the cell without its per cent sign."""
    return f"replace(c{position}, '%', '')"


def decided(
    con: duckdb.DuckDBPyConnection,
    relation: str,
    layout: Layout,
    formats: dict[str, NumberFormat],
    column: str,
) -> str:
    """How the column's cells without a per cent sign are meant: SHARE, PERCENT, or "" for money.

    Shares are all from 0 to 1 (negative ones: to −1), some strictly between. Profits are shares only where the header may be one of a rate.
    """
    position = layout.columns[column]
    stated = layout.stated(position)
    is_rate = stated.unit == "percent"
    if told := layout.told_rates.get(column):
        return "" if told == MONEY else told
    if stated.currency or (
        column == "profit"
        and not is_rate
        and SAYS_MONEY.search(plain(layout.headers[position]).words)
    ):
        return ""
    value = numbers.number(text_of(position), formats[column], FINE)
    percent = f"count(*) FILTER (contains(c{position}, '%'))"
    [(least, most, between, signs)] = con.execute(
        f"SELECT min(rate), max(rate), count(*) FILTER (abs(rate) > 0 AND abs(rate) < 1), max(signed) FROM "
        f"(SELECT {value} AS rate FROM {relation}), (SELECT {percent} AS signed FROM {relation})"
    ).fetchall()
    if between and least >= -1 and most <= 1 and not signs:
        return SHARE
    return PERCENT if is_rate else ""


def is_markup(header: str) -> bool:
    """Whether a rate of profit is one of the cost, not of the revenue."""
    return _MARKUP.search(plain(header).words) is not None
