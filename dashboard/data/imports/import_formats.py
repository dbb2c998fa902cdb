"""How a table of a file is written: shown as detected, each part changeable; the table's name and its header row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analysis import intake
from analysis.intake.columns import mapping
from analysis.intake.rows.preview.proposal import Seen
from analysis.language import file_formats, plain
from dashboard import page, state
from dashboard.charts import import_charts
from dashboard.data.imports import import_corrections
from dashboard.data.imports.import_corrections import NOTHING
from dashboard.view import View

OPTIONS = {  # what a person may say instead of what was detected; encodings and dates as mapping files name them
    "encoding": ("utf-8", "cp1251", "cp866", "utf-16"),
    "delimiter": (";", ",", "\t", "|"),
    "decimal": (",", "."),
    "date": ("DD.MM.YYYY", "DD/MM/YYYY", "MM/DD/YYYY", "YYYY-MM-DD"),
    "vat": ("without", "with"),
    "vat_rate": ("22", "20", "18", "12", "10", "7", "5"),  # per cent; any other may be typed in
    "currency": ("RUB", "USD", "EUR", "CNY", "KZT", "BYN"),
    "scale": mapping.SCALES,
}
RATE = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*%?")
OF_TEXT = ("encoding", "delimiter")
ROWS, CELLS = 15, 60  # of the beginning that are drawn
ROW_WIDTH = 130


def show(view: View, key: str, seen: Seen) -> None:
    words = view.words
    with st.container(horizontal=True, key=f"importformats-{key}", vertical_alignment="bottom"):
        _table(view, key, seen)
        if _is_pickable(seen):
            _header_row(view, key, seen)
        for name, options in OPTIONS.items():
            if name not in OF_TEXT or _is_text(seen):
                _format(view, key, seen, name, options)
    if _is_pickable(seen):
        page.quiet(words("import.header_row.pick"), f"quiet-pick-{key}")
        _beginning(view, key, seen)


def _is_pickable(seen: Seen) -> bool:
    """Whether the header row is a matter of choice: a grouped report's is found by its shape."""
    return bool(seen.beginning.rows) and seen.formats.get("shape", "table") == "table"


def _is_text(seen: Seen) -> bool:
    return seen.sheet is None and "delimiter" in {"delimiter" if seen.error else "", *seen.formats}


def _table(view: View, key: str, seen: Seen) -> None:
    widget, options = import_corrections.widget(view, "table", key), list(intake.TABLES)
    import_corrections.set_widget(widget, seen.table)
    st.selectbox(
        view.words("import.table"),
        options,
        key=widget,
        width=240,
        placeholder=view.words("import.table.none"),
        format_func=lambda t: view.words.code("table", t),
        on_change=import_corrections.take_table,
        args=(key, widget, options),
    )


def _header_row(view: View, key: str, seen: Seen) -> None:
    widget = f"import.header.{key}"
    rows = list(seen.beginning.numbers)
    import_corrections.set_widget(widget, seen.header_row if seen.header_row in rows else None)
    st.selectbox(
        view.words("import.header_row"),
        rows,
        key=widget,
        width=170,
        placeholder="—",
        on_change=import_corrections.take_header_row,
        args=(key, widget, rows),
    )


def _format(view: View, key: str, seen: Seen, name: str, options: tuple[str, ...]) -> None:
    words, widget = view.words, import_corrections.widget(view, "format", key, name)
    shown = (
        import_corrections.of(key).formats.get(name)
        or seen.mapping.format.get(name)
        or detected(seen, name)
    )
    import_corrections.set_widget(widget, shown)
    offered = list(dict.fromkeys([NOTHING, *options, shown]))
    st.selectbox(
        words(f"import.format.{name}"),
        offered,
        key=widget,
        width=200,
        accept_new_options=name == "vat_rate",
        format_func=lambda value: option(view, name, value),
        on_change=_take,
        args=(key, name, widget, offered),
    )


def detected(seen: Seen, name: str) -> str:
    """What reading found; of VAT whether it is inside. Nothing where the file is written in several ways: no one choice says it."""
    if file_formats.is_mixed(seen.formats, name):
        return NOTHING
    found = seen.formats.get(name, NOTHING)
    return (
        {"removed": "with", "without": "without"}.get(found.split(" ")[0], NOTHING)
        if name == "vat"
        else found
    )


def _take(key: str, name: str, widget: str, offered: Sequence[str]) -> None:
    """A rate of VAT may be one that is not offered."""
    typed = RATE.fullmatch(str(state.get(widget)).strip()) if name == "vat_rate" else None
    if typed and float(rate := typed[1].replace(",", ".")) >= 1:
        import_corrections.put_format(key, name, rate)
    else:
        import_corrections.take_format(key, name, widget, offered)


def option(view: View, name: str, value: str) -> str:
    words = view.words
    if not value:
        return words("import.format.auto")
    if name == "vat_rate":
        return (
            words.share(float(value) / 100, 0 if float(value).is_integer() else 2)
            if RATE.fullmatch(value)
            else value
        )
    if name == "date":
        return words.code("format.date", value)
    return words(f"import.{name}.{value}") if words.has(f"import.{name}.{value}") else value.upper()


def _beginning(view: View, key: str, seen: Seen) -> None:
    """The file's first rows as they stand; a click on one says that the headers are there."""
    shown, numbers = seen.beginning.rows[:ROWS], list(seen.beginning.numbers[:ROWS])
    width = min(max(len(row) for row in shown), CELLS)
    rows = [
        [cell.strip()[:ROW_WIDTH] for cell in row[:width]] + [""] * (width - len(row))
        for row in shown
    ]
    frame = pd.DataFrame(rows, columns=[f"c{n}" for n in range(width)], index=numbers)
    config: dict[Any, Any] = {
        f"c{n}": st.column_config.TextColumn("", width="small") for n in range(width)
    }
    widget = f"import.raw.{key}.{seen.header_row}"
    st.dataframe(
        import_charts.marked(frame, seen.header_row),
        column_config=config,
        key=widget,
        selection_mode="single-cell",
        on_select=lambda: _picked(key, widget, numbers),
        row_height=28,
        height=min(38 + 28 * len(rows), 330),
        alt=plain(view.words("import.header_row.pick")),
    )


def _picked(key: str, widget: str, numbers: Sequence[int]) -> None:
    if cells := state.get(widget)["selection"]["cells"]:
        import_corrections.put_header_row(key, numbers[cells[0][0]])
