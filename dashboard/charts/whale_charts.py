"""The whale curve: how the profit adds up, client after client."""

from __future__ import annotations

import plotly.graph_objects as go

from analysis.language import Words
from analysis.reader.whale import Whale
from dashboard import cache, charts
from dashboard.charts import EARNS, EATS, EATS_TEXT, INK, RULE

FEWEST_CLIENTS = 3


@cache.drawn
def whale(curve: Whale, words: Words) -> go.Figure | None:
    """Running profit over clients; peak and tail named on the chart. None for fewer clients than make a curve."""
    if len(curve.profits) < FEWEST_CLIENTS:
        return None
    fig = charts.figure(words, 380)
    heights = list(curve.shares or curve.running)

    def said(value: float, digits: int = 1) -> str:
        return words.share(value, digits) if curve.has_shares else words.short_money(value)

    places = list(range(1, len(heights) + 1))
    peak = curve.peak_at
    hover = [
        f"<b>{charts.text(name)}</b><br>{words('whale.hover', place=place, of=len(places))}<br>"
        f"{words.money(profit)}<br>{words('whale.so_far')}: {said(height)}"
        for name, place, profit, height in zip(
            curve.names, places, curve.profits, heights, strict=True
        )
    ]
    for cut, tint in ((slice(0, peak), EARNS), (slice(max(peak - 1, 0), None), EATS)):
        fig.add_scatter(
            x=places[cut],
            y=heights[cut],
            mode="lines+markers",
            fill="tozeroy",
            fillcolor=_faint(tint),
            line={"width": 2.5, "color": tint},
            marker={"size": 5, "color": tint},
            customdata=list(curve.ids[cut]),
            hovertext=hover[cut],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    top = heights[peak - 1]
    peak_text = (
        words("whale.peak", share=words.share(curve.peak_share, 0), n=peak)
        if curve.has_shares
        else words("whale.peak_money", money=words.short_money(curve.peak), n=peak)
    )
    _note(
        fig,
        peak,
        top,
        peak_text,
        EARNS,
        "bottom",
        "right" if peak > len(places) * 0.6 else "center",
    )
    if curve.eaters:
        tail = words("whale.tail", n=curve.eaters, losses=words.short_money(-curve.losses))
        _note(fig, places[-1], heights[-1], tail, EATS_TEXT, "top", "right", shift=-26)
    _note(
        fig,
        places[-1],
        heights[-1],
        words("whale.end", money=words.short_money(curve.total)),
        INK,
        "top",
        "right",
        shift=-8,
    )
    fig.update_yaxes(
        **charts.ticks(heights, lambda v: said(v, 0)),
        showgrid=True,
        gridcolor=RULE,
        range=[min(0.0, *heights) * 1.1, max(heights) * 1.14],
    )
    fig.update_xaxes(
        title_text=words("whale.axis"),
        range=[0, len(places) + 1],
        **charts.ticks([0, len(places)], words.number, min(5, len(places))),
    )
    return fig


def _faint(tint: str) -> str:
    red, green, blue = (int(tint[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.10)"


def _note(
    fig: go.Figure,
    x: float,
    y: float,
    said: str,
    tint: str,
    yanchor: str,
    xanchor: str,
    shift: int = 0,
) -> None:
    fig.add_annotation(
        x=x,
        y=y,
        text=charts.text(said),
        showarrow=False,
        yanchor=yanchor,
        xanchor=xanchor,
        yshift=shift or 6,
        font={"color": tint, "size": 13},
    )
