"""Profit by month on the first screen, or the revenue where no profit is known; months that aren't over are drawn as such."""

from __future__ import annotations

import streamlit as st

from analysis.findings import periods
from analysis.reader import comparable
from dashboard import charts, missing_link, page
from dashboard.charts import plant_charts, revenue_charts
from dashboard.view import View

MONTHLY = (
    "revenue",
    "open_orders",
    "open_revenue",
    "gross_margin",
    "gross_margin_share",
    "book_profit",
    "book_margin",
    "true_profit",
    "true_margin",
)


def draw(view: View) -> None:
    data, scope, words = view.data, view.scope, view.words
    st.subheader(words("overview.months"), anchor=False)
    by_month = comparable.same_orders(
        comparable.known_profits(data.metrics(comparable.beside(MONTHLY), ("month",), scope))
    )
    rest = periods.unfinished(by_month, data.span()[1])
    chart = plant_charts.months(by_month, words, rest.months)
    none = words("months.none")
    if not by_month[["true_margin", "book_margin", "gross_margin_share"]].notna().any(axis=None):
        none = missing_link.reason(view, "true_profit", otherwise=none)
    charts.show_or_say(chart, "months", words("overview.months"), none)
    if chart is not None and rest.months:
        said = "months.unfinished" if rest.orders else "months.cut_short"
        page.quiet(
            words(said, n=rest.months, orders=rest.orders, revenue=words.short_money(rest.revenue)),
            "quiet-months",
        )


def draw_revenue(view: View) -> None:
    words = view.words
    st.subheader(words("today.revenue_months"), anchor=False)
    names = ("revenue", "open_orders", "open_revenue")
    by_month = view.data.metrics(names, ("month",), view.scope)
    rest = periods.unfinished(by_month, view.data.span()[1])
    charts.show_or_say(
        revenue_charts.months(by_month, words, rest.months),
        "revenue-months",
        words("today.revenue_months"),
        words("today.revenue_months.none"),
    )
    if rest.months:
        page.quiet(words("today.unfinished", n=rest.months), "quiet-months")
