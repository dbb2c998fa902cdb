"""Would following the desk's advice have paid? For whoever is to rely on it: past custom orders asked about once more."""

from typing import Any

import streamlit as st

from analysis.actions import past_advice
from analysis.deals.past_deals import backtest, replay
from analysis.deals.sentences import backtest_sentences
from dashboard import page
from dashboard.sales import past_advice_sections
from dashboard.view import here


class Bar:
    """How far the work is, drawn from its first step on; to the cache all are the same."""

    def __init__(self, place: Any, said: str) -> None:
        self.place, self.said = place, said

    def __call__(self, part: float) -> None:
        self.place.progress(min(part, 1.0), f"{self.said} {view.words.share(part, 0)}")

    def __repr__(self) -> str:
        return type(self).__name__


view = here()
words = view.words

if not page.empty(view, words("backtest.question")):
    place = st.empty()
    everything = view.data.worked(
        past_advice.replayed, past_advice.MOST, Bar(place, words("backtest.working"))
    )
    place.empty()
    in_scope = set(view.data.orders(view.scope)["order_id"])
    found = tuple(each for each in everything if each.order_id in in_scope)
    if not found:
        key = "backtest.empty.scope" if everything else "backtest.empty"
        page.head(view, words("backtest.question"), [words(key)])
    else:
        told = backtest.of_replayed(found)
        said = [backtest_sentences.orders(words, told), *backtest_sentences.sides(words, told)]
        page.head(view, words("backtest.question"), said)
        of = view.data.worked(replay.custom_orders)
        if of > len(everything):
            page.quiet(words("backtest.sample", n=len(everything), of=of), "quiet-sample")
        past_advice_sections.sides(view, told)
        past_advice_sections.money(view, told)
        past_advice_sections.orders(view, found)
        page.quiet(backtest_sentences.coverage(words, told), "quiet-coverage")
        page.quiet(words("backtest.known"), "quiet-known")
