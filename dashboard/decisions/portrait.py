"""Is this our client? The portrait: who meets it, what another would change, and a first one proposed."""

from pathlib import Path

import streamlit as st

from analysis.findings import sentences
from analysis.journal import portrait_editing
from analysis.language import plain
from analysis.portrait import portrait_effect
from dashboard import missing_link, page, state
from dashboard.decisions.portrait_sections import (
    portrait_clients,
    portrait_draft,
    portrait_editor,
    portrait_wizard,
)
from dashboard.view import here

SHOWN = dict(
    zip(
        portrait_draft.PARTS,
        (portrait_clients.show, portrait_editor.show, portrait_wizard.show),
        strict=True,
    )
)

at = here()
words = at.words
if not page.empty(at, words("portrait.question")):
    wanted = portrait_editing.current(Path(at.data.build.root))
    rows = portrait_clients.judged(at, wanted)
    said = (
        sentences.say(words, portrait_effect.findings(rows))
        if wanted.criterion
        else [words("portrait.none")]
    )
    page.head(at, words("portrait.question"), said)
    missing_link.show(at, "fit")
    page.few(at)
    if done := state.get("portrait.done"):
        state.put("portrait.done", None)
        st.success(plain(words(done)))
    first = "clients" if wanted.criterion else "wizard"
    with st.container(key="noprint-parts"):
        key = state.bind("part", portrait_draft.PARTS, first)
        part = st.segmented_control(
            words("portrait.part"),
            portrait_draft.PARTS,
            key=key,
            required=True,
            label_visibility="collapsed",
            format_func=lambda name: words(f"portrait.part.{name}"),
        )
    SHOWN[part or first](at, wanted)
