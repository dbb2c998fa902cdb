"""How often offers are won by markup: cells with their intervals, the curve with its band, the best markup."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.estimates.statistics import Estimate
from analysis.language import Words
from dashboard import cache, charts
from dashboard.charts import ACCENT, EARNS, GREY, RULE

LEAST_DOT, LARGEST_DOT = 8, 22  # pixels across, by the number of offers
BAND = "rgba(47, 93, 138, 0.13)"  # the accent, seen through


@cache.drawn
def won_by_markup(
    cells: pd.DataFrame, points: pd.DataFrame, best: Estimate | None, words: Words
) -> go.Figure | None:
    """cells, points: as in findings.quote_findings and deals.win_curve. None where no offer with a markup was decided."""
    if cells.empty:
        return None
    fig = charts.figure(words, 380)
    if len(points):
        fig.add_scatter(
            x=[*points["markup"], *points["markup"][::-1]],
            y=[*points["high"], *points["low"][::-1]],
            fill="toself",
            fillcolor=BAND,
            line={"width": 0},
            hoverinfo="skip",
            name=words("quotes.band"),
        )
        fig.add_scatter(
            x=points["markup"],
            y=points["chance"],
            mode="lines",
            line={"color": ACCENT, "width": 2.5},
            hoverinfo="skip",
            name=words("quotes.curve"),
        )
    largest = float(cells["offers"].max())
    for n, row in enumerate(cells.to_dict("records")):
        hover = words(
            "quotes.hover",
            low=words.share(row["markup_from"], 0),
            high=words.share(row["markup_to"], 0),
            rate=words.share(row["won_rate"], 0),
            least=words.share(row["rate_low"], 0),
            most=words.share(row["rate_high"], 0),
            won=int(row["won"]),
            offers=int(row["offers"]),
        )
        fig.add_scatter(
            x=[row["markup"]] * 2,
            y=[row["rate_low"], row["rate_high"]],
            mode="lines",
            line={"color": GREY, "width": 2},
            opacity=0.55,
            hoverinfo="skip",
            showlegend=False,
        )
        size = LEAST_DOT + (LARGEST_DOT - LEAST_DOT) * (row["offers"] / largest) ** 0.5
        fig.add_scatter(
            x=[row["markup"]],
            y=[row["won_rate"]],
            mode="markers",
            marker={"size": size, "color": GREY, "line": {"width": 1.5, "color": "#ffffff"}},
            hovertext=[hover],
            hovertemplate="%{hovertext}<extra></extra>",
            name=words("quotes.cell"),
            showlegend=n == 0,
        )
    if best is not None:
        fig.add_vline(x=best.value, line={"color": EARNS, "width": 1, "dash": "dot"})
        fig.add_annotation(
            x=best.value,
            y=1.04,
            text=words("quotes.best", markup=words.share(best.value, 0)),
            showarrow=False,
            xanchor="left",
            xshift=4,
            font={"size": 12, "color": EARNS},
        )
    ends = [*cells["markup"], *points["markup"]]
    lowest, highest = min(ends), max(ends)
    fig.update_layout(showlegend=True)
    fig.update_xaxes(
        title_text=words("quotes.axis.markup"),
        range=[lowest - 0.04 * (highest - lowest or 1), highest + 0.04 * (highest - lowest or 1)],
        **charts.share_ticks(ends, words, 8),
    )
    fig.update_yaxes(
        title_text=words("quotes.axis.won"),
        showgrid=True,
        gridcolor=RULE,
        range=[-0.03, 1.1],
        **charts.ticks([0.0, 1.0], lambda v: words.share(v, 0)),
    )
    return fig
