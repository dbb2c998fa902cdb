"""How is this number computed, and who changed what?"""

import streamlit as st

from dashboard import page, state
from dashboard.method import (
    method_history,
    method_numbers,
    method_pools,
    method_sentences,
    method_tables,
    settings_form,
)
from dashboard.view import here

PARTS = {
    "numbers": method_numbers.show,
    "settings": settings_form.show,
    "pools": method_pools.show,
    "tables": method_tables.show,
    "history": method_history.show,
}

at = here()
w = at.words
page.head(at, w("method.question"), method_sentences.sentences(at))
with st.container(key="noprint-parts"):
    part = st.segmented_control(
        w("method.part"),
        list(PARTS),
        key=state.bind("part", list(PARTS), "numbers"),
        required=True,
        format_func=lambda name: w(f"method.{name}.title"),
        label_visibility="collapsed",
    )
page.quiet(w(f"method.{part}.about"), "quiet-part")
PARTS[part or "numbers"](at)
