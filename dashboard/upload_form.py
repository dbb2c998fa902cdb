"""Taking files in by drag and drop: what they are recognised as, the button, the progress, what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analysis import DealfitError, ImportResult, after_import, intake
from dashboard import file_trouble, page, records, state, tables, uploads
from dashboard.file_trouble import Trouble
from dashboard.uploads import Glance
from dashboard.view import View
from dashboard.wording import plain

AUTO = "auto"
TABLES = (AUTO, *intake.TABLES)
STYLE = """<style>
[class*="st-key-noprint-upload"] [data-testid="stFileUploaderDropzone"] > span button p,
[class*="st-key-noprint-upload"] [data-testid="stFileUploaderDropzoneInstructions"] span {font-size: 0}
[class*="st-key-noprint-upload"] [data-testid="stFileUploaderDropzone"] > span button p::after {content: "%s"; font-size: .95rem}
[class*="st-key-noprint-upload"] [data-testid="stFileUploaderDropzoneInstructions"] span::after {content: "%s"; font-size: .86rem}
</style>"""  # Streamlit's own words are English only


def show(view: View) -> None:
    words = view.words
    page.quiet(words("upload.demo" if view.data.build.is_demo else "upload.note"), "quiet-upload")
    outcome(view, state.get("upload.result"))
    turn = state.get("upload.turn", 0)  # a new widget after each import: the files let go
    st.html(STYLE % (words("upload.browse"), words("upload.kinds")))
    with st.container(key="noprint-upload"):
        given: Sequence[Any] = st.file_uploader(words("upload.label"), type=list(uploads.KINDS), accept_multiple_files=True,
                                                key=f"upload.files.{turn}", help=words("upload.help")) or ()  # fmt: skip
        if not given:
            return
        chosen = st.selectbox(words("upload.table"), TABLES, key=f"upload.table.{turn}", width=320,
                              format_func=lambda t: words("upload.auto") if t == AUTO else words.code("table", t))  # fmt: skip
        table = None if chosen == AUTO else chosen
        mapping = next((u for u in given if uploads.is_mapping(u)), None)
        looks = [uploads.glance(u, table, mapping) for u in given if u is not mapping]
        for place, look in enumerate(looks):
            preview(view, look, place)
        ready = any(look.trouble is None for look in looks)
        if st.button(words("upload.take"), type="primary", disabled=not ready, key=f"upload.take.{turn}"):
            _take(view, given, table, turn)


def _take(view: View, given: Sequence[Any], table: str | None, turn: int) -> None:
    words = view.words
    bar = st.progress(0.0, words("upload.reading"))

    def progress(what: str, part: float) -> None:
        said = words("upload.building") if what == "store" else words("upload.taking", file=what)
        bar.progress(min(max(part, 0.0), 1.0), plain(said))

    try:
        state.put("upload.result", uploads.take_in(given, table, progress))
    except DealfitError as trouble:
        state.put("upload.result", file_trouble.of(trouble))
    except OSError as trouble:
        state.put("upload.result", Trouble("upload_failed", {"detail": trouble.strerror or str(trouble)}))
    bar.empty()
    state.put("upload.turn", turn + 1)
    state.unpin()
    st.rerun()


def preview(view: View, look: Glance, place: int) -> None:
    """What a file is recognised as, column by column, or what is wrong with it."""
    words, found = view.words, look.recognised
    if look.trouble:
        st.error(plain(file_trouble.said(words, look.trouble)))
    elif found is None:
        st.text(words("upload.settings", file=look.file))
    else:
        st.text(words("upload.recognised", file=look.file, table=words.code("table", found.table), row=str(found.header_row),
                      columns=len(found.columns), of=len(found.headers), format=records.detected(words, dict(found.formats))))  # fmt: skip
        if found.unused:
            page.quiet(words("upload.unused", headers=", ".join(found.unused)), f"quiet-unused-{place}")
        at = {header: position for position, header in enumerate(found.headers)}
        rows = [
            (words.title(column), header, *(row[at[header]] for row in found.sample[:3]))
            for column, header in found.columns.items()
        ]
        shown = [f"sample_{n + 1}" for n in range(len(found.sample[:3]))]
        frame = pd.DataFrame(rows, columns=["input_column", "header", *shown])
        tables.show(view, frame, list(frame.columns), key=f"preview-{place}", files=False)


def outcome(view: View, result: ImportResult | Trouble | None) -> None:
    """What became of the files of the last import in this session."""
    words = view.words
    if isinstance(result, Trouble):
        st.error(plain(file_trouble.said(words, result)))
    if not isinstance(result, ImportResult):
        return
    for file in result.taken:
        said = words("upload.taken", file=file.file, table=words.code("table", file.table), read=file.rows_read,
                     accepted=file.rows_accepted, rejected=file.rows_rejected)  # fmt: skip
        (st.warning if file.rows_rejected else st.success)(plain(said))
    for name in result.unchanged:
        st.info(plain(words("upload.unchanged", file=name)))
    for name in result.settings:
        st.success(plain(words("upload.settings_taken", file=name)))
    for _, trouble in result.unreadable:
        st.error(plain(file_trouble.said(words, file_trouble.of(trouble))))
    _found(view, result)


def _found(view: View, result: ImportResult) -> None:
    """What the build set aside, file by file, and the first few notices on the data."""
    words = view.words
    for aside in result.set_aside:
        others = words("upload.aside.others", n=aside.values - 1) if aside.values > 1 else ""
        st.warning(plain(words("upload.aside", file=aside.file, rows=aside.rows, example=aside.example, others=others,
                               reason=words.code("reason", aside.reason))))  # fmt: skip
    if result.noticed:
        noticed = [records.sentence(words, notice) for notice in result.noticed[: after_import.SHOWN]]
        st.text("\n".join([words("upload.noticed"), *(f"• {said}" for said in noticed), words("upload.noticed.more")]))
