"""Columns of numbers or dates that nothing takes: in amber, with what each would switch on, its list at hand."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis.intake.columns import unused
from analysis.intake.columns.unused import HOURS, UnusedColumn
from analysis.intake.rows.preview.proposal import Seen
from analysis.language import Words, plain
from dashboard.data.imports import (
    import_columns,
    import_corrections,
    import_preview,
    import_sentences,
)
from dashboard.data.imports.import_corrections import NOTHING
from dashboard.view import View

LISTED = 12  # columns of which nobody knows what they are, each with its list; more stand in one sentence


def show(view: View, key: str, seen: Seen) -> None:
    words = view.words
    liked = [c for c in seen.unused_columns if c.like]
    others = [c for c in seen.unused_columns if not c.like]
    for number, column in enumerate([*liked, *others[:LISTED]]):
        with st.container(key=f"importunused-{key}-{number}"):
            st.warning(plain(sentence(words, column)))
            if column.like != HOURS:
                _take_as(view, key, seen, column)
    if rest := unknown(words, others[LISTED:]):
        with st.container(key=f"importunused-{key}-rest"):
            st.warning(plain(rest))


def lines(words: Words, found: Sequence[UnusedColumn]) -> list[str]:
    """The same without lists: of a trial, and of what is in."""
    rest = unknown(words, found)
    return [*(f"• {sentence(words, c)}" for c in found if c.like), *([f"• {rest}"] if rest else [])]


def warn(words: Words, found: Sequence[UnusedColumn]) -> None:
    if told := lines(words, found):
        st.warning(import_preview.plain_lines(told))


def sentence(words: Words, column: UnusedColumn) -> str:
    values = " · ".join(column.sample)
    if not column.like:
        return words(f"import.unused.{column.holds}", header=column.header, values=values)
    if column.like == HOURS:
        return words("import.unused.hours", header=column.header, values=values)
    gives = f"import.unused.gives.{column.like}"
    if not words.has(gives):
        return words(
            "import.unused.like",
            header=column.header,
            values=values,
            column=words.title(column.like),
        )
    return words(
        "import.unused.gives",
        header=column.header,
        values=values,
        column=words.title(column.like),
        gives=words(gives),
    )


def unknown(words: Words, found: Sequence[UnusedColumn]) -> str:
    """Those of which nobody knows what they are."""
    names = [c.header for c in found if not c.like]
    return (
        words("import.unused.rest", headers=import_sentences.names(words, names, 8))
        if names
        else ""
    )


def _take_as(view: View, key: str, seen: Seen, column: UnusedColumn) -> None:
    words, table = view.words, seen.table or ""
    widget = import_corrections.widget(
        view, "amber", key, table, str(seen.headers.index(column.header))
    )
    import_corrections.set_widget(widget, NOTHING)
    free = unused.offers(table, column.holds, seen.columns)
    options = list(dict.fromkeys([NOTHING, *([column.like] if column.like else []), *free]))
    st.selectbox(
        words("import.unused.take", header=column.header),
        options,
        key=widget,
        width=320,
        format_func=lambda n: words.title(n) if n else words("import.use.none"),
        on_change=import_columns.use,
        args=(key, table, widget, column.header),
    )
