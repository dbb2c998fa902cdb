"""Each table's grain, columns and the text that makes it: the data dictionary."""

from __future__ import annotations

import streamlit as st

from analysis.language import Words
from analysis.stores import pipeline
from analysis.trust import method
from dashboard import state, tables
from dashboard.view import View

ALL = "all"


def show(view: View) -> None:
    words, every = view.words, view.data.worked(method.dictionary)
    grains = (
        every.groupby("table", sort=True)
        .agg(grain=("grain", "first"), columns=("column", "size"))
        .reset_index()
    )
    names = [ALL, *grains["table"]]
    chosen = st.selectbox(
        words("method.table"),
        names,
        key=state.bind("table", names, ALL),
        width=420,
        format_func=lambda n: words("method.table.all") if n == ALL else n,
    )
    if chosen == ALL:
        grains["grain"] = [
            grain(words, table, text)
            for table, text in zip(grains["table"], grains["grain"], strict=True)
        ]
        listed = grains.rename(columns={"table": "table_name", "columns": "columns_count"})
        tables.show(view, listed, ("table_name", "grain", "columns_count"), key="method-tables")
        return
    rows = every[every["table"] == chosen]
    st.text(grain(words, chosen, str(rows["grain"].iloc[0])))
    told = rows.assign(
        column_name=rows["column"],
        on_screen=[t if (t := words.title(c)) != c else "—" for c in rows["column"]],
        meaning=[words.definition(c) or "—" for c in rows["column"]],
        column_type=rows["type"],
    )
    tables.show(
        view,
        told,
        ("column_name", "on_screen", "meaning", "column_type"),
        key=f"method-table-{chosen}",
    )
    if made := next((s for s in pipeline.steps() if s.table == chosen), None):
        st.code(made.text, language="python" if made.kind == "python" else "sql", wrap_lines=True)


def grain(words: Words, table: str, english: str) -> str:
    return words(f"grain.{table}") if words.has(f"grain.{table}") else english
