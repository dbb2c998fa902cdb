"""One way to show a table: titles, definitions, units, order, the way down, and the files to take away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analysis import export
from analysis.dictionary.codes import WORDS_OF
from analysis.dictionary.units import NUMBERS, unit_of
from analysis.language import Words, is_unknown, plain
from dashboard import cache, charts, links, paper, state, written
from dashboard.view import View

LONG = (
    "client_name",
    "why",
    "clash",
    "needs",
    "kept",
    "advice",
    "equation",
    "denominator",
    "became",
    "kind_reasons",
    "product_name",
    "reason",
    "loss_reason",
    "raw",
    "sentence",
    "fit_reasons",
    "fit_missing",
    "demand",
)
OF_KINDS = ("kind_serial", "kind_custom", "kind_unknown")  # numbers of every unit, written already
SENTENCES = ("fit_reasons", "why", "clash", "kept")
WIDEST, WIDE, NARROW = 400, 230, 190
STYLED_CELLS = 40_000  # beyond, formatting cell by cell takes longer than a click may


def show(
    view: View,
    frame: pd.DataFrame,
    columns: Sequence[str],
    *,
    key: str,
    opens: tuple[str, str] | None = None,
    total: Mapping[Any, Any] | None = None,
    first: int | None = None,
    height: int | str = "auto",
    titles: Mapping[str, str] | None = None,
    files: bool = True,
    short: bool = False,
    notes: Sequence[str] = (),
    shown: str = "",
    whole: tuple[int, Callable[[], pd.DataFrame]] | None = None,
) -> None:
    """Draws the frame's `columns`, in the frame's order; a click on a row opens a page.

    opens: (page, column that names the thing): ("client", "client_id"), ("order", "order_id"); a page that shows no
    single thing opens with its scope narrowed to the row's: ("orders", "manager").
    total: column → value of the row under the table in the files. first: rows drawn at most; files hold all.
    short: for a narrow place: short titles on screen (the files keep the full ones).
    key: of the widget and the downloaded file's name. notes: lines above the table in the files, beside the scope.
    Where the frame is a part — shown: said under the table of how much it shows; whole: how many rows there are, and what
    gives all of them when a file is asked for.
    """
    words = view.words
    columns = _with_estimates(frame, columns)
    drawn = frame if first is None else frame.head(first)
    titled = {name: (titles or {}).get(name) or words.title(name) for name in columns}
    headed = {
        name: words(f"short.{name}") if short and words.has(f"short.{name}") else titled[name]
        for name in columns
    }
    is_styled = len(drawn) * len(columns) <= STYLED_CELLS
    config = {
        n: _column(n, headed[n], words, is_styled, pinned=place == 0, narrow=short)
        for place, n in enumerate(columns)
    }
    values = drawn[list(dict.fromkeys(columns))]
    if is_styled:
        shown_cells, sent, texts = _written(
            values, words, charts.INK if opens is None else charts.ACCENT
        )
        cells = written.table(shown_cells, sent)
    else:
        cells = _cells(values, words)
        texts = paper.texts(cells, words)
    given: dict[str, Any] = {
        "column_config": config,
        "hide_index": True,
        "placeholder": words.unknown,
        "height": height,
        "key": f"table-{key}",
        "alt": words.title(columns[0]),
    }
    if opens is None:
        st.dataframe(cells, **given)
    else:
        picked = st.dataframe(cells, on_select="rerun", selection_mode="single-cell", **given)
        if clicked := picked["selection"]["cells"]:
            page, column = opens
            value = drawn[column].iloc[clicked[0][0]]
            asked = links.CHOSEN.get(page) or links.SCOPED[column]
            links.go(view, page, **{asked: "" if is_unknown(value) else str(value)})
    rows, all_rows = (len(frame), lambda: frame) if whole is None else whole
    paper.show(headed, texts, rows, words, total)
    if files:
        if not shown and len(drawn) < rows:
            shown = words("table.shown", n=len(drawn), of=words.number(rows))
        _files(view, all_rows, columns, titled, key, total, shown, notes)


ESTIMATED = {
    "hours": "hours_estimated",
    "resource_cost": "estimated_cost",
}  # a number → the part of it that is estimated


def _with_estimates(frame: pd.DataFrame, columns: Sequence[str]) -> list[str]:
    """The columns, with the estimated part beside each number that holds one: an estimate is never shown as a measurement."""
    found: list[str] = []
    for name in columns:
        found.append(name)
        part = ESTIMATED.get(name)
        if (
            part in frame
            and part not in columns
            and (pd.to_numeric(frame[part], errors="coerce") > 0).any()
        ):
            found.append(str(part))
    return found


def sort(view: View, frame: pd.DataFrame, names: Sequence[str], default: str) -> pd.DataFrame:
    """The frame in the order that the reader chose; the choice stands in the address (`sort`, `order_by`)."""
    words = view.words
    with st.container(horizontal=True, vertical_alignment="bottom", key="noprint-sort"):
        by = st.selectbox(
            words("table.sort"),
            names,
            key=state.bind("sort", names, default),
            format_func=words.title,
            width=260,
        )
        ways = ("descending", "ascending")
        way = st.segmented_control(
            words("table.sort"),
            ways,
            key=state.bind("way", ways, ways[0]),
            required=True,
            label_visibility="collapsed",
            format_func=lambda w: words(f"table.{w}"),
        )
    return frame.sort_values(by, ascending=way == "ascending", na_position="last", kind="stable")


@cache.drawn
def _written(
    values: pd.DataFrame, words: Words, lead: str
) -> tuple[pd.DataFrame, bytes, paper.Texts]:
    """lead: the colour of the first column, the accent where it opens a page; the browser's own is pale."""
    cells = _cells(values, words).reset_index(drop=True)
    return cells, written.bytes_of(_styled(cells, words, lead)), paper.texts(cells, words)


