"""The search above each page: over clients, orders and products; Ctrl+K leads into it (page.html)."""

from __future__ import annotations

import itertools

import streamlit as st

from analysis.reader import search
from analysis.reader.search import SearchHit
from dashboard import fragments, links, state
from dashboard.view import View


@fragments.fragment()
def draw(view: View) -> None:
    """What is found hangs under the field while the reader is in it (style.css); a page that is opened begins with an empty field."""
    words = view.words
    with st.container(key="search"):
        text = st.text_input(
            words("search"),
            key=f"search-{state.visit()}",
            placeholder=words("search.hint"),
            type="search",
            live="300ms",
            label_visibility="collapsed",
        )
        if not (text or "").strip():
            return
        hits = view.data.worked(search.find, str(text).strip())
        with st.container(key="found", gap=None):
            for kind, of_kind in itertools.groupby(hits, lambda hit: hit.kind):
                st.caption(words(f"search.{kind}"))
                for hit in of_kind:
                    _link(view, hit)
            if not hits:
                st.text(words("search.nothing"))


def _link(view: View, hit: SearchHit) -> None:
    label = f"{hit.name} · {hit.beside}" if hit.beside else hit.name
    if hit.kind == "client":
        links.to(view, "client", label, id=hit.key)
    elif hit.kind == "order":
        links.to(view, "order", label, order=hit.key)
    else:
        links.to(view, "products", label, by="product", find=hit.key)
