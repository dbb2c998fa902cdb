"""Would following the desk's advice have paid? For whoever is to rely on it: past custom orders asked about once more."""

import streamlit as st

from analysis.actions import past_advice
from analysis.deals.past_deals import backtest, replay
from analysis.deals.sentences import backtest_sentences
from dashboard import page
from dashboard.sales import past_advice_sections
from dashboard.view import here

view = here()
words = view.words

if not page.empty(view, words("backtest.question")):
    with st.spinner(words("backtest.working")):
        everything = view.data.worked(past_advice.replayed)
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
