"""Which hours are logged, which estimated, and how far can an estimate be believed? For the analyst."""

from pathlib import Path

import streamlit as st

from analysis.dictionary import time_units
from analysis.findings import hours_findings, sentences
from analysis.journal.settings import settings_editing
from analysis.pools import time_equations
from dashboard import charts, missing_link, page, state, tables
from dashboard.charts import hours_charts
from dashboard.resources import equation_fit, hours_twice
from dashboard.view import here

TOTALS = ("hours", "hours_estimated", "estimated_share")
SOURCES = ("hours_source", "state", "orders", "hours")
ACCURACY = (
    "pool",
    "orders_estimated",
    "hours_estimated",
    "orders_compared",
    "off",
    "bias",
    "equation",
)
FARTHEST = ("order_id", "client_name", "logged", "estimated", "difference", "revenue", "order_date")

at = here()
data, words = at.data, at.words
if not page.empty(at, words("hours.question")):
    accuracy = data.worked(time_equations.accuracy)
    sources = data.worked(time_equations.sources, at.scope)
    totals = data.metrics(TOTALS, (), at.scope).iloc[0]
    page.head(
        at,
        words("hours.question"),
        sentences.say(words, hours_findings.of_hours(totals, sources, accuracy)),
    )
    missing_link.show(at, "hours")
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(words("hours.months"), anchor=False)
        by_month = hours_charts.by_month(data.metrics(TOTALS, ("month",), at.scope), words)
        none = missing_link.reason(at, "hours", otherwise=words("hours.none"))
        charts.show_or_say(by_month, "hours-months", words("hours.months"), none)
    with right:
        st.subheader(words("hours.sources"), anchor=False)
        tables.show(at, sources, SOURCES, key="hours-sources", height="content", short=True)

    hours_twice.show(at)
    st.subheader(words("hours.equations"), anchor=False)
    if accuracy.empty:
        page.quiet(words("hours.equations.none"), "quiet-equations")
    else:
        written = {
            e.pool: equation_fit.in_words(e, words)
            for e in settings_editing.current(Path(data.build.root)).time_equation
        }
        tables.show(
            at,
            accuracy.assign(equation=accuracy["pool"].map(written)),
            ACCURACY,
            key="hours-equations",
            height="content",
        )
        page.quiet(words("hours.equations.note"), "quiet-equations")

    pools = data.worked(time_equations.logged_pools)
    if pools:
        st.subheader(words("hours.against"), anchor=False)
        pool = st.selectbox(
            words("metric.pool"),
            pools,
            key=state.bind("pool", pools, pools[0], stays=True),
            width=360,
        )
        rows = data.worked(time_equations.differences, pool)
        if len(rows):
            stated = accuracy.set_index("pool")["unit"].get(pool) or "h"
            unit = words.code("pool_unit", time_units.code(stated) or stated)
            charts.show(
                hours_charts.against(rows, unit, words), "hours-against", words("hours.against")
            )
            tables.show(
                at,
                rows,
                FARTHEST,
                key="hours-farthest",
                opens=("order", "order_id"),
                first=200,
                height=320,
            )
        else:
            page.quiet(words("hours.against.none"), "quiet-against")
        st.subheader(words("hours.fit"), anchor=False)
        equation_fit.show(at, pool)
