"""What is taken away of a deal: the letter to the client, in either language and for any decision; the sheet for the meeting."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import streamlit as st

from analysis.deals.saved import letter, meeting_sheet
from analysis.deals.saved.saving import ToKeep
from analysis.decisions import client_letter
from analysis.journal.settings import settings_editing
from analysis.language import Words, plain
from analysis.output import one_page
from dashboard import links, page
from dashboard.decisions.letter_draft import LANGUAGES, WORD
from dashboard.view import View


def letter_to_client(view: View, kept: ToKeep, decision: str | None = None) -> None:
    """decision: what a person decided; by default what is advised."""
    words, written = view.words, letter.written(kept.advice)
    if not written:
        return
    head = settings_editing.current(Path(view.data.build.root)).letter
    with st.expander(words("deal_letter.title")):
        page.quiet(words("deal_letter.note"), "quiet-deal-letter")
        if not head.company:
            links.to(view, "method", words("letter.letterhead"), part="settings")
        left, right = st.columns(2)
        lang = str(
            left.segmented_control(
                words("language"),
                tuple(LANGUAGES),
                default=words.lang,
                required=True,
                key="deal.letter.lang",
                format_func=LANGUAGES.__getitem__,
            )
        )
        about = right.selectbox(
            words("deal_letter.for"),
            written,
            written.index(decision) if decision in written else 0,
            format_func=lambda code: words(f"deal.decision.{code}"),
            key=f"deal.letter.for.{decision or kept.advice['decision']}",
        )
        contact = client_letter.contact_of(
            view.data.table("contacts"), kept.advice["client_id"] or ""
        )
        say = Words(lang, words.currency)
        text = letter.draft(say, kept.asked, kept.advice, about, head=head, contact=contact)
        st.code(plain_text(text), language=None, wrap_lines=True)
        _files(view, text, str(kept.asked["client"]), lang)


def plain_text(text: str) -> str:
    """As it is copied: usual spaces, which every mail program takes."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _files(view: View, text: str, client: str, lang: str) -> None:
    words = view.words
    named = partial(client_letter.file_name, client, dt.date.today(), lang)
    with st.container(horizontal=True):
        st.download_button(
            plain(words("letter.download_docx")),
            lambda: client_letter.docx(text, lang),
            named("docx"),
            WORD,
            on_click="ignore",
            key="deal.letter.docx",
        )
        st.download_button(
            plain(words("letter.download")),
            text.encode("utf-8-sig"),
            named("txt"),
            "text/plain",
            on_click="ignore",
            key="deal.letter.txt",
        )


def sheet_for_meeting(view: View, kept: ToKeep, name: str = "", decided: str = "") -> None:
    """A button; the page is drawn when it is pressed. name, decided: see meeting_sheet.sheet."""
    words = view.words
    st.download_button(
        plain(words("deal_sheet.button")),
        lambda: one_page.pdf(meeting_sheet.sheet(words, kept, name, decided)),
        client_letter.file_name(
            str(kept.asked["client"]), dt.date.today(), words.lang, "pdf", "deal_sheet.file"
        ),
        "application/pdf",
        on_click="ignore",
        key="deal.sheet",
    )
