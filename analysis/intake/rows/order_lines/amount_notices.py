"""What a person should know of how a file's amounts were read: of one piece, rates, costs that follow from profits."""

from __future__ import annotations

from pathlib import Path

import duckdb

from analysis.intake.columns.layout import Layout
from analysis.intake.reasons import Notice
from analysis.intake.rows.questions.stakes import control_total
from analysis.intake.sqltext import literal
from analysis.intake.values import document_codes, line_amounts, returns
from analysis.intake.values.formats import Formats
from analysis.intake.values.rates import PERCENT, SHARE, is_markup

_ROUNDED = "0.02"  # by which revenue − cost may differ from a profit in money
_RATE_ROUNDED = "0.006"  # and from one in per cent, as a share of the revenue


def notices(
    con: duckdb.DuckDBPyConnection, layout: Layout, formats: Formats, accepted: Path
) -> tuple[Notice, ...]:
    """Of the rows taken in, which stand in `accepted`."""
    if layout.table.name != "order_lines":
        return ()
    found: list[Notice] = []
    of_one = [
        layout.headers[i]
        for c, i in layout.columns.items()
        if c in formats.of_one or c == "unit_cost"
    ]
    if of_one:
        found.append(Notice("of_one_piece", {"headers": _quoted(of_one)}))
    for column, places in layout.more.items():
        if column == "revenue":
            continue  # taken off, which was asked about
        headers = [layout.headers[i] for i in (layout.columns[column], *places)]
        found.append(Notice("added_together", {"headers": _quoted(headers), "column": column}))
    if "discount" in layout.columns:
        header = layout.headers[layout.columns["discount"]]
        if formats.rates.get("discount") == SHARE:
            found.append(Notice("discount_is_a_share", {"header": header}))
        if formats.take_off:
            revenue = layout.headers[layout.columns["revenue"]]
            found.append(Notice("discount_taken_off", {"header": revenue, "discount": header}))
    if "profit" in layout.columns:
        found += _of_profit(con, layout, formats, accepted)
    if any(
        layout.stated(i).discount == "before"
        for c, i in layout.columns.items()
        if c in ("revenue", "unit_price")
    ):
        found += _undiscounted(layout, formats)
    found += _in_parts(con, layout, accepted)
    return tuple(found)


def _in_parts(con: duckdb.DuckDBPyConnection, layout: Layout, accepted: Path) -> list[Notice]:
    """Rows whose direct cost is made of parts while materials or labour, which have a column, are empty: they count as none."""
    parts = [c for c in ("material_cost", "labour_cost") if c in layout.columns]
    others = [
        c for c in ("material_cost", "labour_cost", "other_direct_cost") if c in layout.columns
    ]
    if len(others) < 2 or "direct_cost" in layout.columns or "unit_cost" in layout.columns:
        return []
    empty = " OR ".join(f"{c} IS NULL" for c in parts)
    given = " OR ".join(f"{c} IS NOT NULL" for c in others)
    [(rows,)] = con.execute(
        f"SELECT count(*) FROM read_parquet({literal(accepted)}) WHERE direct_cost IS NULL AND ({empty}) AND ({given})"
    ).fetchall()
    headers = _quoted([layout.headers[layout.columns[c]] for c in parts])
    return [Notice("cost_in_parts", {"rows": rows, "headers": headers})] if rows else []


def returned(
    con: duckdb.DuckDBPyConnection, layout: Layout, formats: Formats, relation: str
) -> tuple[Notice, ...]:
    """That returns by their documents were turned, with the words that told them and their money."""
    if not formats.back.returns:
        return ()
    where = f"({returns.said(layout, returns.OF_DOCUMENT)}) AND {returns.is_sold(layout, formats.numbers)}"
    texts = ", ' ', ".join(f"c{i}" for i in returns.places(layout)) or "''"
    [(rows,)] = con.execute(f"SELECT count(*) FROM {relation} WHERE {where}").fetchall()
    named = rf"(?i)[\p{{L}}]*(?:{returns.OF_DOCUMENT})[\p{{L}} ]*"
    words = con.execute(
        f"SELECT word FROM (SELECT regexp_extract(concat({texts}), '{named}') AS word FROM {relation} "
        f"WHERE {where}) GROUP BY word ORDER BY count(*) DESC, word LIMIT 3"
    ).fetchall()
    money = control_total(con, relation, layout, formats, where)
    said = ", ".join(f"'{' '.join(str(word).split())[:60]}'" for (word,) in words if word)
    told = [*returns.flags_of_rows(layout), *(i for i, _ in document_codes.places(layout))]
    said = said or _quoted([layout.headers[i] for i in told])
    return (
        Notice("returns_negative", {"rows": rows, "values": said, "money": f"{money or 0:.2f}"}),
    )


def _undiscounted(layout: Layout, formats: Formats) -> tuple[Notice, ...]:
    """Amounts before a discount that nothing tells; `Gross amount` with its tax inside is none."""
    base = "revenue" if "revenue" in layout.columns else "unit_price"
    position = layout.columns[base]
    if base in formats.vat.included:
        return ()
    if layout.stated(position).discount != "before" or "discount" in layout.columns:
        return ()
    return (Notice("before_discount", {"header": layout.headers[position]}),)


def _of_profit(
    con: duckdb.DuckDBPyConnection, layout: Layout, formats: Formats, accepted: Path
) -> tuple[Notice, ...]:
    """That the cost follows from the profit; where both are given, the rows in which they contradict each other."""
    header = layout.headers[layout.columns["profit"]]
    kind = formats.rates.get("profit", "")
    if line_amounts.is_by_profit(layout):
        code = "cost_by_profit"
        if kind in (PERCENT, SHARE):
            code = "cost_by_markup" if is_markup(header) else "cost_by_margin"
        return (Notice(code, {"header": header}),)
    parts = " + ".join(f"coalesce({c}, 0)" for c in line_amounts.PARTS)
    cost = f"CASE WHEN coalesce(direct_cost, {', '.join(line_amounts.PARTS)}) IS NOT NULL THEN coalesce(direct_cost, {parts}) END"
    most = _ROUNDED if not kind else f"{_ROUNDED} + {_RATE_ROUNDED} * abs(revenue)"
    gross, booked = (
        f"revenue - {cost} - profit",
        f"revenue - {cost} - coalesce(book_overhead, 0) - profit",
    )
    full = "coalesce(abs(revenue - book_cost - profit), abs(revenue))"
    [(rows, checked, money)] = con.execute(
        f"SELECT count(*) FILTER (differ), count(*), sum(off) FILTER (differ) FROM (SELECT abs({gross}) AS off, "
        f"abs({gross}) > {most} AND abs({booked}) > {most} AND {full} > {most} AS differ "
        f"FROM read_parquet({literal(accepted)}) WHERE profit IS NOT NULL AND {cost} IS NOT NULL)"
    ).fetchall()
    return (
        (
            Notice(
                "profit_differs",
                {"header": header, "rows": rows, "checked": checked, "money": f"{money:.2f}"},
            ),
        )
        if rows
        else ()
    )


def _quoted(headers: list[str]) -> str:
    return ", ".join(f"'{header}'" for header in headers)
