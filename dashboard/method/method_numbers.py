"""Each number: what it means, its denominator, its formula, where it is computed, what it is now."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis import METRICS
from analysis.dictionary.metrics import BY_NAME, Metric
from analysis.language import Words, plain
from analysis.trust import method
from dashboard import page, state, tables
from dashboard.view import View

COLUMNS = ("number", "value_now", "formula", "denominator", "better", "meaning")
NONE = "none"


def show(view: View) -> None:
    words = view.words
    find = st.text_input(
        words("method.find"),
        key=state.bind_text("find"),
        placeholder=words("method.find.hint"),
        width=420,
    )
    found = [m for m in METRICS if not find or str(find).casefold() in _searched(m, words)]
    if not found:
        page.quiet(words("method.found_none"), "quiet-found")
        return
    now = view.data.metrics([m.name for m in METRICS if m.unit != "rank"], (), view.scope).iloc[0]
    rows = [
        (
            words.title(m.name),
            words("method.rank") if m.unit == "rank" else words.value(now[m.name], m.unit),
            method.formula(m),
            denominator(m, words),
            words(f"better.{m.better or 'none'}"),
            words.definition(m.name),
        )
        for m in found
    ]
    tables.show(view, pd.DataFrame(rows, columns=list(COLUMNS)), COLUMNS, key="method-numbers")
    names = [NONE, *(m.name for m in METRICS)]
    chosen = st.selectbox(
        words("method.explain"),
        names,
        key=state.bind("number", names, NONE),
        width=420,
        format_func=lambda n: words("method.explain.none") if n == NONE else words.title(n),
    )
    if chosen != NONE:
        explain(view, BY_NAME[chosen])


def denominator(metric: Metric, words: Words) -> str:
    if not method.is_ratio(metric):
        return words("denominator.none")
    key = f"denominator.{metric.name}"
    return words(key) if words.has(key) else words("denominator.whole")


def _searched(metric: Metric, words: Words) -> str:
    return f"{words.title(metric.name)} {metric.name} {words.definition(metric.name)} {metric.expression}".casefold()


def explain(view: View, metric: Metric) -> None:
    """The exact SQL, and the file that first computes each column it adds up."""
    words = view.words
    st.text(words.definition(metric.name) or "")
    st.code(
        f"select {metric.sql} as {metric.name}\nfrom {method.ROLL_UP}",
        language="sql",
        wrap_lines=True,
    )
    for column in method.columns_of(metric):
        files = method.made_in(column)
        if files:
            handed_on = " → ".join(step.table for step in files)
            st.text(words("method.made_in", column=column, first=files[0].table, path=handed_on))
    first = {
        files[0].table: files[0] for c in method.columns_of(metric) if (files := method.made_in(c))
    }
    for step in first.values():
        with st.expander(plain(words("method.sql_of", table=step.table))):
            st.code(step.select, language="sql", wrap_lines=True)
