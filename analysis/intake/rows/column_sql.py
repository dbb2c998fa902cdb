"""A column as SQL: the cell as it reads, and the value with what follows from other cells of its row."""

from __future__ import annotations

from dataclasses import replace

from analysis.dictionary.input_columns import Column
from analysis.intake.columns.header_words import per_piece_words
from analysis.intake.columns.layout import Layout
from analysis.intake.files.encoding import INVISIBLE
from analysis.intake.rows.order_lines import row_units
from analysis.intake.time_units import clock
from analysis.intake.values import (
    added,
    dates,
    discounts,
    line_amounts,
    markups,
    numbers,
    other_currencies,
    pricing,
    rates,
    returns,
    times,
)
from analysis.intake.values.cell_sql import raw, words
from analysis.intake.values.formats import RATED, Formats, factor_of
from analysis.intake.values.numbers import SCALED, NumberFormat, scaled, wide
from analysis.intake.vocabulary import VOCABULARY, meaning, yes_or_no


def read_value(layout: Layout, formats: Formats, column: Column) -> str:
    """The cell as it reads; the amounts of a return with their sign."""
    value = _cell(layout, formats, column)
    if column.name == "is_deleted" and formats.back.statuses == returns.CAME_BACK:
        return f"({value} OR {returns.by_status(layout)})"
    if (
        formats.back.turns
        and column.name not in formats.of_one
        and raw(layout, column.name) is not None
    ):
        return returns.turned(column.name, value)
    return value


def _cell(layout: Layout, formats: Formats, column: Column) -> str:
    text = raw(layout, column.name)
    if text is None:
        return f"CAST(NULL AS {column.duckdb_type})"
    if column.name == "person" and (
        parts := [
            f"c{i}" for p in ("given_name", "middle_name") if (i := layout.aside.get(p)) is not None
        ]
    ):
        surname_first = "middle_name" in layout.aside or layout.is_russian
        text = f"concat_ws(' ', {', '.join([text, *parts] if surname_first else [*parts, text])})"
    fmt = formats.numbers.get(column.name, NumberFormat("."))
    if column.kind in ("money", "quantity"):
        if column.name in RATED:
            text = f"replace({text}, '%', '')"
        factor = factor_of(layout, column.name)
        by_row = row_units.count(layout, formats, column.name)
        exact = rates.FINE if formats.rates.get(column.name) else column.read_as
        value = numbers.number(text, fmt, exact if factor == 1 and not by_row else SCALED)
        if (layout.table.name, column.name) == ("usage", "quantity"):
            value = f"coalesce({value}, {clock(text, minutes=times.in_unit(layout, 'min'), seconds=times.in_unit(layout, 's'))})"
            value = times.with_minutes(layout, value, fmt.mark)
        if by_row:
            return row_units.scaled(layout, formats, column.name, value, _scaled_type(column))
        value = value if factor == 1 else scaled(value, factor, _scaled_type(column))
        return (
            f"CAST({value} AS {column.duckdb_type})"
            if exact == column.read_as and factor == 1
            else value
        )
    if column.kind == "integer":
        return numbers.whole(text, fmt)
    if column.kind == "flag":
        return yes_or_no(text)
    day = formats.dates.get(column.name, dates.DateFormat())
    if column.kind == "date":
        return dates.date(text, day)
    if column.kind == "stamp":
        return dates.stamp(text, day, times.day_beside(layout, formats, column.name))
    if column.name in VOCABULARY:
        return meaning(column.name, text)
    if column.kind == "id" or layout.table.is_required(column.name):
        named = f"CASE WHEN {numbers.says_nothing(text)} THEN NULL ELSE {_words(text, formats, column)} END"
        return _as_it_is(text, formats, named) if column.kind == "id" else named
    return words(text, formats.odd_spaces)


