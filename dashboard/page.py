"""The parts that every page has: its question, its quiet line, its sentences, its states."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

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
[class*="st-key-quiet"] p, [class*="st-key-quiet"] [data-testid="stText"] {color: #6a737b; font-size: .86rem}
[class*="st-key-said"] [data-testid="stText"] {font-family: inherit; font-size: 1.06rem; line-height: 1.5;
  white-space: normal; padding-left: .75rem; border-left: 3px solid #2f5d8a}
[data-testid="stText"] {font-family: inherit; white-space: pre-wrap; overflow-wrap: anywhere}
[class*="st-key-strip"] [data-testid="stMetricValue"] {font-size: 1.5rem; font-variant-numeric: tabular-nums}
[class*="st-key-strip"] [data-testid="stMetricLabel"] p {color: #4d575f}
[class*="st-key-downloads"] button {min-height: 1.8rem; padding: 0 .6rem; font-size: .82rem}
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
    quiet(" · ".join(p for p in (view.line, fresh) if p), "quiet-scope")
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


def empty(view: View) -> bool:
    """True, with the state drawn, where the scope holds no order."""
    _, last = view.data.span()
    if last is None:
        st.info(f"**{plain(view.words('empty.data'))}** {plain(view.words('empty.data.mend'))}")
        links.to(view, "data", view.words("nav.data"))
        return True
    if _orders(view) == 0:
        st.info(f"**{plain(view.words('empty.scope'))}** {plain(view.words('empty.scope.mend'))}")
        return True
    return False


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


def demo(view: View) -> None:
    """Says that the plant is fictional."""
    quiet(view.words("demo"), "quiet-demo")
