"""How a table's numbers, dates and ids are written: decided per column from what its values prove.

First over a file's first rows, which is enough when nothing contradicts; else over all of them.
"""

from __future__ import annotations

from dataclasses import replace

import duckdb

from analysis.intake import currency
from analysis.intake.columns.amounts import per_piece
from analysis.intake.columns.layout import Layout
from analysis.intake.values import dates, markups, numbers, order_totals, rates, returns
from analysis.intake.values.cell_sql import count_each, one_below_the_other, one_row
from analysis.intake.values.dates import DateFormat, Order
from analysis.intake.values.formats import (
    DATED,
    NUMERIC,
    Formats,
    beside_key,
    positions,
    scale_of,
    unit_of,
)
from analysis.intake.values.numbers import Mark, NumberFormat
from analysis.intake.values.returns import Back
from analysis.intake.values.times import are_clocks
from analysis.intake.values.vat import decide_vat, vat_of_headers

_TO_MONTHS = ("month", "since")  # of a pool: any day of the month says the month


def contradicted(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, formats: Formats
) -> bool:
    """Whether the rows of `relation` (those that could not be read) prove other formats than the assumed ones."""
    number_formats, date_formats, *_ = _marks_and_orders(con, relation, layout, None)
    for column, number in number_formats.items():
        if number.mark and (
            number.mixed or number.ambiguous or number.mark != formats.numbers[column].mark
        ):
            return True
    for column, date in date_formats.items():
        known = formats.dates[column]
        if (date.usual == "other" and date.order != known.order) or (
            date.words and not known.words
        ):
            return True
    foreign, signs = _currencies(con, relation, layout)
    if (foreign and not formats.foreign) or (signs and not formats.signs):
        return True
    back = returns.decided(con, relation, layout, _in_own_currency(layout, number_formats, signs))
    return back != Back() and back != formats.back


def detect_formats(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, known: Formats | None = None
) -> Formats:
    """Decide the formats over `relation` (columns c0, c1 … as text); `known` from the first rows saves time."""
    number_formats, date_formats, usual, doubt, undecided = _marks_and_orders(
        con, relation, layout, known
    )
    float_ids = _float_ids(con, relation, layout)
    of_rates, negative = _discounts(con, relation, layout, number_formats)
    is_markup_sure = True
    if "markup" in layout.columns:
        of_rates["markup"], is_markup_sure = markups.decided(con, relation, layout, number_formats)
    clocks = are_clocks(con, relation, layout, number_formats)
    computed = "discount" in layout.columns and "revenue" not in layout.columns
    vat = decide_vat(con, relation, layout, number_formats)
    foreign, signs = _currencies(con, relation, layout)
    number_formats = _in_own_currency(layout, number_formats, signs)
    of_one = frozenset(
        c for c in layout.columns if per_piece.is_of_one(layout, c) and c not in of_rates
    )
    back = returns.decided(con, relation, layout, number_formats)
    totals = order_totals.repeated(con, relation, layout, number_formats)
    if layout.table.name == "order_lines" and "quantity" in number_formats:
        number_formats["quantity"] = replace(number_formats["quantity"], signs=numbers.UNITS)
    settled = (
        not computed
        and not layout.take_off
        and "profit" not in of_rates
        and is_markup_sure
        and back == Back()
        and not order_totals.may_be(layout)
        and not foreign
        and not signs
        and vat == vat_of_headers(layout)
        and not doubt
        and not undecided
        and not float_ids
        and not any(f.ambiguous for f in date_formats.values())
    )
    return Formats(
        number_formats,
        date_formats,
        float_ids,
        usual,
        clocks=clocks,
        settled=settled,
        undecided_date=undecided,
        vat=vat,
        foreign=foreign,
        order_totals=totals,
        signs=signs,
        of_one=of_one,
        rates=of_rates,
        discounts_negative=negative,
        back=back,
        discount_scale=1 if unit_of(layout, "discount") else scale_of(layout),
        take_off=layout.take_off,
    )


