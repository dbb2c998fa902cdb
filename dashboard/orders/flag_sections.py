"""Flags by group: the orders behind the sums of each kind, client, manager and family."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import findings
from analysis.dictionary.codes import FLAGS
from analysis.findings import flags, sentences
from dashboard import charts, links, page, state, tables
from dashboard.charts import custom_charts
from dashboard.view import View

DRAWN = 15  # groups on the chart; the table holds all
JUDGED = ("orders", "revenue", "book_profit", "true_profit", "true_margin")


def by_group(view: View) -> None:
    """A choice of group, kept in the address; a bar and a row per group, each row a door to its orders."""
    words = view.words
    with st.container(key="noprint-flags"):
        by = str(
            st.segmented_control(
                words("custom.flags.by"),
                flags.GROUPS,
                key=state.bind("by", flags.GROUPS, flags.GROUPS[0]),
                required=True,
                format_func=lambda name: words(f"custom.flags.{name}"),
            )
        )
    groups = view.data.worked(flags.by_group, by, view.scope)
    groups = groups.assign(group=[_name(view, by, row) for row in groups.to_dict("records")])
    with_orders = groups[groups["orders"] > 0]
    if by != "kind":  # two kinds need no counting
        page.say(sentences.say(words, findings.by_flag(groups[groups[by].notna()])), "said-flags")
    drawn = flags.losing_first(groups, DRAWN)
    fig = custom_charts.flags(drawn, by, words)
    for place in charts.show_or_say(
        fig, f"flags-{by}", words("custom.flags"), words("custom.flags.none"), pick=True
    ):
        links.go(view, "orders", **{links.SCOPED[by]: str(place)})
    if len(with_orders) > len(drawn):
        page.quiet(
            words("custom.flags.drawn", n=len(drawn), of=words.number(len(with_orders))),
            "quiet-flags",
        )
    rest = [
        c
        for m in ("revenue", "true_profit")
        for c in flags.UNDER_FLAGS[m]
        if groups[c].notna().any()
    ]
    columns = ["group", "flag", *JUDGED, *flags.UNDER_FLAGS["orders"], *rest, "outside_cost"]
    tables.show(
        view,
        groups,
        columns,
        key=f"flags-{by}",
        opens=("orders", by),
        total=_total(groups, columns),
        height=420 if len(groups) > 11 else "content",
        titles=_titles(view, by),
        short=True,
    )
    page.quiet(words("custom.flags.note"), "quiet-flags-note")


def _name(view: View, by: str, row: dict[str, object]) -> str:
    words, value = view.words, row[by]
    if pd.isna(value):  # type: ignore[call-overload]
        return words("custom.flags.nobody" if row["orders"] else "custom.flags.outside")
    if by == "kind":
        return words.code("kinds", value)
    client = row["client_name"] if by == "client_id" else None
    return str(value if client is None or pd.isna(client) else client)  # type: ignore[call-overload]


def _titles(view: View, by: str) -> dict[str, str]:
    words = view.words
    parts = {
        flags.column(m, f): words(
            "custom.flags.part", measure=words(f"custom.flags.part.{m}"), flag=words.code("flag", f)
        )
        for m in flags.COUNTED
        for f in FLAGS
    }
    return {"group": words(f"custom.flags.{by}"), **parts}


def _total(groups: pd.DataFrame, columns: list[str]) -> dict[str, float]:
    sums = groups[[c for c in columns if c not in ("group", "flag", "true_margin")]].sum(
        min_count=1
    )
    return {str(name): float(value) for name, value in sums.items() if not pd.isna(value)}
