"""What the table by product, manager, region or industry shows: names, columns, last year beside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.dictionary.metrics import CLIENT_COLUMNS
from analysis.findings import group_findings, periods
from analysis.language import is_unknown, plain
from analysis.reader import comparable
from analysis.reader.scope import Scope
from dashboard import charts, links, page, state, tables
from dashboard.charts import group_charts
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
SORTS = (
    "true_profit",
    "revenue",
    "book_profit",
    "true_margin",
    "true_profit_on_year",
    "revenue_on_year",
    "gross_margin_share",
    "hours",
    "orders",
)
DRAWN = 200  # rows; the sorting tells which, the files hold all


def say_there_are_none(view: View, by: str) -> None:
    """The empty state: the data name no such thing, and what would."""
    words = view.words
    with st.container(key="empty", border=True):
        st.markdown(
            f"**{plain(words(f'products.lacking.{by}'))}**  \n{plain(words(f'products.lacking.{by}.mend'))}"
        )
        links.to(view, "import_files", words("nav.import_files"))


def chart(view: View, rows: pd.DataFrame, by: str) -> None:
    found = group_findings.drawn(rows, by)
    if found is None:
        return
    drawn, told = found
    words = view.words
    st.subheader(words(f"products.chart.{told.now}"), anchor=False)
    shown = named(view, drawn, by)[["group", by, told.now, *_beside(told)]]
    fig = group_charts.bars(shown.rename(columns={by: "key"}), told, words)
    for key in charts.show(
        fig, f"by-{by}", words(f"products.chart.{told.now}"), pick=by != "product"
    ):
        links.go(view, _opened(by), **{links.SCOPED[by]: str(key)})
    if len(drawn) < (of := int(rows[by].notna().sum())):
        page.quiet(words("products.chart.first", n=len(drawn), of=of), "quiet-chart")


def _beside(told: group_findings.Bars) -> list[str]:
    return [told.year_ago] if told.year_ago else []


def _opened(by: str) -> str:
    """The page behind a group, its slice narrowed to it."""
    return "orders" if by in ("manager", "product_family") else "client_table"


def table(view: View, rows: pd.DataFrame, by: str) -> None:
    words = view.words
    st.subheader(words("products.table"), anchor=False)
    summed = [c for c in CLIENT_COLUMNS if c != "profit_rank"]
    total = comparable.same_orders(view.data.metrics(summed, (), view.scope)).iloc[0].to_dict()
    shown = named(view, found(view, rows, by), by)
    if shown.empty:
        page.quiet(words("products.none"), "quiet-none")
        return
    known = [name for name in SORTS if name in rows and rows[name].notna().any()]
    ordered = tables.sort(view, shown, known, known[0])
    ordered = pd.concat([ordered[ordered[by].notna()], ordered[ordered[by].isna()]])  # none: last
    tables.show(
        view,
        ordered,
        columns(shown, by),
        key=f"by-{by}",
        opens=None if by == "product" else (_opened(by), by),
        first=DRAWN,
        height=560 if len(shown) > 14 else "content",
        total=with_year(total, rows),
        titles={
            "group": words.title("product_name" if by == "product" else by),
            "product": words.title("sku"),
        },
        short=True,
    )
    page.quiet(
        words(f"products.note.{'product' if by == 'product' else 'group'}"), "quiet-products"
    )


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
    has_codes = by == "product" and not rows["product"].equals(rows["product_name"])
    first = ["group", *(["product"] if has_codes else []), *FIRST[:4], *year, *FIRST[4:]]
    rest = (
        c
        for c in CLIENT_COLUMNS
        if c not in first and not c.endswith("_costed") and c != "profit_rank"
    )
    return [c for c in (*first, *rest) if c == "group" or _is_known(rows[c])]


def _is_known(values: pd.Series) -> bool:
    """Whether the column says anything; what nobody knows is said above the table once."""
    return bool((values.notna() & (values != "unknown")).any())


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
