"""One dropped file: each table in it, what it is recognised as, its corrections, its first rows as they would go in."""

from __future__ import annotations

import streamlit as st

from analysis.intake.reasons import Notice
from analysis.intake.rows.preview import proposal
from analysis.language import plain
from dashboard import page, state
from dashboard.data import file_trouble
from dashboard.data.imports import (
    import_account,
    import_columns,
    import_corrections,
    import_formats,
    import_preview,
    import_questions,
    import_sentences,
    kept_mappings,
    unused_columns,
    uploaded_files,
)
from dashboard.data.imports.uploaded_files import UploadContents, UploadedTable
from dashboard.view import View


def show(view: View, dropped: UploadContents) -> None:
    words = view.words
    with st.container(border=True, key=f"importcard-{dropped.key}"):
        if dropped.trouble:
            st.error(plain(file_trouble.sentence(words, dropped.trouble)))
            file_trouble.door(view, dropped.trouble)
            return
        if dropped.is_settings:
            st.text(words("upload.settings", file=dropped.name))
            return
        if dropped.is_mended:
            st.markdown(f"**{plain(dropped.name)}**")
            st.text(words("import.is_mended"))
        for sheet in dropped.tables:
            _sheet(view, dropped, sheet)
        _others(view, dropped)


def _others(view: View, dropped: UploadContents) -> None:
    """Sheets without a known table: named; one can be opened to say what it holds."""
    words, names = view.words, dict(dropped.others)
    if not names:
        return
    said = words("import.left_out", sheets=import_sentences.names(words, list(names.values())))
    page.quiet(said, f"quiet-left-{dropped.key}")
    st.selectbox(
        words("import.look_at"),
        [uploaded_files.CLOSED, *names],
        key=uploaded_files.opened_key(dropped.key),
        width=320,
        persist_state="session",
        format_func=lambda n: names.get(n) or words("import.look_at.none"),
    )


def _sheet(view: View, dropped: UploadContents, sheet: UploadedTable) -> None:
    words, key, seen = view.words, sheet.key, sheet.seen
    title = (
        words("import.sheet", file=dropped.name, sheet=sheet.name) if sheet.name else dropped.name
    )
    st.markdown(f"**{plain(title)}**")
    _said(view, sheet)
    widget = f"import.correct.{key}"
    if state.get(widget) is None:
        state.put(widget, not sheet.is_ready)  # what can't go in as it is opens by itself
    with st.container(horizontal=True, key=f"importtools-{key}", vertical_alignment="center"):
        if len(dropped.tables) > 1 and sheet.is_ready:
            st.toggle(
                words("import.want"),
                value=True,
                key=uploaded_files.wanted_key(key),
                persist_state="session",
            )
        correcting = st.toggle(words("import.correct"), key=widget, persist_state="session")
        if import_corrections.of(key):
            st.button(
                words("import.restore"),
                key=f"import.restore.{key}",
                type="tertiary",
                on_click=import_corrections.drop,
                args=(key,),
            )
    if correcting:
        import_formats.show(view, key, seen)
        if seen.table:
            import_columns.show(view, key, seen)
    import_questions.show(view, key, sheet)
    unused_columns.show(view, key, seen)
    if sheet.preview and (doubts := import_account.doubts(words, seen.formats, _not_asked(sheet))):
        with st.container(key=f"importdoubts-{key}"):
            st.warning(import_preview.plain_lines([words("import.doubts"), *doubts]))
    if sheet.preview:
        import_preview.show(view, key, sheet.preview, correcting)


def _not_asked(sheet: UploadedTable) -> list[Notice]:
    """The warnings of its first rows, but those that a question says."""
    asked = {q.code for q in sheet.questions}
    found = sheet.preview.warnings if sheet.preview else ()
    return [w for w in found if not (w.code == "ambiguous_dates" and "day_or_month" in asked)]


def _said(view: View, sheet: UploadedTable) -> None:
    """What the table is, what it lacks, how it is written; where its columns come from."""
    words, seen = view.words, sheet.seen
    if sheet.trouble:
        st.error(plain(file_trouble.sentence(words, sheet.trouble)))
        file_trouble.door(view, sheet.trouble)
        if sheet.trouble.code in proposal.TO_BE_SAID:
            st.text(words("import.say_below"))
    elif not seen.table:
        st.markdown(f":red[{plain(words('import.unknown'))}]")
    elif seen.missing:
        lacks = words(
            "import.lacks",
            table=words.code("table", seen.table),
            missing=import_sentences.missing(words, seen.missing),
        )
        st.markdown(f":red[{plain(lacks)}]")
    else:
        known = [kept_mappings.sentence(words, seen.saved)] if seen.saved else []
        st.text("\n".join([*import_sentences.recognised(words, seen), *known]))
