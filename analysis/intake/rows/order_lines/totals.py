"""Totals rows among lines: told by their names where these can't mean anything else, else by their sums.

An order's number that begins with «Итого» or ends in «Итог» is no order. A client or a product may honestly be called «Total» or «Всего
для дома»: such a row is a total where other lines add up to it, and a line (with a notice) where they don't.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from analysis.intake.columns.layout import Layout
from analysis.intake.reasons import Notice
from analysis.intake.sqltext import name, one_of

_WORDS = "итого|всего|общий итог|под[ыи]тог|промежуточный итог|grand total|sub-?total|total"
_BEGINS = rf"^\s*(?:{_WORDS})(?:[\s:.]|$)"
_ENDS = r"\s(?:итого?|total)\s*:?\s*$"
_ONLY = r"^\s*(?:итого|всего|общий итог|под[ыи]тог|промежуточный итог|grand total)\s*:?\s*$"
_IN_A_ROW = rf"(?i)(?:^|\x1f)\s*(?:{_WORDS})(?:[^а-яёa-z]|$)|\s(?:итого?|total)\s*:?\s*(?:\x1f|$)"
# What begins or ends like a total's name, by plain comparisons: ten times as fast as the expressions, which then see few names.
# By alphabet and case, since what a name doesn't begin with need not be compared: up to this, one of those.
_ALPHABETS = (
    ("G", ()),
    ("U", ("GR", "Gr", "SUB", "Sub", "TO", "To")),
    ("g", ()),
    ("u", ("gr", "sub", "to")),
    ("В", ()),
    ("Р", ("ВС", "Вс", "ИТ", "Ит", "ОБЩ", "Общ", "ПО", "По", "ПРО", "Про")),
    ("в", ()),
    ("р", ("вс", "ит", "общ", "по", "про")),
)
_TAILS = ("тог", "ТОГ", "того", "ТОГО", "otal", "OTAL", ":")
# Tables in which a name alone makes a row; an order's line lacks something required where it is a total.
NAMED_IN = {
    "clients": ("client_name", "client_id"),
    "pools": ("pool",),
    "usage": ("pool", "person", "order_id"),
    "contacts": ("name",),
    "quotes": ("quote_id", "client_name", "client_id"),
    "leads": ("lead_id", "company"),
    "touches": ("deal_id",),
}
_NAMES = ("итого", "итого:", "всего", "всего:", "total", "grand total", "общий итог", "total:")
_DOUBTED = ("client_name", "client_id", "product_name")


def is_total(layout: Layout) -> str:
    """SQL: a cell of the row begins with «Итого» or ends in «Итог»: why a row that is refused is none."""
    cells = ", ".join(f"c{i}" for i in range(layout.width))
    return f"regexp_matches(concat_ws(chr(31), {cells}), '{_IN_A_ROW}')"


def is_only_total(column: str, table: str) -> str:
    """SQL: the name is a total's and nothing else; of a use also «Иванов Итог», as Excel's subtotals call their rows."""
    ends = f" OR regexp_matches({name(column)}, '(?i)\\S{_ENDS}')" if table == "usage" else ""
    named = one_of(f"lower({name(column)})", _NAMES)
    return f"coalesce({named}{ends}, false)"


def certain(layout: Layout) -> str:
    """SQL: the order's line is a total by its names alone; "" where the file has none of the columns."""
    found = [_like("order_id", f"{_BEGINS}|{_ENDS}")] if "order_id" in layout.columns else []
    found += [_like(c, _ONLY) for c in _DOUBTED if c in layout.columns]
    return " OR ".join(found)


def doubtful(layout: Layout) -> str:
    """SQL: the order's line has a client's or product's name that may be a total's; "" where the file has neither."""
    return " OR ".join(_like(c, f"{_BEGINS}|{_ENDS}") for c in _DOUBTED if c in layout.columns)


def occur(con: duckdb.DuckDBPyConnection, layout: Layout, source: str) -> bool:
    """Whether a line of `source` (SQL after FROM) is called like a total. Each name is asked once: a hundredth of the rows."""
    if layout.table.name != "order_lines" or layout.only_lines:
        return False
    asked = [
        f"SELECT 1 FROM (SELECT DISTINCT {name(c)} FROM {source}) WHERE {_like(c, f'{_BEGINS}|{_ENDS}')}"
        for c in ("order_id", *_DOUBTED)
        if c in layout.columns
    ]
    return any(con.execute(f"{query} LIMIT 1").fetchone() for query in asked)


def surely_none(layout: Layout) -> str:
    """SQL, cheap: no name of the order's line comes near a total's."""
    names = [c for c in ("order_id", *_DOUBTED) if c in layout.columns]
    return " AND ".join(f"({name(c)} IS NULL OR NOT ({_is_near(c)}))" for c in names) or "true"


