"""Charts of hours: logged and estimated by month, estimate against log by order."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.language import Words
from dashboard import cache, charts
from dashboard.charts import GREY, INK, PALE, RULE

DOTS = 900  # orders drawn; the table holds all


@cache.drawn
def by_month(rows: pd.DataFrame, words: Words) -> go.Figure | None:
    """Hours by month, the estimated part on top and pale; rows: month, hours, hours_estimated. None without hours."""
    drawn = rows[rows["hours"].notna()]
    if drawn.empty or not drawn["hours"].sum() > 0:
        return None
    estimated = drawn["hours_estimated"].fillna(0)
    fig = charts.figure(words, 260)
    for name, values, tint in (
        ("hours.logged", drawn["hours"] - estimated, GREY),
        ("hours.estimated", estimated, PALE),
    ):
        hover = [
            f"{words.month(m)}<br>{words(name)}: {words.hours(v)}"
            for m, v in zip(drawn["month"], values, strict=True)
        ]
        fig.add_bar(
            x=drawn["month"],
            y=values,
            name=words(name),
            marker={"color": tint},
            hovertext=hover,
            hovertemplate="%{hovertext}<extra></extra>",
        )
    fig.update_xaxes(**charts.month_ticks(drawn["month"].tolist(), words))
    fig.update_layout(barmode="stack", showlegend=True, bargap=0.25)
    fig.update_yaxes(
        showgrid=True,
        gridcolor=RULE,
        **charts.ticks([0.0, float(drawn["hours"].max())], words.hours),
    )
    return fig


@cache.drawn
def against(rows: pd.DataFrame, unit: str, words: Words) -> go.Figure | None:
    """A dot per order: logged to the right, estimated upwards; on the line the estimate is right. The first DOTS by number."""
    drawn = rows.sort_values("order_id").head(DOTS)
    if drawn.empty:
        return None
    most = float(max(drawn["logged"].max(), drawn["estimated"].max(), 1.0))
    fig = charts.figure(words, 380)
    hover = [
        f"<b>{charts.text(r['order_id'])}</b> {charts.text(r.get('client_name'))}<br>"
        f"{words('hours.logged')}: {words.number(r['logged'], 1)} {charts.text(unit)}<br>"
        f"{words('hours.estimate')}: {words.number(r['estimated'], 1)} {charts.text(unit)}"
        for r in drawn.to_dict("records")
    ]
    fig.add_scatter(
        x=[0, most],
        y=[0, most],
        mode="lines",
        line={"color": INK, "width": 1, "dash": "dot"},
        hoverinfo="skip",
    )
    fig.add_scatter(
        x=drawn["logged"],
        y=drawn["estimated"],
        mode="markers",
        customdata=drawn["order_id"].tolist(),
        hovertext=hover,
        hovertemplate="%{hovertext}<extra></extra>",
        marker={"size": 6, "color": GREY, "opacity": 0.55},
    )
    fig.update_layout(showlegend=False)
    ticks = charts.ticks([0.0, most], words.number)
    fig.update_xaxes(
        title_text=words("hours.axis.logged", unit=unit), showgrid=True, gridcolor=RULE, **ticks
    )
    fig.update_yaxes(
        title_text=words("hours.axis.estimated", unit=unit), showgrid=True, gridcolor=RULE, **ticks
    )
    return fig