def _as_it_is(text: str, formats: Formats, otherwise: str) -> str:
    """SQL: an id without blanks, quotes and signs before it, as nearly all are: taken without a closer look."""
    if formats.float_ids or INVISIBLE in formats.odd_spaces:
        return otherwise
    odd = "".join(f" AND NOT contains({text}, chr({ord(c)}))" for c in (" ", *formats.odd_spaces))
    return f"CASE WHEN {text} >= '('{odd} AND {numbers.surely_says_something(text)} THEN {text} ELSE {otherwise} END"


def _words(text: str, formats: Formats, column: Column) -> str:
    if column.name in formats.float_ids:
        return rf"regexp_replace({words(text)}, '\.0$', '')"
    if column.kind == "id":  # the apostrophe by which Excel keeps a number as text
        bare = words(f"ltrim({text}, '''')", formats.odd_spaces)
        return f"CASE WHEN starts_with({text}, '''') THEN {bare} ELSE {words(text, formats.odd_spaces)} END"
    return words(text, formats.odd_spaces)


def _scaled_type(column: Column) -> str:
    """A price for a thousand pieces has three decimals more, for one piece."""
    return "DECIMAL(18,7)" if column.name in per_piece_words.PRICES else column.read_as


def final_value(layout: Layout, formats: Formats, column: Column) -> str:
    """The column as the contract means it."""
    if column.name == "direct_cost":
        return line_amounts.direct_cost(layout, formats)
    if column.name == "profit" and raw(layout, "profit"):
        return line_amounts.profit(layout, formats)
    if column.name == "markup":
        return markups.share(layout, formats.rates.get("markup", rates.SHARE))
    value = _as_written(layout, formats, column)
    if column.name in per_piece_words.PRICES and (
        factor_of(layout, column.name) != 1 or row_units.count(layout, formats, column.name)
    ):
        value = f"try_cast({value} AS {column.duckdb_type})"
    if column.kind != "money" or column.name == "revenue":
        return value
    basis = column.name
    if basis == "discount":
        basis = "revenue" if formats.take_off else "unit_price"
    return pricing.brought(layout, formats, basis, value)


def _as_written(layout: Layout, formats: Formats, column: Column) -> str:
    """The column with what follows from other cells; amounts (but revenue) as the file counts them."""
    value = line_amounts.of_line(layout, formats, column.name)
    if column.kind == "date":
        return dates.known(value)
    if column.name == "unit":
        return times.unit(layout, formats)
    if layout.table.name == "order_lines":
        if column.name == "discount":
            return discounts.money(layout, formats)
        if column.name == "revenue":
            discount = _as_written(layout, formats, layout.table.column("discount"))
            off = replace(formats, take_off=False)
            computed = f"({wide('v_quantity', 6)} * v_unit_price - coalesce({discounts.money(layout, off)}, 0))"
            computed = f"try_cast({added.without_refunds(layout, computed)} AS DECIMAL(18,4))"
            if formats.order_totals:
                return pricing.brought(layout, formats, "unit_price", computed)
            if formats.take_off:
                value = f"try_cast({value} - coalesce({discount}, 0) AS DECIMAL(18,4))"
            given = pricing.brought(layout, formats, "revenue", value)
            computed = pricing.brought(layout, formats, "unit_price", computed)
            own = f"CASE WHEN v_revenue IS NULL THEN {computed} ELSE {given} END"
            return (
                f"coalesce({other_currencies.revenue(layout, formats)}, {own})"
                if other_currencies.places(layout)
                else own
            )
    if layout.table.name == "usage" and column.name in ("started_at", "ended_at"):
        return times.stamp(layout, column.name)
    if (
        layout.table.name == "usage"
        and column.name == "quantity"
        and raw(layout, "started_at")
        and raw(layout, "ended_at")
    ):
        ended = times.stamp(layout, "ended_at")
        hours = f"CAST(date_diff('second', v_started_at, {ended}) / 3600 AS DECIMAL(18,6))"
        return f"coalesce(v_quantity, CASE WHEN NOT {times.hold_no_time(layout)} THEN {hours} END)"
    return value
