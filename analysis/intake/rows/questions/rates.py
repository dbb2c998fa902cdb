"""Whether a discount or a margin is in money or in per cent: asked where neither header nor cells say and both are possible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import duckdb

from analysis.intake.columns.header_words.spelling import plain
from analysis.intake.columns.layout import Layout
from analysis.intake.questions import Question
from analysis.intake.rows.questions.stakes import total_of
from analysis.intake.values import line_amounts, numbers
from analysis.intake.values.formats import Formats
from analysis.intake.values.rates import MONEY, PERCENT, SAYS_MONEY, text_of

CODE = "money_or_percent"
_SMALL = 0.02  # of the amounts: in money so little would be an odd discount or margin


def find(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, formats: Formats
) -> Iterator[Question]:
    if layout.table.name != "order_lines":
        return
    for column, base, of in _asked(layout, formats):
        position = layout.columns[column]
        stated = layout.stated(position)
        if (
            stated.unit
            or stated.currency
            or stated.piece
            or SAYS_MONEY.search(plain(layout.headers[position]).words)
        ):
            continue
        if (
            formats.rates.get(column, PERCENT) != PERCENT
            or column in layout.told_rates
            or column in formats.of_one
        ):
            continue
        value = numbers.number(text_of(position), formats.numbers[column])
        [(most, signs, share)] = con.execute(
            f"SELECT max(abs(value)), max(signed), median(abs(value / nullif(base, 0))) FILTER (value <> 0) FROM "
            f"(SELECT {value} AS value, {base} AS base, CASE WHEN contains(c{position}, '%') THEN 1 ELSE 0 END AS signed FROM {relation})"
        ).fetchall()
        if not most or most > 100 or signs or share is None:
            continue
        answers = (PERCENT, MONEY) if share < _SMALL else (MONEY, PERCENT)
        one, other = (
            total_of(con, relation, layout, _read(formats, column, answer), of, "true")
            for answer in answers
        )
        yield Question(CODE, (layout.headers[position],), answers, stake=abs(one - other), of=of)


def settle(layout: Layout, formats: Formats, question: Question) -> tuple[Layout, Formats]:
    column = next(
        (c for c in ("discount", "profit") if layout.named.get(c) in question.headers), None
    )
    return layout, _read(formats, column, question.taken) if column else formats


def _read(formats: Formats, column: str, answer: str) -> Formats:
    others = {c: kind for c, kind in formats.rates.items() if c != column}
    return replace(formats, rates=others | ({column: PERCENT} if answer == PERCENT else {}))


def _asked(layout: Layout, formats: Formats) -> Iterator[tuple[str, str, str]]:
    """The column, SQL of what its rate is one of, and the column of the contract that depends on it."""

    def number(column: str) -> str:
        return f"({numbers.number(f'c{layout.columns[column]}', formats.numbers[column])})"

    priced = {"quantity", "unit_price"} <= layout.columns.keys()
    if "discount" in layout.columns and formats.take_off:
        yield "discount", number("revenue"), "revenue"
    elif "discount" in layout.columns and "revenue" not in layout.columns and priced:
        yield (
            "discount",
            f"{numbers.wide(number('quantity'), 6)} * {number('unit_price')}",
            "revenue",
        )
    if (
        "profit" in layout.columns
        and "revenue" in layout.columns
        and line_amounts.is_by_profit(layout)
    ):
        yield "profit", number("revenue"), "direct_cost"
