"""What became of the files of the last import in this session."""

from __future__ import annotations

import streamlit as st

from analysis import ImportResult
from analysis.actions import after_import
from analysis.dictionary.codes import UNKNOWN_PERSON
from analysis.language import plain
from dashboard import links, page, state
from dashboard.data import file_trouble, records
from dashboard.data.imports import (
    import_account,
    import_actions,
    import_preview,
    import_sentences,
    unused_columns,
)
from dashboard.resources import rates_editor
from dashboard.view import View


def show(view: View) -> None:
    words, result = view.words, state.get(import_actions.RESULT)
    if not isinstance(result, ImportResult):
        return
    for file in result.taken:
        aside = sum(a.rows for a in result.set_aside if a.import_id == file.import_id)
        told = import_account.lines(words, file, "upload.taken", aside)
        told += [
            words("import.refused.why", n=r.rows, reason=words.code("reason", r.reason))
            for r in result.refused
            if r.import_id == (file.mends or file.import_id)
        ][: import_sentences.SHOWN]
        is_whole = file.rows_rejected == file.rows_not_data
        (st.success if is_whole else st.warning)(import_preview.plain_lines(told))
        unused_columns.warn(words, file.unused_columns)
        if doubts := import_account.warnings(words, file):
            st.warning(import_preview.plain_lines(doubts))
    for name in result.unchanged:
        st.info(plain(words("upload.unchanged", file=name)))
    for name in result.settings:
        st.success(plain(words("upload.settings_taken", file=name)))
    for mended in result.mended:
        st.success(plain(import_sentences.mended(words, mended)))
    for _, trouble in result.unreadable:
        st.error(plain(file_trouble.sentence(words, file_trouble.of(trouble))))
    if left := state.get(import_actions.LEFT_OUT):
        page.quiet(
            words("import.chosen_out.was", names=import_sentences.names(words, list(left))),
            "quiet-chosen-out",
        )
    if kept := state.get(import_actions.REMEMBERED):
        st.text(
            words(
                "import.saved_mapping",
                files=import_sentences.names(words, list(dict.fromkeys(kept))),
            )
        )
    _found(view, result)
    _rates(view, result)
    if result.taken:
        with st.container(horizontal=True, key="importdoors"):
            links.to(view, "clients", words("import.to_clients"))
            links.to(view, "data", words("import.to_data"))


def _rates(view: View, result: ImportResult) -> None:
    """What the hours that came cost, asked for where nothing says it; and that it was saved."""
    if not any(file.table in ("usage", "pools") for file in result.taken):
        return
    if rates_editor.is_missing(view):
        st.subheader(view.words("rates.title"), anchor=False)
        page.say([view.words("rates.missing")], "said-rates-missing")
        rates_editor.show(view, "import")
    elif rates_editor.said_done(view):
        links.to(view, "overview", view.words("nav.overview"))


def _found(view: View, result: ImportResult) -> None:
    """What the build set aside, file by file, and the first few notices on the data."""
    words = view.words
    taken = {file.import_id for file in result.taken}
    for aside in result.set_aside:
        if aside.import_id in taken:
            st.warning(plain(import_sentences.aside(words, aside, "upload.aside")))
    if earlier := sum(a.rows for a in result.set_aside if a.import_id not in taken):
        page.quiet(words("upload.aside.earlier", n=earlier), "quiet-aside-earlier")
    if rates_editor.is_missing(view) and any(
        aside.import_id in taken and aside.reason == UNKNOWN_PERSON for aside in result.set_aside
    ):
        links.to(view, "method", words("import.to_people"), part="settings")
    if result.noticed:
        noticed = [
            records.sentence(words, notice) for notice in result.noticed[: after_import.SHOWN]
        ]
        st.text(
            "\n".join(
                [
                    words("upload.noticed"),
                    *(f"• {said}" for said in noticed),
                    words("upload.noticed.more"),
                ]
            )
        )
