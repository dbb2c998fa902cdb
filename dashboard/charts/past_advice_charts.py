"""Charts of the back-test: answers to losses and to good orders side by side, and profit by the share of clients who take a price."""

from __future__ import annotations

import plotly.graph_objects as go

from analysis.deals.past_deals.backtest import ANSWERS, Backtest
from analysis.language import Words
from dashboard import cache, charts
from dashboard.charts import ACCENT, GREY, INK, RULE, UNKNOWN_KIND
from dashboard.charts.deal_charts import DECISIONS

BAND = "rgba(47, 93, 138, 0.13)"  # the accent, seen through
LEAST_NAMED = 0.07  # of a bar's length: its share stands inside from there on


@cache.drawn
def sides(found: Backtest, words: Words) -> go.Figure:
    """A bar of losses over one of good orders, each divided by answer."""
    fig = charts.figure(words, 270)
    rows = {name: side for name, side in (("good", found.good), ("losses", found.losses))}
    names = [words(f"backtest.side.{name}", n=side.questioned.n) for name, side in rows.items()]
    for answer, decision in ANSWERS.items():
        told = [side.answers[answer] for side in rows.values()]
        said = words(f"backtest.answer.{answer}")
        fig.add_bar(
            y=names,
            x=[each.value or 0.0 for each in told],
            orientation="h",
            name=said,
            marker={"color": DECISIONS.get(decision or "", UNKNOWN_KIND)},
            text=[
                words.share(each.value, 0) if (each.value or 0.0) >= LEAST_NAMED else ""
                for each in told
            ],
            textposition="inside",
            insidetextanchor="middle",
            hovertext=[
                words(
                    "backtest.sides.hover",
                    answer=said,
                    share=words.share(each.value, 0),
                    low=words.share(each.low, 0),
                    high=words.share(each.high, 0),
                )
                for each in told
            ],
            hoverinfo="text",
        )
    fig.update_layout(
        barmode="stack",
        bargap=0.35,
        showlegend=True,
        legend={"traceorder": "normal"},
        margin={"t": 90},  # on a phone the answers stand in three rows
    )
    fig.update_xaxes(visible=False, range=[0, 1])
    fig.update_yaxes(tickfont={"color": INK}, automargin=True)
    return fig


@cache.drawn
def profit(found: Backtest, words: Words) -> go.Figure:
    """The change of profit against accepting all, from no client who takes the other price to all of them, with its interval."""
    fig = charts.figure(words, 340)
    shares = [share for share, _ in found.by_won_share]
    told = [each for _, each in found.by_won_share]
    if all(each.low is not None for each in told):
        fig.add_scatter(
            x=[*shares, *shares[::-1]],
            y=[*(each.high for each in told), *(each.low for each in told[::-1])],
            fill="toself",
            fillcolor=BAND,
            line={"width": 0},
            hoverinfo="skip",
        )
    fig.add_scatter(
        x=shares,
        y=[each.value for each in told],
        mode="lines",
        line={"color": ACCENT, "width": 2.5},
        hovertext=[
            words(
                "backtest.money.hover",
                share=words.share(share, 0),
                value=words.short_money(each.value),
                low=words.short_money(each.low),
                high=words.short_money(each.high),
            )
            for share, each in found.by_won_share
        ],
        hoverinfo="text",
    )
    _level(fig, 0.0, words("backtest.money.zero"))
    book = found.book_margin.profit_change.value
    if book:
        _level(fig, book, words("backtest.money.book"))
    even = found.break_even.value
    if even:
        fig.add_scatter(
            x=[even],
            y=[0],
            mode="markers+text",
            marker={"color": INK, "size": 9},
            text=[charts.text(words("backtest.money.even", share=words.share(even, 0)))],
            textposition="bottom right",
            hoverinfo="skip",
        )
    ends = [
        value for each in told for value in (each.low, each.value, each.high) if value is not None
    ]
    fig.update_xaxes(
        title_text=charts.text(words("backtest.money.axis")),
        gridcolor=RULE,
        **charts.share_ticks(shares, words),
    )
    fig.update_yaxes(
        gridcolor=RULE, zeroline=False, **charts.ticks([*ends, 0.0], words.short_money)
    )
    return fig


def _level(fig: go.Figure, value: float, said: str) -> None:
    fig.add_hline(
        y=value,
        line={"color": GREY, "width": 1.5, "dash": "dot"},
        annotation={"text": charts.text(said), "font": {"color": GREY}},
        annotation_position="top left",
    )
