"""The letter to a client: a draft to edit and take away. Nothing is sent."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from analysis.decisions import client_letter
from analysis.journal.client_decisions import POSTPONED, RecordedDecision
from analysis.journal.settings import settings_editing
from analysis.language import plain
from dashboard import links, page
from dashboard.view import View

LANGUAGES = {"ru": "Русский", "en": "English"}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(view: View, row: Mapping[Any, Any], kept: RecordedDecision | None) -> None:
    """For what was decided; where nothing was, for what is proposed. row: of client_decision."""
    words, client = view.words, row["client_id"]
    is_decided = kept is not None and kept.status != POSTPONED
    decision, note = (
        (kept.decision, kept.note) if kept is not None and is_decided else (row["decision"], "")
    )
    if is_decided and (against := client_letter.doubt(decision, note)):
        st.warning(plain(words(f"letter.doubt.{against}", note=note)))
    if decision not in client_letter.WRITTEN:
        return
    now = settings_editing.current(Path(view.data.build.root))
    contact = client_letter.contact_of(view.data.table("contacts"), client)
    with st.expander(words("letter.title")):
        page.quiet(words("letter.note"), f"quiet-letter-{client}")
        if not now.letter.company:
            links.to(view, "method", words("letter.letterhead"), part="settings")
        lang = str(
            st.segmented_control(
                words("language"),
                tuple(LANGUAGES),
                default=words.lang,
                required=True,
                key=f"letter.lang.{client}",
                format_func=LANGUAGES.__getitem__,
            )
        )
        draft = client_letter.draft(
            row,
            lang,
            decision,
            head=now.letter,
            contact=contact,
            note=note,
            step=now.decisions.price_step,
        )
        version = hashlib.sha256(draft.encode()).hexdigest()[
            :8
        ]  # another draft, another text to edit
        text = st.text_area(
            words("letter.title"),
            draft,
            height=380,
            key=f"letter.{client}.{lang}.{version}",
            label_visibility="collapsed",
        )
        with st.container(horizontal=True):
            named = partial(client_letter.file_name, str(row["client_name"]), dt.date.today(), lang)
            st.download_button(
                words("letter.download_docx"),
                lambda: client_letter.docx(text, lang),
                named("docx"),
                WORD,
                on_click="ignore",
                key=f"letter.docx.{client}",
                type="primary",
            )
            st.download_button(
                words("letter.download"),
                text.encode("utf-8-sig"),
                named("txt"),
                "text/plain",
                on_click="ignore",
                key=f"letter.txt.{client}",
            )
