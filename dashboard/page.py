"""The parts that every page has: its question, its quiet line, its sentences, its states."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis.whale import Whale
from dashboard import links, state
from dashboard.view import View
from dashboard.wording import Words, plain

FEW_ORDERS = 10

CSS = """<style>
[data-testid="stMainBlockContainer"] {max-width: 1380px; padding-top: 2.2rem; padding-bottom: 3rem}
[data-testid="stHeader"] {background: transparent}
h1 {font-size: 1.75rem !important; font-weight: 650 !important; letter-spacing: -0.01em; padding-bottom: 0 !important}
h2, h3 {font-weight: 600 !important; padding-top: .4rem !important}
h3 {font-size: 1.02rem !important}
[class*="st-key-quiet"] p, [class*="st-key-quiet"] [data-testid="stText"], [class*="st-key-quiet"] [data-testid="stText"] * {color: #6a737b; font-size: .86rem}
[class*="st-key-said"] [data-testid="stText"] {font-family: inherit; font-size: 1.06rem; line-height: 1.5;
  white-space: normal; padding-left: .75rem; border-left: 3px solid #2f5d8a}
[data-testid="stText"] {font-family: inherit; white-space: pre-wrap; overflow-wrap: anywhere}
[class*="st-key-strip"] [data-testid="stMetricValue"] {font-size: 1.38rem; font-variant-numeric: tabular-nums}
[class*="st-key-strip"] [data-testid="stMetricLabel"] p {color: #4d575f; font-size: .78rem; white-space: normal; line-height: 1.2; overflow-wrap: normal; word-break: normal}
[class*="st-key-strip"] [data-testid="stMetricLabel"] {min-height: 2.1rem; align-items: end}
[class*="st-key-downloads"] button {min-height: 1.8rem; padding: 0 .6rem; font-size: .82rem}
@media (max-width: 640px) {
  [class*="st-key-strip"] [data-testid="stHorizontalBlock"] {gap: .6rem}
  [class*="st-key-strip"] [data-testid="stColumn"] {min-width: calc(50% - .6rem) !important; flex: 1 1 calc(50% - .6rem) !important}
  h1 {font-size: 1.4rem !important}
}
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"], [class*="st-key-downloads"],
  [class*="st-key-noprint"], [data-testid="stElementToolbar"] {display: none !important}
  [data-testid="stMainBlockContainer"] {max-width: none; padding: 0}
  [data-testid="stAppViewContainer"], [data-testid="stMain"], .stApp {position: static !important; overflow: visible !important; height: auto !important}
  .stPlotlyChart, [data-testid="stDataFrame"], [data-testid="stMetric"] {break-inside: avoid}
}
</style>"""


def style() -> None:
    st.html(CSS)


def head(view: View, title: str, sentences: Sequence[str] = ()) -> None:
    """The page's question, the scope and the freshness in one quiet line, the computed sentences."""
    st.title(plain(title), anchor=False)
    _, last = view.data.span()
    fresh = view.words("line.fresh", last=view.words.date(last)) if last else ""
    demo = view.words("demo") if view.data.build.is_demo else ""
    quiet(" · ".join(p for p in (view.line, fresh, demo) if p), "quiet-scope")
    say(sentences)


def say(sentences: Sequence[str], key: str = "said") -> None:
    """Computed sentences, as plain text: names in them are untrusted."""
    if sentences:
        with st.container(key=key, gap="small"):
            for sentence in sentences:
                st.text(sentence)


def quiet(text: str, key: str) -> None:
    with st.container(key=key if key.startswith("quiet") else f"quiet-{key}"):
        st.text(text)


def notices(words: Words) -> None:
    """What of the address could not be used."""
    for code, values in state.notices():
        st.warning(plain(words(code, **values)))


def empty(view: View, title: str) -> bool:
    """True, with the page's empty state drawn, where the scope holds no order."""
    words = view.words
    _, last = view.data.span()
    if last is not None and _orders(view):
        return False
    head(view, title)
    what = "data" if last is None else "scope"
    with st.container(key="empty", border=True):
        st.markdown(f"**{plain(words(f'empty.{what}'))}**  \n{plain(words(f'empty.{what}.mend'))}")
        if last is None:
            links.to(view, "data", words("nav.data"))
    return True


def few(view: View) -> None:
    """A quiet warning where too few orders stand behind the page."""
    orders = _orders(view)
    if 0 < orders < FEW_ORDERS:
        quiet(view.words("few", n=orders), "quiet-few")


def _orders(view: View) -> int:
    value = view.data.metrics(["orders"], (), view.scope)["orders"].iloc[0]
    return 0 if value != value or value is None else int(value)


def trouble(words: Words, text: str) -> None:
    """The error state: what went wrong, in words."""
    st.error(f"**{plain(words('trouble'))}**  \n{plain(text)}")
    st.caption(words("trouble.mend"))


def whale_notes(curve: Whale, words: Words) -> None:
    """On which basis the curve is drawn, and what it leaves out."""
    notes = []
    if words.has(f"whale.why.{curve.basis}"):
        notes.append(words("whale.basis", metric=words.title(curve.basis), why=words(f"whale.why.{curve.basis}")))
    if not curve.has_shares:
        notes.append(words("whale.no_share"))
    if curve.unknown:
        notes.append(words("whale.unknown", n=curve.unknown))
    if notes:
        quiet(" ".join(notes), "quiet-whale")


def missing(view: View) -> None:
    """Quietly: the inputs that were not loaded, and what each would add."""
    words, lacking = view.words, view.data.missing()
    if lacking:
        parts = [
            words("overview.missing.part", name=words(f"missing.{code}"), adds=words(f"missing.{code}.adds"))
            for code in lacking
        ]
        quiet(words("overview.missing", parts="; ".join(parts)), "quiet-missing")
        links.to(view, "data", words("overview.missing.link"))
