"""Charts of a deal: its cost as an interval beside the prices that matter, and where the answer changes along the price."""

from __future__ import annotations

import plotly.graph_objects as go

from analysis.deals.offer import Offer
from analysis.deals.switches import Stretch
from analysis.language import Words
from dashboard import cache, charts
from dashboard.charts import EARNS, EATS, GREY, INK, PALE, RULE

DECISIONS = {
    "accept": EARNS,
    "reprice": "#9db8d2",
    "set expectations": "#e9bd8d",
    "refuse": EATS,
}
PRICES = ("break_even", "floor", "target", "price")
BELOW = ("bottom left", "bottom right")  # so that two close by can be read


@cache.drawn
def prices(offer: Offer, stretches: tuple[Stretch, ...], words: Words) -> go.Figure:
    """Above, the cost from low to high with its middle; under it the answer along the price, with the prices that matter as marks."""
    fig = charts.figure(words, 230)
    if offer.low is not None and offer.high is not None:
        low, high = words.money(offer.low), words.money(offer.high)
        fig.add_scatter(
            x=[offer.low, offer.high],
            y=[1, 1],
            mode="lines",
            line={"color": PALE, "width": 16},
            hovertemplate=f"{charts.text(words('deal.chart.cost', low=low, high=high))}<extra></extra>",
        )
    fig.add_scatter(
        x=[offer.mid],
        y=[1],
        mode="markers+text",
        text=[charts.text(words("deal.chart.mid", mid=words.short_money(offer.mid)))],
        textposition="top center",
        marker={"color": INK, "size": 12, "symbol": "line-ns", "line": {"width": 3, "color": INK}},
        hoverinfo="skip",
        cliponaxis=False,
    )
    for each in stretches:
        said = words(f"deal.decision.{each.decision or 'none'}")
        low, high = words.money(each.low), words.money(each.high)
        about = charts.text(words("deal.chart.stretch", decision=said, low=low, high=high))
        fig.add_scatter(
            x=[each.low, each.high],
            y=[0, 0],
            mode="lines",
            line={"color": DECISIONS.get(each.decision or "", RULE), "width": 20},
            hovertemplate=f"{about}<extra></extra>",
        )
    for place, name in enumerate(PRICES):
        value = getattr(offer, name)
        if value is None:
            continue
        is_offered = name == "price"
        fig.add_scatter(
            x=[value],
            y=[0.3 if is_offered else -0.3],
            mode="markers+text",
            text=[charts.text(words(f"deal.chart.{name}"))],
            textposition="top center" if is_offered else BELOW[place % 2],
            marker={
                "color": INK if is_offered else GREY,
                "size": 12 if is_offered else 9,
                "symbol": "triangle-down" if is_offered else "triangle-up",
            },
            textfont={"color": INK if is_offered else GREY},
            hovertemplate=f"{charts.text(words.money(value))}<extra></extra>",
            cliponaxis=False,
        )
    fig.update_yaxes(visible=False, range=[-0.9, 1.7])
    fig.update_xaxes(gridcolor=RULE, tickformat=",.0f", zeroline=False)
    return fig


@cache.drawn
def batches(pieces: float, stretches: tuple[Stretch, ...], words: Words) -> go.Figure:
    """The answer along the batch at the same price each, on a log scale, with the pieces asked about as a mark."""
    fig = charts.figure(words, 110)
    for each in stretches:
        answer = words(f"deal.decision.{each.decision or 'none'}")
        low, high = words.number(each.low), words.number(each.high)
        fig.add_scatter(
            x=[each.low, each.high],
            y=[0, 0],
            mode="lines",
            line={"color": DECISIONS.get(each.decision or "", RULE), "width": 20},
            hovertemplate=f"{charts.text(words('deal.along.pieces', answer=answer, low=low, high=high))}<extra></extra>",
        )
    fig.add_scatter(
        x=[pieces],
        y=[0.5],
        mode="markers+text",
        text=[charts.text(words("deal.along.asked"))],
        textposition="top center",
        marker={"color": INK, "size": 12, "symbol": "triangle-down"},
        textfont={"color": INK},
        hoverinfo="skip",
        cliponaxis=False,
    )
    at = [stretches[0].low, *(each.high for each in stretches)]
    fig.update_yaxes(visible=False, range=[-0.6, 1.7])
    fig.update_xaxes(type="log", tickvals=at, ticktext=[words.number(value) for value in at])
    return fig
