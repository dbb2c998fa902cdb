"""Where files are dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from analysis import isolation
from analysis.language import plain
from dashboard import page, state
from dashboard.data import uploads
from dashboard.data.imports import import_actions, import_sentences, session_uploads, uploaded_files
from dashboard.data.imports.uploaded_files import UploadContents
from dashboard.view import View

STYLE = """<style>
[class*="st-key-noprint-upload"] [data-testid="stFileUploaderDropzone"] > span button p,
[class*="st-key-noprint-upload"] [data-testid="stFileUploaderDropzoneInstructions"] span {font-size: 0}
[class*="st-key-noprint-upload"] [data-testid="stFileUploaderDropzone"] > span button p::after {content: "%s"; font-size: .95rem}
[class*="st-key-noprint-upload"] [data-testid="stFileUploaderDropzoneInstructions"] span::after {content: "%s"; font-size: .86rem}
</style>"""  # Streamlit's own words are English only
COMMAND = "dealfit import"


def show(view: View) -> list[UploadContents]:
    """The dropped files, each looked at; a mapping file among them is used on the others."""
    words = view.words
    isolation.warm()  # while the visitor chooses files
    turn = state.get(uploaded_files.TURN, 0)  # a new widget after each import: the files let go
    st.html(STYLE % (words("upload.browse"), words("upload.kinds")))
    with st.container(key="noprint-upload"):
        given: Sequence[Any] = (
            st.file_uploader(
                words("upload.label"),
                type=list(uploads.KINDS),
                accept_multiple_files=True,
                key=f"upload.files.{turn}",
                help=words("upload.help"),
            )
            or ()
        )
        limit = st.get_option("server.maxUploadSize")
        page.quiet(words("import.limit", limit=int(limit), command=COMMAND), "quiet-limit")
    if session_uploads.is_news(given):
        import_actions.forget_result()
    files = session_uploads.take(given, turn)
    _returned(view)
    sent = next((u for u in files if uploads.is_mapping(u)), None)
    with st.spinner(words("upload.reading"), show_time=False):
        return [uploaded_files.of(u, sent) for u in files if u is not sent]


def _returned(view: View) -> None:
    """Files from before the page was left, or that the last import could not take; each with a way to let it go."""
    words, files = view.words, session_uploads.returned()
    if lost := session_uploads.overflown():
        st.warning(
            plain(words("import.held.lost", names=import_sentences.names(words, list(lost))))
        )
    if not files:
        return
    with st.container(key="noprint-held", gap="small"):
        page.quiet(words("import.held", n=len(files)), "quiet-held")
        with st.container(horizontal=True, key="importheld"):
            for upload in files:
                st.button(
                    plain(words("import.held.let_go", name=uploads.safe_name(upload.name))),
                    type="tertiary",
                    icon=":material/close:",
                    key=f"import.let_go.{upload.file_id}",
                    on_click=session_uploads.let_go,
                    args=((upload.file_id,),),
                )