def _marks_and_orders(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, known: Formats | None
) -> tuple[dict[str, NumberFormat], dict[str, DateFormat], Mark, bool, str | None]:
    """Of numbers and dates; the file's usual decimal mark, whether a number is in doubt, a column of dates that nothing decides."""
    number_formats, usual, doubt = _numbers(con, relation, layout, known)
    marks = [f.mark for f in number_formats.values() if not f.ambiguous]
    commas = marks.count(",") > marks.count(".")
    date_formats, undecided = _dates(con, relation, layout, commas, known)
    return number_formats, date_formats, usual, doubt, undecided


def _in_own_currency(
    layout: Layout, formats: dict[str, NumberFormat], signs: bool
) -> dict[str, NumberFormat]:
    """The formats that know the workspace's currency alone, where no cell bears another's sign."""
    if not layout.money.home or signs:
        return formats
    own = currency.known(layout.money.home)
    return {c: replace(f, signs=own) for c, f in formats.items()}


def _numbers(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, known: Formats | None
) -> tuple[dict[str, NumberFormat], Mark, bool]:
    told = layout.mapping.format.get("decimal")
    columns = positions(layout, NUMERIC) | {
        r: i for r, i in layout.aside.items() if r == "vat_amount"
    }
    columns |= {
        beside_key(c, n): i for c, places in layout.more.items() for n, i in enumerate(places)
    }
    if told in (".", ","):
        mark: Mark = "," if told == "," else "."
        return {c: NumberFormat(mark) for c in columns}, mark, False
    found: dict[str, NumberFormat] = {}
    open_columns = dict(columns)
    if known and columns:
        seen = one_row(
            con,
            relation,
            [f"count(*) FILTER (contains(c{i}, '{m}'))" for i in columns.values() for m in ".,"],
        )
        for n, column in enumerate(columns):
            if (fmt := known.numbers.get(column)) is None:  # not asked of the first rows
                continue
            pointed, commaed = seen[2 * n] > 0, seen[2 * n + 1] > 0
            if not pointed and not commaed:
                found[column] = NumberFormat(None)
            elif (
                fmt.mark
                and not fmt.mixed
                and not fmt.ambiguous
                and not (commaed if fmt.mark == "." else pointed)
            ):
                found[column] = replace(fmt, signs=NumberFormat.signs)
            open_columns = {c: i for c, i in open_columns.items() if c not in found}
    counts = count_each(con, relation, open_columns, numbers.evidence_counts)
    points = sum(c[0] > c[1] for c in counts.values()) + sum(f.mark == "." for f in found.values())
    commas = sum(c[1] > c[0] for c in counts.values()) + sum(f.mark == "," for f in found.values())
    usual = _habit(layout, points, commas)
    for column, (point, comma, dotted, commaed_) in counts.items():
        found[column] = numbers.decide(point, comma, dotted, commaed_, usual)
    found |= {c: NumberFormat(".", mixed=True) for c in layout.undecided}
    return found, usual, any(f.mixed or f.ambiguous for f in found.values())


def _habit(layout: Layout, points: int, commas: int) -> Mark:
    """The decimal mark that the rest of the file (or its language, or its delimiter) makes likely."""
    if points != commas:
        return "." if points > commas else ","
    return (
        "," if layout.container == "csv" and (layout.is_russian or layout.delimiter == ";") else "."
    )


