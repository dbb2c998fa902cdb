"""What each product, manager, region or industry brings, with last year beside it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.dictionary.finding import known
from analysis.findings.group_findings import Bars
from analysis.language import Words
from dashboard import cache, charts
from dashboard.charts import EARNS, EATS, INK, PALE, RULE

ROW = 46  # pixels of a group
LONGEST = 44  # characters of a name
LABEL = 86  # pixels beside a bar for its amount


@cache.drawn
def bars(drawn: pd.DataFrame, told: Bars, words: Words) -> go.Figure:
    """A bar for each group, the first on top; a pale one of last year under it. drawn: key, group and the columns that `told` names."""
    rows = drawn.iloc[::-1].to_dict("records")
    now = [float(row[told.now]) for row in rows]
    ago = [float(row[told.year_ago]) for row in rows] if told.year_ago else []
    places = list(range(len(rows)))
    hover = [_about(row, told, words) for row in rows]
    fig = charts.figure(words, 60 + ROW * len(rows))
    given: dict[str, Any] = {
        "orientation": "h",
        "customdata": [row["key"] for row in rows],
        "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    if ago:
        below = [place - 0.24 for place in places]
        fig.add_bar(y=below, x=ago, width=0.14, marker={"color": PALE}, **given)
    tints = [
        INK if not told.now.startswith("true_profit") else EATS if value < 0 else EARNS
        for value in now
    ]
    fig.add_bar(y=places, x=now, width=0.34, marker={"color": tints}, **given)
    reach = [_further(*pair) for pair in zip(now, ago or now, strict=True)]
    fig.add_scatter(  # beyond the longer of the two bars, where nothing lies under it
        y=places,
        x=reach,
        mode="text",
        text=[f"\u2002{words.short_money(value)}\u2002" for value in now],
        textposition=["middle left" if end < 0 else "middle right" for end in reach],
        cliponaxis=False,
        hoverinfo="skip",
    )
    values = [v for v in (*now, *ago) if known(v)]
    least, most = min([*values, 0.0]), max([*values, 0.0])
    fig.update_layout(
        barmode="overlay", showlegend=False, margin={"l": LABEL if least < 0 else 8, "r": LABEL}
    )
    fig.update_xaxes(
        range=[least, most or 1.0],
        showgrid=True,
        gridcolor=RULE,
        zeroline=True,
        zerolinecolor=PALE,
        **charts.ticks(values, words.short_money, 4),
    )
    fig.update_yaxes(showticklabels=False, range=[-0.6, len(rows) - 0.2])
    for place, row in zip(places, rows, strict=True):  # above its bar: a phone has no room beside
        fig.add_annotation(
            xref="paper",
            x=0,
            y=place + 0.2,
            text=charts.text(_short(str(row["group"]))),
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            xshift=2 - (LABEL if least < 0 else 8),
            font={"size": 12, "color": INK},
        )
    return fig


def _further(now: float, ago: float) -> float:
    """The end on the side of `now`."""
    if not known(ago):
        return now
    return min(now, ago, 0.0) if now < 0 else max(now, ago)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _about(row: dict[Any, Any], told: Bars, words: Words) -> str:
    said = [f"<b>{charts.text(row['group'])}</b>"]
    said += [
        f"{words.title(name)}: {words.money(row[name])}"
        for name in (told.now, told.year_ago)
        if name is not None
    ]
    return "<br>".join(said)
