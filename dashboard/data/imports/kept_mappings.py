"""The kept mappings: which kinds of files are read by the columns that a person named, each to be seen and forgotten."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from analysis import DealfitError, places
from analysis.intake import FileMapping
from analysis.journal.settings import saved_mappings
from analysis.journal.settings.saved_mappings import SavedMapping
from analysis.language import Words, plain
from dashboard import page, state
from dashboard.data import file_trouble
from dashboard.data.imports import import_formats
from dashboard.view import View

FORGOTTEN = "import.forgotten"


def show(view: View) -> None:
    words = view.words
    try:
        kept = saved_mappings.all(places.default_root())
    except DealfitError as error:  # one was spoilt by hand
        st.error(plain(file_trouble.sentence(words, file_trouble.of(error))))
        return
    if state.get(FORGOTTEN):
        state.put(FORGOTTEN, None)
        st.success(plain(words("import.known.forgotten")))
    if not kept:
        page.quiet(words("import.known.none"), "quiet-known")
        return
    page.quiet(words("import.known.note"), "quiet-known")
    by_key = {saved.key: saved for saved in kept}
    chosen = by_key[
        st.selectbox(
            words("import.known.which"),
            list(by_key),
            key="import.known.which",
            format_func=lambda k: entry(words, by_key[k]),
        )
    ]
    st.text("\n".join(_told(view, chosen.mapping)))
    with st.popover(words("import.known.forget")):
        who = st.text_input(
            words("method.who"), value=state.person(), key="import.forget.who", max_chars=80
        )
        if st.button(words("import.known.forget.do"), key="import.forget"):
            try:
                saved_mappings.forget(places.default_root(), chosen.key, who)
            except DealfitError as trouble:
                st.error(plain(words.error(trouble)))
                return
            state.remember_person(who)
            state.put(FORGOTTEN, True)
            st.rerun()


def _told(view: View, mapping: FileMapping) -> list[str]:
    """What was said of the file beside its headers comes first."""
    words = view.words
    told = [
        f"{words(f'import.format.{name}')}: {import_formats.option(view, name, value)}"
        for name, value in mapping.format.items()
        if name in import_formats.OPTIONS
    ]
    told += [
        words("import.known.constant", name=words.title(column), value=value)
        for column, value in mapping.constants.items()
    ]
    return told + [
        f"{words.title(column)} ← {header or '—'}" for column, header in mapping.columns.items()
    ]


def entry(words: Words, saved: SavedMapping) -> str:
    said = words(
        "import.known.entry",
        table=words.code("table", saved.mapping.table),
        file=saved.file or "—",
        when=_when(words, saved),
    )
    return f"{said}, {saved.who}" if saved.who else said


def sentence(words: Words, key: str) -> str:
    """«Такие файлы уже загружали…», of the kept mapping that a file was read by."""
    saved = next((s for s in saved_mappings.all(places.default_root()) if s.key == key), None)
    if saved is None:
        return ""
    if saved.who:
        return words("import.known", who=saved.who, when=_when(words, saved))
    return words("import.known.nobody", when=_when(words, saved))


def _when(words: Words, saved: SavedMapping) -> str:
    try:
        return words.moment(dt.datetime.fromisoformat(saved.at))
    except ValueError:
        return words.unknown