def _dates(
    con: duckdb.DuckDBPyConnection,
    relation: str,
    layout: Layout,
    commas: bool,
    known: Formats | None,
) -> tuple[dict[str, DateFormat], str | None]:
    """The dates' forms (`commas`: the file's numbers have decimal commas), and a column that nothing decides."""
    columns = positions(layout, DATED)
    told = layout.mapping.format.get("date")
    found: dict[str, DateFormat] = {}
    if known and columns and not told:  # typed cells of a sheet: nothing but ISO days
        others = one_row(
            con,
            relation,
            [f"count(*) FILTER (c{i} NOT LIKE '____-__-__')" for i in columns.values()],
        )
        found = {c: DateFormat() for c, other in zip(columns, others, strict=True) if not other}
    asked = {c: i for c, i in columns.items() if c not in found}
    for column, seen in count_each(con, relation, asked, dates.evidence_counts).items():
        found[column] = dates.decide(*seen)
        if told:
            found[column] = replace(
                found[column], pattern=dates.pattern(told), ambiguous=False, order=None
            )
    orders: set[Order] = {f.order for f in found.values() if f.order and not f.mixed}
    undecided = None
    for column, fmt in found.items():
        if fmt.ambiguous:
            order: Order | None = next(iter(orders)) if len(orders) == 1 else None
            if not order and (layout.is_russian or commas):
                order = "dmy"
            undecided = undecided or (column if not order else None)
            fmt = replace(fmt, order=order, ambiguous=len(orders) != 1)
        serials = layout.container == "sheet"
        found[column] = replace(
            fmt,
            serials=serials,
            since_1904=layout.since_1904,
            months=column in (*_TO_MONTHS, "date"),  # hours may be logged by the month
            to_months=column in _TO_MONTHS,
        )
    return found, undecided


def _float_ids(con: duckdb.DuckDBPyConnection, relation: str, layout: Layout) -> frozenset[str]:
    ids = positions(layout, ("id",))
    if not ids:
        return frozenset()
    seen = one_row(
        con,
        relation,
        [
            f"count(nullif(trim(c{i}), '')), "
            f"count(*) FILTER (contains(c{i}, '.0') AND regexp_full_match(trim(c{i}), '\\d+\\.0'))"
            for i in ids.values()
        ],
    )
    return frozenset(c for n, c in enumerate(ids) if 0 < seen[2 * n] == seen[2 * n + 1])


def _discounts(
    con: duckdb.DuckDBPyConnection, relation: str, layout: Layout, formats: dict[str, NumberFormat]
) -> tuple[dict[str, str], bool]:
    """Which of discount and profit are rates, where they are computed with; and whether discounts are written with a minus."""
    asked = [c for c in ("discount", "profit") if c in layout.columns]
    found = {c: kind for c in asked if (kind := rates.decided(con, relation, layout, formats, c))}
    if "discount" not in asked or ("revenue" in layout.columns and not layout.take_off):
        return found, False
    value = numbers.number(
        rates.text_of(layout.columns["discount"]), formats["discount"], rates.FINE
    )
    sold = "true"
    if "quantity" in layout.columns:
        cell = f"c{layout.columns['quantity']}"
        sold = f"{numbers.number(cell, formats['quantity'])} > 0"
    less, more = one_row(
        con,
        relation,
        [f"count(*) FILTER ({value} < 0 AND {sold})", f"count(*) FILTER ({value} > 0)"],
    )
    return found, less > 0 and not more


def _currencies(con: duckdb.DuckDBPyConnection, relation: str, layout: Layout) -> tuple[bool, bool]:
    """Whether the column of currencies names others than the workspace's, and whether cells bear their signs."""
    home = layout.money.home
    cells = [i for c, i in positions(layout, ("money",)).items()]
    if home is None or not cells:
        return False, False
    amounts = one_below_the_other([f"c{i}" for i in cells], relation)
    other = f"{currency.sign_sql('cell')} <> '{home}'"
    (signed,) = one_row(con, f"({amounts})", [f"count(*) FILTER ({other})"])
    foreign = 0
    if (at := layout.aside.get("currency")) is not None:
        named = f"{currency.code_sql(f'c{at}')} <> '{home}'"
        (foreign,) = one_row(con, relation, [f"count(*) FILTER ({named})"])
    return foreign > 0, signed > 0
