"""The sections of the back-test: answers to losses and to good orders, what following them would have brought, each order."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis.deals.past_deals import backtest_tables
from analysis.deals.past_deals.backtest import Backtest
from analysis.deals.past_deals.replay import Replayed
from analysis.deals.sentences import backtest_sentences, interval
from dashboard import charts, page, state, tables
from dashboard.charts import past_advice_charts
from dashboard.view import View

ANSWERS = (
    "answer",
    "loss_part",
    "loss_span",
    "loss_part_of",
    "good_part",
    "good_span",
    "good_part_of",
)
DRAWN = 200  # orders on screen; the files hold all


def sides(view: View, found: Backtest) -> None:
    """The same of losses and of good orders."""
    words = view.words
    st.subheader(words("backtest.sides"), anchor=False)
    charts.show(past_advice_charts.sides(found, words), "past-sides", words("backtest.sides"))
    frame = backtest_tables.answers(found)
    frame["answer"] = [words(f"backtest.answer.{name}") for name in frame["answer"]]
    for side in ("loss", "good"):
        ends = zip(frame[f"{side}_part_low"], frame[f"{side}_part_high"], strict=True)
        frame[f"{side}_span"] = [interval.shares(words, low, high) for low, high in ends]
    titles = {name: words(f"backtest.{name}") for name in ANSWERS}
    tables.show(view, frame, ANSWERS, key="past-answers", titles=titles)
    page.quiet(words("backtest.sides.note"), "quiet-sides")


def money(view: View, found: Backtest) -> None:
    """Profit under each policy, and under what is assumed of clients that are asked another price."""
    words = view.words
    st.subheader(words("backtest.money"), anchor=False)
    page.say(backtest_sentences.profit(words, found), "said-money")
    charts.show(
        past_advice_charts.profit(found, words), "past-money", words("backtest.money.chart")
    )
    frame = backtest_tables.policies(found)
    frame["policy"] = [words(f"backtest.policy.{name}") for name in frame["policy"]]
    titles = {name: words(f"backtest.column.{name}") for name in frame.columns if name != "policy"}
    titles["policy"] = words("backtest.policy")
    tables.show(view, frame, list(frame.columns), key="past-policies", titles=titles)
    page.quiet(words("backtest.money.note"), "quiet-money")


def orders(view: View, found: Sequence[Replayed]) -> None:
    """Each order; a click opens it. Which side is shown stands in the address."""
    words = view.words
    st.subheader(words("backtest.list"), anchor=False)
    titles = {
        "all": "backtest.all",
        "losses": "backtest.losses.title",
        "good": "backtest.good.title",
    }
    with st.container(key="noprint-side"):
        side = st.segmented_control(
            words("backtest.list"),
            backtest_tables.SIDES,
            required=True,
            label_visibility="collapsed",
            key=state.bind("side", backtest_tables.SIDES, "all"),
            format_func=lambda name: words(titles[name]),
        )
    frame = backtest_tables.orders(found, str(side))
    frame["answer"] = [words(f"deal.decision.{code}") for code in frame["answer"]]
    frame["why"] = [words(f"backtest.rule.{code}") if code else "" for code in frame["why"]]
    frame["held"] = [words(f"backtest.{code}") for code in frame["held"]]
    own = ("price", "answer", "why", "profit_if_won", "profit_if_lost", "held")
    tables.show(
        view,
        frame,
        list(frame.columns),
        key="past-orders",
        opens=("order", "order_id"),
        first=DRAWN,
        height=560 if len(frame) > 14 else "content",
        titles={name: words(f"backtest.column.{name}") for name in own},
    )
