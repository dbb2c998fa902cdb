"""Is the client ours, and do we earn on it? For the commercial director: four groups, and where portrait and money disagree."""

import pandas as pd
import streamlit as st

from analysis.findings import fit_profit, sentences
from dashboard import charts, links, missing_link, page, tables
from dashboard.charts import fit_charts
from dashboard.view import here

GROUP = (
    "fit_group",
    "advice",
    "clients",
    "true_profit",
    "revenue_share",
    "hours_share",
    "revenue",
    "hours",
)
NAMED = (
    "client_name",
    "fit_group",
    "decision",
    "fit_score",
    "true_margin",
    "true_profit",
    "hours_share",
    "revenue",
    "orders",
    "confidence",
)

CLASH = ("client_name", "fit_group", "decision", "clash", "true_margin", "true_profit", "orders")

at = here()
data, words = at.data, at.words

if not page.empty(at, words("fit_profit.question")):
    rows = data.worked(fit_profit.clients, at.scope)
    page.head(at, words("fit_profit.question"), sentences.say(words, fit_profit.summary(rows)))
    missing_link.show(at, "fit", "true_profit", "hours")
    page.few(at)
    not_judged = words.code("decision", "not judged")
    unknown = missing_link.reason(at, "fit", "true_profit", otherwise="")
    groups = fit_profit.groups(rows)
    groups = groups[groups["clients"] > 0]  # nothing is advised on nobody
    advice = [words(f"fit_profit.advice.{group}") for group in groups["fit_group"]]
    advised = groups.assign(
        advice=pd.Series(advice, groups.index).where(groups["true_profit"].notna(), not_judged)
    )
    tables.show(at, advised, GROUP, key="fit-groups", height="content", short=True)
    if rest := fit_profit.beside_groups(
        rows, data.metrics(["true_profit"], (), at.scope)["true_profit"].iloc[0]
    ):
        page.quiet(sentences.sentence(words, rest), "quiet-groups")
    page.quiet(words("fit_profit.how"), "quiet-how")
    st.subheader(words("fit_profit.map"), anchor=False)
    fig = fit_charts.fit_map(rows, words)
    for client_id in charts.show_or_say(
        fig, "fit-map", words("fit_profit.map"), unknown or words("fit_profit.map.none"), pick=True
    ):
        links.go(at, "client", id=str(client_id))
    if fig is not None:
        out = int(rows["ruled_out_by"].notna().sum())
        page.quiet(
            words("fit_profit.map.note")
            + (" " + words("fit_profit.map.out", n=out) if out else ""),
            "quiet-map",
        )
    st.subheader(words("fit_profit.disagree"), anchor=False)
    apart = fit_profit.disagreements(rows)
    found = "note" if len(apart) else "none" if fit_profit.is_comparable(rows) else "unknown"
    page.quiet(
        (unknown if found == "unknown" else "") or words(f"fit_profit.disagree.{found}"),
        "quiet-disagree",
    )
    if len(apart):
        tables.show(
            at,
            apart,
            NAMED,
            key="fit-disagree",
            opens=("client", "client_id"),
            height="content",
            short=True,
        )
    apart = data.worked(fit_profit.clashes, at.scope)
    if len(apart):
        st.subheader(words("fit_profit.clash"), anchor=False)
        told = apart.assign(clash=sentences.say(words, apart["clash"]))
        tables.show(
            at,
            told,
            CLASH,
            key="fit-clash",
            opens=("client", "client_id"),
            short=True,
            height=430 if len(apart) > 10 else "content",
        )
    links.to(at, "decisions", words("nav.decisions"))
