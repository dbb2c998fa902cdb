"""The parts that every page has: its question, its quiet line, its sentences, its states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analysis.dictionary.finding import ENOUGH
from analysis.findings import counts
from analysis.language import Words, is_unknown, plain
from analysis.reader.whale import Whale
from analysis.trust import not_taken_in
from dashboard import links, state
from dashboard.view import View

FEW_ORDERS = 10

STYLE = Path(__file__).parent / "style.css"
SCRIPT = Path(__file__).parent / "page.html"
SPOKEN = "<script>document.documentElement.lang = '{lang}'</script>"


def style(words: Words) -> None:
    """The style sheet, the script of every page, and its language for browsers and screen readers."""
    with st.container(key="unseen", gap=None):
        st.html(STYLE)
        st.html(SCRIPT, unsafe_allow_javascript=True)
        st.html(SPOKEN.format(lang=words.lang), unsafe_allow_javascript=True)


def head(view: View, title: str, sentences: Sequence[str] = ()) -> None:
    """The page's question, the scope and the freshness in one quiet line, the computed sentences."""
    st.title(plain(title), anchor=False)
    _, last = view.data.span()
    fresh = view.words("line.fresh", last=view.words.date(last)) if last else ""
    demo = view.words("demo") if view.data.build.is_demo else ""
    quiet(" · ".join(p for p in (view.line, fresh, demo) if p), "quiet-scope")
    _not_taken_in(view)
    say(sentences)


def _not_taken_in(view: View) -> None:
    """What of the files is in no number, on every page, with the way to it."""
    words, lost = view.words, view.data.worked(not_taken_in.find)
    said = []
    if lost.lines and lost.unknown == lost.lines:
        said.append(words("line.lost.unknown", n=lost.lines))
    elif lost.lines:
        key = "line.lost.partly" if lost.unknown else "line.lost"
        said.append(
            words(key, money=words.short_money(lost.money), n=lost.lines, unknown=lost.unknown)
        )
    if lost.rows:
        said.append(words("line.lost.rows", n=lost.rows))
    if said:
        with st.container(key="quiet-lost"):
            links.to(view, "data", words("line.lost.link", what="; ".join(said)))


def say(sentences: Sequence[str], key: str = "said") -> None:
    """Computed sentences, as plain text: names in them are untrusted."""
    if sentences:
        with st.container(key=key, gap="small"):
            for sentence in sentences:
                st.text(sentence)


def quiet(text: str, key: str) -> None:
    with st.container(key=key if key.startswith("quiet") else f"quiet-{key}"):
        st.text(text)


def invite(view: View) -> None:
    """Where the demo plant is shown: the way to data of one's own."""
    if view.data.build.is_demo:
        with st.container(
            border=True, horizontal=True, vertical_alignment="center", key="noprint-invite"
        ):
            st.text(view.words("demo.invite"))
            links.to(view, "import_files", view.words("demo.link"))


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
            links.to(view, "import_files", words("nav.import_files"))
    return True


def few(view: View) -> None:
    """A quiet warning where too few orders stand behind the page."""
    orders = _orders(view)
    if 0 < orders < FEW_ORDERS:
        quiet(view.words("few", n=orders), "quiet-few")


def orders_of_scope_counted(view: View, orders: pd.DataFrame | None = None) -> None:
    """orders_counted, of all orders of the scope."""
    orders_counted(view, view.data.metrics(counts.COUNTS, (), view.scope).iloc[0].to_dict(), orders)


def orders_counted(view: View, row: Mapping[Any, Any], orders: pd.DataFrame | None = None) -> None:
    """Quietly: how many of the orders stand behind the numbers, where not all do. row: counts.COUNTS; orders: they."""
    found = [counts.orders_counted(row), None if orders is None else counts.uncosted(orders)]
    if said := [view.words(f"find.{f.code}", **f.values) for f in found if f is not None]:
        quiet(" ".join(said), "quiet-counted")


def _orders(view: View) -> int:
    value = view.data.metrics(["orders"], (), view.scope)["orders"].iloc[0]
    return 0 if is_unknown(value) else int(value)


def trouble(words: Words, text: str) -> None:
    """The error state: what went wrong, in words."""
    st.error(f"**{plain(words('trouble'))}**  \n{plain(text)}")
    st.caption(words("trouble.mend"))


def whale_notes(curve: Whale, words: Words, total: float | None) -> None:
    """On which basis the curve is drawn, what it leaves out, and how its end comes to the `total` that the strip shows."""
    notes = []
    if words.has(f"whale.why.{curve.basis}"):
        notes.append(
            words(
                "whale.basis",
                metric=words.title(curve.basis),
                why=words(f"whale.why.{curve.basis}"),
            )
        )
    if not curve.has_shares:
        notes.append(words("whale.no_share"))
    if curve.unknown:
        notes.append(words("whale.unknown", n=curve.unknown))
        if not is_unknown(total) and total is not None and abs(total - curve.total) >= ENOUGH:
            end, spent = words.short_money(curve.total), words.short_money(curve.total - total)
            notes.append(
                words("whale.bridge", end=end, spent=spent, total=words.short_money(total))
            )
    if notes:
        quiet(" ".join(notes), "quiet-whale")


def missing(view: View) -> None:
    """Quietly: the inputs that were not loaded, and what each would add."""
    words, lacking = view.words, view.data.missing()
    if lacking:
        parts = [
            words(
                "overview.missing.part",
                name=words(f"missing.{code}"),
                adds=words(f"missing.{code}.adds"),
            )
            for code in lacking
        ]
        quiet(words("overview.missing", parts="; ".join(parts)), "quiet-missing")
        links.to(view, "data", words("overview.missing.link"))
