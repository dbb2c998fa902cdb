"""Custom against serial: the two kinds side by side, the same hours, who pays for custom work."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis.dictionary import units
from analysis.findings import counts, custom_findings, sentences
from analysis.kinds import custom_serial
from analysis.kinds.custom_serial import SameHours
from dashboard import charts, missing_link, page, tables
from dashboard.charts import custom_charts
from dashboard.view import View

SIDE_BY_SIDE = (
    "orders",
    "costed_orders",
    "revenue",
    "revenue_share",
    "gross_margin_share",
    "book_margin",
    "true_margin",
    "hours",
    "hours_estimated",
    "hours_share",
    "hours_per_million",
    "late_share",
    "dated_orders",
    "rounds_per_order",
    "orders_with_rounds",
    "pieces_per_line",
    "orders_with_pieces",
)
OTHERS = (
    "client_name",
    "flag",
    "orders",
    "book_margin",
    "true_margin",
    "hours",
    "true_profit",
    "same_hours_serial",
    "against_serial",
    "revenue",
    "hours_estimated",
)
PAYS = tuple(name for name in OTHERS if name != "flag")  # all of them profitable
IF_ANY = ("hours_estimated", "estimated_share")  # shown where there is any
NAMED = 7  # clients on each side; the files hold all


def with_some(frame: pd.DataFrame, columns: Sequence[str]) -> list[str]:
    """The columns that anything is known of; of estimates, those that hold any."""
    return [
        n for n in columns if (frame[n].fillna(0) > 0 if n in IF_ANY else frame[n].notna()).any()
    ]


def side_by_side(view: View, kinds: pd.DataFrame) -> None:
    """A row per measure, a column per kind; its denominator stands in the row after it."""
    words = view.words
    shown = with_some(kinds, SIDE_BY_SIDE)
    columns = {f"kind_{row['kind']}": row for row in kinds.to_dict("records")}
    rows = [
        {
            "title": words.title(name),
            **{c: words.value(row[name], units.unit_of(name)) for c, row in columns.items()},
        }
        for name in shown
    ]
    tables.show(view, pd.DataFrame(rows), ["title", *columns], key="kinds", height="content")


def same_hours(view: View, same: SameHours) -> None:
    words = view.words
    fig = custom_charts.same_hours(same, words)
    none = missing_link.reason(
        view, "kind", "true_profit", "hours", otherwise=words("custom.same.none")
    )
    charts.show_or_say(fig, "same-hours", words("custom.same"), none)
    if fig is not None:
        page.quiet(
            words("custom.same.note", custom=same.custom_orders, serial=same.serial_orders),
            "quiet-same",
        )
        if same.estimated_orders:
            page.quiet(words("custom.estimated", n=same.estimated_orders), "quiet-estimated")


def who_pays(view: View, clients: pd.DataFrame) -> None:
    """Custom does not mean bad: those who pay for it beside those who don't."""
    words = view.words
    if clients.empty:
        none = missing_link.reason(
            view, "kind", "true_profit", "hours", otherwise=words("custom.clients.none")
        )
        page.quiet(none, "quiet-clients")
        return
    page.say(sentences.say(words, custom_findings.payers_said(clients)), "said-clients")
    for rows, key, named in zip(
        custom_serial.who_pays(clients), ("pays", "others"), (PAYS, OTHERS), strict=True
    ):
        if len(rows):
            st.markdown(f"**{words(f'custom.{key}')}**")
            tables.show(
                view,
                rows,
                with_some(clients, named),
                key=key,
                opens=("client", "client_id"),
                first=NAMED,
                short=True,
            )
    page.quiet(words("custom.clients.note"), "quiet-clients")


def counted(view: View) -> None:
    """How many of the custom orders stand behind the numbers: the sentences above count all, costed and comparable ones."""
    by_kind = view.data.metrics(counts.COUNTS, ("kind",), view.scope)
    for row in by_kind[by_kind["kind"] == "custom"].to_dict("records"):
        page.orders_counted(view, row)