def _cells(values: pd.DataFrame, words: Words) -> pd.DataFrame:
    return pd.DataFrame({name: _shown(values[name], str(name), words) for name in values})


def _shown(values: pd.Series, name: str, words: Words) -> pd.Series:
    unit = unit_of(name)
    if name in WORDS_OF:
        return values.map(lambda v: words.code(WORDS_OF[name], v)).astype("object")
    if name == "kind_reasons":
        return values.map(words.kind_reasons).astype("object")
    if unit in ("date", "month"):
        return pd.to_datetime(values)
    if unit in NUMBERS:
        return pd.to_numeric(values, errors="coerce").astype("float64")
    texts = values.astype("object").where(values.notna(), None)
    return texts.map(lambda v: v if v is None else str(v))


def _column(
    name: str, title: str, words: Words, is_styled: bool, pinned: bool, narrow: bool
) -> Any:
    unit = unit_of(name)
    about = plain(words.definition(name) or "") or None
    if unit in ("date", "month"):
        shape = (
            "MM.YYYY" if unit == "month" else ("DD.MM.YYYY" if words.lang == "ru" else "YYYY-MM-DD")
        )
        return st.column_config.DateColumn(title, help=about, format=shape, pinned=pinned)
    if unit in NUMBERS:
        # Unstyled numbers follow the browser's language: writing each in the words' own takes too long.
        plainly = None if is_styled else "percent" if unit == "share" else "localized"
        return st.column_config.NumberColumn(title, help=about, format=plainly, pinned=pinned)
    return st.column_config.TextColumn(
        title,
        help=about,
        pinned=pinned,
        alignment="right" if name in OF_KINDS else None,
        width=(WIDEST if name in SENTENCES else NARROW if narrow else WIDE)
        if name in LONG
        else None,
    )


def _styled(shown: pd.DataFrame, words: Words, lead: str) -> Any:
    """Numbers written by the language, not by the browser; losses in the colour of losses."""
    style = shown.style
    if len(shown.columns):
        style = style.map(lambda _: f"color: {lead}", subset=[shown.columns[0]])
    shapes: dict[Any, Any] = {}
    nothing_known = {words.unknown, words.code("decision", "not judged")}
    coded: list[Any] = [n for n in shown.columns if n in WORDS_OF or n == "advice"]
    for name in shown.columns:
        unit = unit_of(str(name))
        if unit in NUMBERS and str(name) not in WORDS_OF:
            shapes[str(name)] = partial(words.value, unit=unit)
    style = style.format(shapes, na_rep=words.unknown)
    style = (
        style.map(
            lambda v: f"color: {charts.QUIET_TEXT}" if v in nothing_known else "", subset=coded
        )
        if coded
        else style
    )
    signed: list[Any] = [
        n for n in shapes if unit_of(n) in ("money", "kopecks", "share", "money per hour")
    ]
    return (
        style.map(lambda v: f"color: {charts.EATS_TEXT}" if v == v and v < 0 else "", subset=signed)
        if signed
        else style
    )


def _files(
    view: View,
    all_rows: Callable[[], pd.DataFrame],
    columns: Sequence[str],
    titled: Mapping[str, str],
    key: str,
    total: Mapping[Any, Any] | None,
    said: str,
    notes: Sequence[str],
) -> None:
    words = view.words

    def sheet() -> export.ExportSheet:
        frame = all_rows()
        coded = {
            n: _shown(frame[n], n, words) for n in columns if n in WORDS_OF or n == "kind_reasons"
        }
        given = frame.assign(**coded)
        shown = [
            export.ExportColumn(n, titled[n], "text" if n in coded else unit_of(n)) for n in columns
        ]
        sums = None if total is None else {columns[0]: words("table.total"), **total}
        return export.ExportSheet(
            given, shown, [f"{words('table.filter')}: {view.line}", *notes], sums
        )

    name = f"dealfit-{key}-{dt.date.today().isoformat()}"
    with st.container(
        horizontal=True,
        horizontal_alignment="right",
        vertical_alignment="center",
        key=f"downloads-{key}",
    ):
        if said:
            st.caption(plain(said))
        st.download_button(
            words("download.csv"),
            lambda: export.to_csv(sheet(), words.lang),
            f"{name}.csv",
            "text/csv",
            key=f"csv-{key}",
            on_click="ignore",
            type="tertiary",
        )
        st.download_button(
            words("download.xlsx"),
            lambda: export.to_xlsx(sheet()),
            f"{name}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key=f"xlsx-{key}",
            on_click="ignore",
            type="tertiary",
        )
