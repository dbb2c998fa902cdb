"""The last import: who brought what, what it changed, and the way back; one that was undone, and the way forth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import streamlit as st

import analysis
from analysis import DealfitError, places
from analysis.actions import undo_import
from analysis.delivery.manifest import Delivery
from analysis.errors import DamagedStore
from analysis.language import Words, plain
from dashboard import page, state
from dashboard.data import file_trouble
from dashboard.data.imports import (
    changed_orders,
    import_actions,
    import_sentences,
    refused_rows,
    vanished_orders,
)
from dashboard.method import who_and_why
from dashboard.view import View

DONE = "import.done"


def show(view: View) -> None:
    words, root = view.words, places.default_root()
    if said := state.get(DONE):
        state.put(DONE, None)
        st.success(plain(said))
    last, back = undo_import.next_undo(root), undo_import.next_redo(root)
    if last is None:
        page.quiet(words("import.last.none"), "quiet-last")
    else:
        st.text(line(words, last))
        _what_it_changed(view, last.delivery_no)
    refused_rows.show(view, "import")
    with st.container(horizontal=True, key="noprint-undo"):
        if last:
            with st.popover(
                words("import.undo"), key=f"import.undo.{last.delivery_no}"
            ):  # closed for the next one
                page.quiet(words("import.undo.note"), "quiet-undo-import")
                _ask(view, "undo", last, undo_import.undo_last_import)
        if back:
            with st.popover(words("import.redo"), key=f"import.redo.{back.delivery_no}"):
                page.quiet(undone_line(words, back), "quiet-redo-import")
                _ask(view, "redo", back, undo_import.redo_import)


def _what_it_changed(view: View, delivery_no: int) -> None:
    try:
        changes = view.data.worked(_changes, delivery_no)
    except DamagedStore:
        raise
    except (
        DealfitError
    ) as trouble:  # an earlier import's file is damaged: it can be imported again below
        st.warning(plain(file_trouble.sentence(view.words, file_trouble.of(trouble))))
        return
    if changes:
        changed_orders.show(view, changes, "last", done=True)
        vanished_orders.form(view, changes)


def _changes(ws: Any, delivery_no: int) -> Any:
    return analysis.import_changes(ws.root, delivery_no)


def line(words: Words, delivery: Delivery) -> str:
    """«12.01.2026 14:05, Анна: orders.csv, tabel.xlsx»."""
    when = _moment(words, delivery.files[0].imported_at) if delivery.files else words.unknown
    key = "import.last.line" if delivery.who else "import.last.line.nobody"
    return words(key, when=when, who=delivery.who, files=_files(words, delivery))


def undone_line(words: Words, delivery: Delivery) -> str:
    undone = delivery.undone
    assert undone is not None
    return words(
        "import.redo.line",
        who=undone.who,
        when=_moment(words, undone.at),
        files=_files(words, delivery),
    )


def _files(words: Words, delivery: Delivery) -> str:
    names = [f.file for f in delivery.files] + [s.name for s in delivery.settings]
    return import_sentences.names(words, list(dict.fromkeys(names)))


def _moment(words: Words, text: str) -> str:
    try:
        return words.moment(dt.datetime.fromisoformat(text))
    except ValueError:
        return words.unknown


def _ask(view: View, what: str, delivery: Delivery, work: Callable[..., Any]) -> None:
    """Who and why, then the deed with its bar."""
    words = view.words
    who, why = who_and_why.who_and_why(view, f"{what}_import")
    if not st.button(words(f"import.{what}.do"), key=f"import.{what}", type="primary"):
        return
    bar = st.progress(0.0, words("import.undoing"))
    try:
        import_actions.stop_if_busy()
        work(places.default_root(), who, why, progress=who_and_why.progress(bar))
    except DealfitError as trouble:
        st.error(plain(file_trouble.sentence(words, file_trouble.of(trouble))))
        return
    finally:
        bar.empty()
    state.remember_person(who)
    state.put(import_actions.RESULT, None)
    state.put(DONE, words(f"import.{what}ne", files=_files(words, delivery)))
    state.unpin()
    st.rerun()
