"""What the table by product, manager, region or industry shows: names, columns, last year beside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.dictionary.metrics import CLIENT_COLUMNS
from analysis.findings import group_findings, periods
from analysis.language import is_unknown
from analysis.reader.scope import Scope
from dashboard import page, state
from dashboard.view import View, scope_line

FIRST = (
    "flag",
    "true_profit",
    "true_margin",
    "revenue",
    "book_profit",
    "book_margin",
    "hours",
    "hours_share",
)
PERIOD = tuple(f"{name}_period" for name in group_findings.COMPARED)
YEAR = (
    "true_profit_period",
    "true_profit_year_ago",
    "true_profit_on_year",
    "true_margin_period",
    "true_margin_year_ago",
    "revenue_period",
    "revenue_year_ago",
    "revenue_on_year",
)
YEAR_AGO = tuple(f"{name}_year_ago" for name in group_findings.COMPARED)


def on_year(view: View, rows: pd.DataFrame) -> None:
    """Quietly: which period stands beside which."""
    words = view.words
    pair = periods.beside_last_year(view.scope, *view.data.span())
    if pair is None or YEAR_AGO[0] not in rows:
        page.quiet(words("products.no_year"), "quiet-year")
        return
    now, before = (scope_line(Scope(period.since, period.until), words) for period in pair)
    page.quiet(words("products.year", now=now, before=before), "quiet-year")


def found(view: View, rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Of products those whose name or code holds what was typed."""
    if by != "product":
        return rows
    text = st.text_input(
        view.words("products.find"),
        key=state.bind_text("find"),
        max_chars=100,
        width=360,
        type="search",
        placeholder=view.words("products.find"),
        label_visibility="collapsed",
    )
    if not text:
        return rows
    texts = (
        rows["product"].fillna("").str.casefold()
        + "\n"
        + rows["product_name"].fillna("").str.casefold()
    )
    return rows[texts.str.contains(text.strip().casefold(), regex=False)]


def named(view: View, rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """With the column `group`: a name, or what the rows without one are."""
    words = view.words

    def name(row: Mapping[Any, Any]) -> str:
        if is_unknown(row[by]):
            return words("custom.flags.nobody" if row["orders"] else "custom.flags.outside")
        return str(
            row[by] if by != "product" or is_unknown(row["product_name"]) else row["product_name"]
        )

    return rows.assign(group=[name(row) for row in rows.to_dict("records")])


def columns(rows: pd.DataFrame, by: str) -> list[str]:
    """Last year stands beside the profit; the period's own columns only where it isn't the whole slice."""
    year = [c for c in YEAR if c in rows]
    if year and rows[PERIOD[0]].equals(rows["revenue"]):
        year = [c for c in year if c not in PERIOD]
    first = ["group", *(["product"] if by == "product" else []), *FIRST[:4], *year, *FIRST[4:]]
    return [
        *first,
        *(
            c
            for c in CLIENT_COLUMNS
            if c not in first and not c.endswith("_costed") and c != "profit_rank"
        ),
    ]


def with_year(total: Mapping[Any, Any], rows: pd.DataFrame) -> dict[Any, Any]:
    """The totals with last year's; a change of a total isn't the sum of changes in percent, so that one is left out."""
    sums = [
        c
        for c in (PERIOD[0], PERIOD[1], YEAR_AGO[0], YEAR_AGO[1], group_findings.ON_YEAR[1])
        if c in rows
    ]
    added = {name: rows[name].sum(min_count=1) for name in sums}
    return {
        **total,
        **{name: None if is_unknown(value) else float(value) for name, value in added.items()},
    }
