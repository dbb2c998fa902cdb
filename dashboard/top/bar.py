"""What stands above each page: the doors, the switch of the door that is open, the language, print."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import streamlit as st

from analysis.export.report import forms
from analysis.journal.settings import settings_editing
from analysis.language import Words
from dashboard import links
from dashboard.top import doors
from dashboard.view import View

LANGUAGES = {"ru": "RU", "en": "EN"}


def title(words: Words, page: str) -> str:
    """The name of the browser's tab: the page, its door, the program."""
    door = doors.of(page)
    view = (
        [words(f"view.{page}")] if len(doors.DOORS[door]) > 1 and page not in doors.OPENED else []
    )
    return " · ".join([*view, words(f"door.{door}"), words("app.name")])


def name_tab(words: Words, thing: str, page: str) -> None:
    """The browser's tab names the one thing that the page shows: a client, an order."""
    st.set_page_config(page_title=f"{thing} · {title(words, page)}")


def draw_doors(view: View, page: str) -> None:
    """Links that carry the scope and the language: Streamlit's own would drop them from the address."""
    here = doors.of(page)
    for door, pages in doors.DOORS.items():
        name = view.words(f"door.{door}")
        _link(
            view,
            pages[0],
            f"⚙ {name}" if door == doors.GEAR else name,
            "door",
            is_here=door == here,
        )


def draw_switch(view: View, page: str) -> None:
    """The pages of the door that is open, where there are several."""
    pages = doors.DOORS[doors.of(page)]
    if len(pages) > 1:
        with st.container(key="noprint-switch", horizontal=True, gap=None):
            for name in pages:
                _link(view, name, view.words(f"view.{name}"), "view", is_here=name == page)


def _link(view: View, page: str, label: str, what: str, is_here: bool) -> None:
    with st.container(key=f"here-{what}" if is_here else f"{what}-{page}", width="content"):
        links.to(view, page, label)


def choose_language(words: Words) -> None:
    st.segmented_control(
        words("language"),
        list(LANGUAGES),
        key="lang",
        required=True,
        label_visibility="collapsed",
        format_func=LANGUAGES.__getitem__,
        persist_state="session",
    )


def draw_report(view: View) -> None:
    """Leadership's report of the slice on show as PDF; it is written when the button is pressed."""
    words = view.words

    def written() -> bytes:
        company = settings_editing.current(Path(view.data.build.root)).letter.company
        found: bytes = view.data.worked(forms.of_scope, view.scope, words, company, ".pdf")
        return found

    st.download_button(
        words("report.button"),
        written,
        words("report.file_name", day=dt.date.today().isoformat()),
        "application/pdf",
        on_click="ignore",
        help=words("report.button.help"),
        key="report",
    )


def draw_print(words: Words) -> None:
    """A plain button: the script of the page prints, nothing is asked of the server."""
    st.html(
        f'<button type="button" class="dealfit-print">{words("print")}</button>', width="content"
    )
