"""Charts of one order: promised against actual days, and when its resources were used."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.dictionary.finding import known
from analysis.findings.one_order_findings import LeadTime
from analysis.language import Words
from dashboard import cache, charts
from dashboard.charts import ACCENT, EATS, GREY, INK, PALE, RULE

POOL_TINTS = (ACCENT, "#9db8d2", "#4d575f", "#8f9aa3", "#5f86ad", PALE)
WEEK = 7 * 24 * 3600 * 1000  # milliseconds


@cache.drawn
def lead_time(times: LeadTime, words: Words) -> go.Figure | None:
    """Promised and actual days from the order to shipment, one bar under the other; None where neither is known."""
    bars = [
        (words("order.promised"), times.promised_days, GREY),
        (words("order.actual"), times.actual_days, EATS if (times.days_late or 0) > 0 else ACCENT),
    ]
    if all(days is None for _, days, _ in bars):
        return None
    fig = charts.figure(words, 110)
    for name, days, tint in bars:
        fig.add_bar(
            y=[name],
            x=[days or 0],
            orientation="h",
            width=0.55,
            marker={"color": tint},
            text=[words.days(days)],
            textposition="outside",
            cliponaxis=False,
            textfont={"color": INK},
            hoverinfo="skip",
        )
    fig.update_yaxes(autorange="reversed", tickfont={"color": INK}, ticksuffix="  ")
    fig.update_xaxes(
        showticklabels=False,
        range=[0, 1.25 * max(times.promised_days or 0, times.actual_days or 0, 1)],
    )
    return fig


@cache.drawn
def uses(rows: pd.DataFrame, words: Words) -> go.Figure | None:
    """Hours by week, pool upon pool; None where no use has a date and hours."""
    dated = rows[rows["date"].notna() & rows["hours"].notna() & (rows["hours"] > 0)]
    if dated.empty:
        return None
    fig = charts.figure(words, 220)
    first = dated["date"].min()
    start = (first - pd.Timedelta(days=first.weekday())).isoformat()
    for place, (pool, part) in enumerate(dated.groupby("pool", sort=False)):
        tint = POOL_TINTS[min(place, len(POOL_TINTS) - 1)]
        fig.add_histogram(
            x=part["date"],
            y=part["hours"],
            histfunc="sum",
            name=charts.text(pool),
            marker={"color": tint},
            xbins={"start": start, "size": WEEK},
            hovertemplate="%{y:.1f}<extra>%{fullData.name}</extra>",
        )
    fig.update_layout(barmode="stack", bargap=0.15, showlegend=True, margin={"t": 30})
    fig.update_yaxes(title_text=words("order.uses.axis"), showgrid=True, gridcolor=RULE, nticks=5)
    fig.update_xaxes(**_months(dated["date"], words))
    return fig


def _months(days: pd.Series, words: Words) -> dict[str, object]:
    """Ticks at the first of each month, worded; the browser would write them in English."""
    first, last = days.min(), days.max()
    if not known(first):
        return {}
    months = pd.date_range(first.replace(day=1), last + pd.DateOffset(months=1), freq="MS")
    step = max(1, len(months) // 8)
    shown = list(months[::step])
    left, right = first - pd.Timedelta(days=8), last + pd.Timedelta(days=8)
    return {
        "tickvals": shown,
        "ticktext": [words.month(m.date()) for m in shown],
        "range": [left, right],
    }
