"""The letter to a client: a draft to edit and take away. Nothing is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from analysis.decisions import TO_CHANGE
from analysis.decisions import letter as client_letter
from analysis.decisions.kept import POSTPONED, Kept
from dashboard import page
from dashboard.view import View

LANGUAGES = {"ru": "Русский", "en": "English"}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(view: View, row: Mapping[Any, Any], kept: Kept | None) -> None:
    """For what was decided; where nothing was, for what is proposed. row: of client_decision."""
    words, client = view.words, row["client_id"]
    decision = row["decision"] if kept is None or kept.status == POSTPONED else kept.decision
    if decision not in TO_CHANGE:
        return
    with st.expander(words("letter.title")):
        page.quiet(words("letter.note"), f"quiet-letter-{client}")
        lang = str(st.segmented_control(words("language"), tuple(LANGUAGES), default=words.lang, required=True,
                                        key=f"letter.lang.{client}", format_func=LANGUAGES.__getitem__))  # fmt: skip
        text = st.text_area(words("letter.title"), client_letter.draft(row, lang, decision), height=380,
                            key=f"letter.{client}.{lang}.{decision}", label_visibility="collapsed")  # fmt: skip
        with st.container(horizontal=True):
            st.download_button(words("letter.download_docx"), lambda: client_letter.docx(text, lang), f"letter-{lang}.docx", WORD,
                               on_click="ignore", key=f"letter.docx.{client}", type="primary")  # fmt: skip
            st.download_button(words("letter.download"), text.encode("utf-8-sig"), f"letter-{lang}.txt", "text/plain",
                               on_click="ignore", key=f"letter.txt.{client}")  # fmt: skip
