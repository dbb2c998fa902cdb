"""Where files are dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import page, state, uploads
from dashboard.imports import dropped as import_dropped
from dashboard.imports.dropped import Dropped
from dashboard.view import View

STYLE = """<style>
[class*="st-key-noprint-upload"] [data-testid="stFileUploaderDropzone"] > span button p,
[class*="st-key-noprint-upload"] [data-testid="stFileUploaderDropzoneInstructions"] span {font-size: 0}
[class*="st-key-noprint-upload"] [data-testid="stFileUploaderDropzone"] > span button p::after {content: "%s"; font-size: .95rem}
[class*="st-key-noprint-upload"] [data-testid="stFileUploaderDropzoneInstructions"] span::after {content: "%s"; font-size: .86rem}
</style>"""  # Streamlit's own words are English only
COMMAND = "dealfit import"


def show(view: View) -> list[Dropped]:
    """The dropped files, each looked at; a mapping file among them is used on the others."""
    words = view.words
    turn = state.get(import_dropped.TURN, 0)  # a new widget after each import: the files let go
    st.html(STYLE % (words("upload.browse"), words("upload.kinds")))
    with st.container(key="noprint-upload"):
        given: Sequence[Any] = st.file_uploader(words("upload.label"), type=list(uploads.KINDS), accept_multiple_files=True,
                                                key=f"upload.files.{turn}", help=words("upload.help")) or ()  # fmt: skip
        limit = st.get_option("server.maxUploadSize")
        page.quiet(words("import.limit", limit=int(limit), command=COMMAND), "quiet-limit")
    sent = next((u for u in given if uploads.is_mapping(u)), None)
    with st.spinner(words("upload.reading"), show_time=False):
        return [import_dropped.of(u, sent) for u in given if u is not sent]
