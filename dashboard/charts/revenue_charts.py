"""Revenue by month: what can be drawn where no profit is known."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.language import Words
from dashboard import cache, charts
from dashboard.charts import PALE, RULE


@cache.drawn
def months(by_month: pd.DataFrame, words: Words, unfinished: int = 0) -> go.Figure | None:
    """A column for each month, the last `unfinished` ones pale; None where there are less than two. by_month: month, revenue."""
    if len(by_month) < 2:
        return None
    fig = charts.figure(words, 300)
    over = len(by_month) - unfinished
    rows = by_month.to_dict("records")
    fig.add_bar(
        x=by_month["month"],
        y=by_month["revenue"],
        marker={"color": [charts.INK if place < over else PALE for place in range(len(rows))]},
        hovertext=[f"{words.month(r['month'])}<br>{words.money(r['revenue'])}" for r in rows],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    fig.update_yaxes(
        showgrid=True,
        gridcolor=RULE,
        **charts.ticks(by_month["revenue"].tolist(), words.short_money, 4),
    )
    fig.update_xaxes(**charts.month_ticks(by_month["month"].tolist(), words))
    return fig