def _is_near(column: str) -> str:
    cell = name(column)
    cases = " ".join(
        f"WHEN {cell} < '{end}' THEN {_begins(cell, words)}" for end, words in _ALPHABETS
    )
    tails = [f"ends_with({cell}, '{tail}')" for tail in _TAILS]
    return " OR ".join([f"CASE {cases} ELSE false END", *tails])


def _begins(cell: str, words: Sequence[str]) -> str:
    within = (
        f"({cell} >= '{word}' AND {cell} < '{word[:-1]}{chr(ord(word[-1]) + 1)}')" for word in words
    )
    return " OR ".join(within) or "false"


def _like(column: str, pattern: str) -> str:
    return f"CASE WHEN {_is_near(column)} THEN regexp_matches({name(column)}, '(?i){pattern}') ELSE false END"


def honest(con: duckdb.DuckDBPyConnection, layout: Layout, suspect: int) -> tuple[Notice, ...]:
    """Table `honest`: rows of the view `typed` in the trouble of this number whose sum is that of no other lines.

    Compared with the lines before the row (all, and those since the last such row), all lines, those of its order, and those
    of the name that is left without the word. One line alone proves nothing unless it has that name.
    """
    doubted = [c for c in _DOUBTED if c in layout.columns]
    bare = rf"regexp_replace(regexp_replace({{}}, '(?i)^\s*(?:{_WORDS})[\s:.]*(?:по |за |for )?\s*', ''), '(?i){_ENDS}', '')"
    named = " UNION ALL ".join(
        f"SELECT lower({name(c)}), revenue FROM lines" for c in ("order_id", *doubted)
    )
    less = [
        f"LEFT JOIN names AS n_{c} ON n_{c}.name = lower({bare.format('s.' + name(c))})"
        for c in doubted
    ]
    known = [
        ("before_n", "before", 2),
        ("block_n", "block_sum", 2),
        ("all_n", "all_sum", 2),
        ("o.n", "o.total", 2),
    ]
    known += [(f"n_{c}.n", f"n_{c}.total", 1) for c in doubted]
    fits = " OR ".join(
        f"({n} >= {least} AND abs(s.revenue - {total}) <= least(0.005 * {n}, 0.5))"
        for n, total, least in known
    )
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE honest AS
        WITH parted AS (
            SELECT *, count(*) FILTER (trouble = {suspect}) OVER up_to AS ended FROM typed WHERE trouble IN (0, {suspect})
            WINDOW up_to AS (ORDER BY source_row ROWS UNBOUNDED PRECEDING EXCLUDE CURRENT ROW)
        ), summed AS (
            SELECT *, count(*) FILTER (trouble = 0) OVER up_to AS before_n, sum(revenue) FILTER (trouble = 0) OVER up_to AS before,
                count(*) FILTER (trouble = 0) OVER block AS block_n, sum(revenue) FILTER (trouble = 0) OVER block AS block_sum,
                count(*) FILTER (trouble = 0) OVER () AS all_n, sum(revenue) FILTER (trouble = 0) OVER () AS all_sum
            FROM parted
            WINDOW up_to AS (ORDER BY source_row ROWS UNBOUNDED PRECEDING),
                block AS (PARTITION BY ended ORDER BY source_row ROWS UNBOUNDED PRECEDING)
        ), lines AS (SELECT * FROM typed WHERE trouble = 0),
        orders AS (SELECT order_id, count(*) AS n, sum(revenue) AS total FROM lines GROUP BY order_id),
        names AS (SELECT name, count(*) AS n, sum(revenue) AS total FROM ({named}) AS each (name, revenue) GROUP BY name)
        SELECT s.source_row AS row FROM summed AS s LEFT JOIN orders AS o ON o.order_id = s.order_id {" ".join(less)}
        WHERE s.trouble = {suspect} AND NOT coalesce({fits}, false)"""
    )
    return _told(con, doubted)


def _told(con: duckdb.DuckDBPyConnection, doubted: Sequence[str]) -> tuple[Notice, ...]:
    called = [f"CASE WHEN {_like(c, f'{_BEGINS}|{_ENDS}')} THEN {name(c)} END" for c in doubted]
    rows = con.execute(
        f"SELECT coalesce({', '.join(called)}) AS called, count(*) FROM typed WHERE source_row IN (SELECT row FROM honest) "
        "GROUP BY called ORDER BY count(*) DESC, called"
    ).fetchall()
    shown = ", ".join(f"'{str(called)[:40]}'" for called, _ in rows[:3])
    return (
        (Notice("named_like_totals", {"rows": sum(n for _, n in rows), "values": shown}),)
        if rows
        else ()
    )
