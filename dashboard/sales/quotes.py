"""At which markup are offers won, and why are they lost? For the commercial director, before the next offer is priced."""

import streamlit as st

from analysis.findings import quote_findings, sentences
from dashboard import page, state
from dashboard.sales import quote_sections
from dashboard.view import here

at = here()
words = at.words
seen = at.data.worked(quote_findings.of_scope, at.scope)

if not seen.there_are:
    quote_sections.say_there_are_none(at)
elif not seen.kinds:
    page.head(at, words("quotes.question"), [words("quotes.none_in_scope")])
    quote_sections.filters(at)
else:
    with st.container(key="noprint-of"):
        kind = str(
            st.segmented_control(
                words("quotes.of"),
                seen.kinds,
                required=True,
                label_visibility="collapsed",
                key=state.bind("of", seen.kinds, seen.usual, stays=True),
                format_func=lambda name: words(f"kinds.{name}"),
            )
        )
    said = sentences.say(words, quote_findings.of_offers(seen, kind))
    page.head(at, words("quotes.question"), said)
    quote_sections.filters(at)
    quote_sections.curve(at, seen, kind)
    quote_sections.cells(at, seen, kind)
    quote_sections.ends(at, seen)
    quote_sections.reasons(at, seen, kind)
    quote_sections.offers(at, seen)
