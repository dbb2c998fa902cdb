"""The unit of measure of an order's line: «1,5» beside «тыс. шт» is 1500 pieces, and the price is one for a thousand of them."""

from __future__ import annotations

import re

import duckdb

from analysis.intake.columns.header_words.per_piece_words import PRICES
from analysis.intake.columns.layout import Layout
from analysis.intake.reasons import Notice
from analysis.intake.values.formats import Formats, factor_of
from analysis.intake.values.numbers import SCALED

_OF = (
    r"(?:шт(?:ук[аи]?)?|ед(?:иниц[аы]?)?|изд|экз|упак|уп|компл|пар[аы]?|пог?м|мп|м[23²³]?|кг|г|л"
    r"|pcs?|pieces?|units?|ea|m[23]?|kg|l)"
)
# Units without their blanks and points; 797 to 799 are their codes in ОКЕИ.
_TIMES = {
    100: rf"(?:100|сот(?:н[яи])?|сто){_OF}|797",
    1_000: rf"(?:тыс(?:яч[аи]?)?|thousands?|thsd|tsd){_OF}?|1000{_OF}|[тt]шт|[kк](?:шт|pcs?)|798",
    1_000_000: rf"(?:млн|миллион(?:а|ов)?|million|mln){_OF}?|799",
}
_PIECES = re.compile(r"\b(?:шт|штук[аиу]?|pcs?|pieces?)\b", re.IGNORECASE)


def scaled(layout: Layout, formats: Formats, column: str, value: str, kind: str) -> str:
    """SQL: a number of type SCALED as one of pieces, by the unit of its row. kind: the type that it becomes."""
    into = _into(layout, formats, column)
    cases = " ".join(
        f"WHEN {_is(layout, pattern)} THEN {times if into == 'pieces' else 1 / times:g}"
        for times, pattern in _TIMES.items()
    )
    factor = f"CAST(CASE {cases} ELSE 1 END AS DECIMAL(13,6))"
    return f"try_cast(CAST({value} AS {SCALED}) * {factor} AS {kind})"


def count(layout: Layout, formats: Formats, column: str) -> bool:
    """Whether a column of units has its say on this one."""
    return _into(layout, formats, column) != ""


def _into(layout: Layout, formats: Formats, column: str) -> str:
    """pieces: the column counts them; price: it is for the unit; "" for any other, and where its header names a unit itself."""
    if layout.table.name != "order_lines" or "unit" not in layout.aside:
        return ""
    position = layout.columns.get(column)
    if position is None or factor_of(layout, column) != 1 or layout.stated(position).per != 1:
        return ""
    if column == "quantity":
        return "pieces"
    if column not in (*PRICES, *formats.of_one) or _PIECES.search(layout.headers[position]):
        return ""
    return "price"


def says_other(layout: Layout) -> str:
    """SQL: whether the row's unit is of several pieces; "" where no column of units counts."""
    if not count(layout, Formats({}, {}), "quantity"):
        return ""
    return f"coalesce({' OR '.join(_is(layout, pattern) for pattern in _TIMES.values())}, false)"


def _is(layout: Layout, pattern: str) -> str:
    cell = f"c{layout.aside['unit']}"
    bare = rf"regexp_replace(lower({cell}), '[\s\p{{Z}}.,]', '', 'g')"
    return f"regexp_full_match({bare}, '{pattern}')"


def notices(con: duckdb.DuckDBPyConnection, layout: Layout, relation: str) -> tuple[Notice, ...]:
    """Which units multiplied quantities, and in how many rows."""
    other = says_other(layout)
    if not other:
        return ()
    cell = f"trim(c{layout.aside['unit']})"
    rows = con.execute(
        f"SELECT {cell} AS unit, count(*) AS rows FROM {relation} WHERE {other} GROUP BY unit ORDER BY rows DESC, unit"
    ).fetchmany(5)
    header = layout.headers[layout.aside["unit"]]
    return tuple(
        Notice("row_units", {"header": header, "unit": str(unit)[:40], "rows": number})
        for unit, number in rows
    )
