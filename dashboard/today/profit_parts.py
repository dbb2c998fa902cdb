"""Who brings the profit and who eats it, on the first screen: the whale curve, the bridge, the months, the ends of the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis import findings
from analysis.reader.whale import Whale
from dashboard import charts, links, missing_link, page, tables
from dashboard.charts import plant_charts, whale_charts
from dashboard.today import profit_months
from dashboard.view import View

ENDS = 7  # clients at each end


def whale_and_bridge(
    view: View, curve: Whale | None, totals: Mapping[Any, Any], beside: Mapping[Any, Any]
) -> None:
    """totals: findings.TOTALS of the scope; beside: the same, of the orders that a true profit is known of."""
    words = view.words
    left, right = st.columns([6, 5], gap="large")
    with left:
        st.subheader(words("overview.whale"), anchor=False)
        if curve is None:
            page.quiet(
                missing_link.reason(view, "true_profit", otherwise=words("whale.none")),
                "quiet-whale",
            )
        else:
            fig = whale_charts.whale(curve, words)
            for client_id in charts.show_or_say(
                fig, "whale", words("overview.whale"), words("whale.few"), pick=True
            ):
                links.go(view, "client", id=client_id)
            page.whale_notes(curve, words, beside[curve.basis])
    with right:
        st.subheader(words("overview.bridge"), anchor=False)
        charts.show(
            plant_charts.bridge(findings.bridge(totals), words), "bridge", words("overview.bridge")
        )


def slope_and_months(view: View, by_kind: pd.DataFrame) -> None:
    words = view.words
    left, right = st.columns([5, 6], gap="large")
    with left:
        st.subheader(words("overview.slope"), anchor=False)
        none = missing_link.reason(
            view, "true_profit", "book_profit", "kind", otherwise=words("slope.none")
        )
        charts.show_or_say(
            plant_charts.slope(by_kind, words), "slope", words("overview.slope"), none
        )
    with right:
        profit_months.draw(view)


def top_and_bottom(view: View, clients: pd.DataFrame, curve: Whale | None) -> None:
    words, basis = view.words, curve.basis if curve else "revenue"
    best, worst = findings.ends(clients, basis, ENDS, "client_id")
    columns = [
        "client_name",
        *dict.fromkeys(["book_profit" if basis == "true_profit" else "revenue", basis]),
    ]
    sides = [(best, "top" if curve else "largest")]
    if curve and len(worst):
        sides.append((worst, "bottom" if findings.any_eats(worst, basis) else "smallest"))
    for place, (rows, key) in zip(st.columns(2, gap="large"), sides, strict=False):
        with place:
            st.subheader(words(f"overview.{key}"), anchor=False)
            tables.show(view, rows, columns, key=key, opens=("client", "client_id"), short=True)


def revenue_alone(view: View, clients: pd.DataFrame) -> None:
    """Where nothing of any profit is known."""
    words = view.words
    left, right = st.columns([6, 5], gap="large")
    with left:
        profit_months.draw_revenue(view)
    with right:
        st.subheader(words("overview.largest"), anchor=False)
        largest, _ = findings.ends(clients, "revenue", ENDS, "client_id")
        columns = ["client_name", "revenue", "revenue_share"]
        tables.show(
            view, largest, columns, key="largest", opens=("client", "client_id"), short=True
        )
