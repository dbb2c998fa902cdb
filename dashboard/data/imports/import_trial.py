"""The trial run on screen: every row and every rouble of the files accounted for, what would change. Nothing is taken in."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis.actions.trial_import import DryPart
from analysis.intake.reasons import NOT_DATA
from analysis.language import plain
from dashboard import page, tables
from dashboard.data import file_trouble, records
from dashboard.data.imports import (
    changed_orders,
    import_account,
    import_actions,
    import_preview,
    import_sentences,
    unused_columns,
)
from dashboard.data.imports.uploaded_files import UploadContents
from dashboard.view import View

REFUSED = ("file", "sheet", "row_number", "column", "value", "reason")
DRAWN = 200


def show(view: View, dropped: Sequence[UploadContents]) -> None:
    words, found = view.words, import_actions.checked(dropped)
    if found is None:
        return
    with st.container(border=True, key="importchecked"):
        st.subheader(words("import.checked"), anchor=False)
        for part in found.parts:
            st.text("\n".join(import_account.lines(words, part.taken, "import.checked.rows")))
            unused_columns.warn(words, part.taken.unused_columns)
            if told := import_account.warnings(words, part.taken):
                st.warning(import_preview.plain_lines(told))
        for aside in found.may_be_set_aside:
            st.warning(plain(import_sentences.aside(words, aside, "import.may_be_aside")))
        if found.noticed:
            told = [f"• {records.sentence(words, n)}" for n in found.noticed]
            st.warning(import_preview.plain_lines([words("import.foretold"), *told]))
        for mended in found.mended:
            st.text(import_sentences.mended(words, mended))
        for name in found.settings:
            st.text(words("upload.settings", file=name))
        for name in found.unchanged:
            st.text(words("import.checked.unchanged", file=name))
        for _, error in found.unreadable:
            st.error(plain(file_trouble.sentence(words, file_trouble.of(error))))
        _refused(view, found.parts)
        _unread(view, found.parts)
        if found.changes:
            changed_orders.show(view, found.changes, "checked", done=False)


def _refused(view: View, parts: Sequence[DryPart]) -> None:
    words = view.words
    rows = [
        (
            p.taken.file,
            p.taken.sheet or "—",
            r.row_number,
            r.column or "—",
            r.value if r.value is not None else "—",
            r.reason,
        )
        for p in parts
        for r in p.refused
        if r.reason not in NOT_DATA
    ]
    if not rows:
        page.quiet(words("data.refused.none"), "quiet-checked-refused")
        return
    st.markdown(f"**{plain(words('import.refused'))}**")
    tables.show(
        view, pd.DataFrame(rows, columns=list(REFUSED)), REFUSED, key="checked-refused", first=DRAWN
    )


def _unread(view: View, parts: Sequence[DryPart]) -> None:
    rows = [
        (
            p.taken.file,
            p.taken.sheet or "—",
            u.row_number,
            u.column or "—",
            u.value or "—",
            u.reason,
        )
        for p in parts
        for u in p.unread
    ]
    if rows:
        st.markdown(f"**{plain(view.words('data.unread'))}**")
        tables.show(
            view,
            pd.DataFrame(rows, columns=list(records.UNREAD)),
            records.UNREAD,
            key="checked-unread",
            first=DRAWN,
        )
