"""Charts of one client: where the hours go, its orders over time."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.language import Words
from dashboard import cache, charts
from dashboard.charts import EARNS, GREY, INK, PALE, RULE

MOST_ORDERS = 900  # beyond a thousand points a browser has to switch its way of drawing


@cache.drawn
def pools(used: pd.DataFrame, words: Words) -> go.Figure | None:
    """Hours by pool, on orders and outside them, with their cost."""
    hours = used[used["hours"].notna() & (used["hours"] > 0)]
    if hours.empty:
        return None
    names = hours.groupby("pool")["hours"].sum().sort_values().index.tolist()
    fig = charts.figure(words, 70 + 34 * len(names))
    for where, tint in (
        ("on orders", EARNS),
        ("on orders, estimated", PALE),
        ("outside orders", "#9db8d2"),
    ):
        part = hours[hours["used"] == where].set_index("pool").reindex(names)
        if part["hours"].notna().any():
            hover = [
                f"<b>{charts.text(n)}</b>, {words.code('used', where)}<br>{words.hours(h)} · {words.money(c)}"
                for n, h, c in zip(names, part["hours"], part["cost"], strict=True)
            ]
            fig.add_bar(
                y=[charts.text(n) for n in names],
                x=part["hours"],
                orientation="h",
                width=0.6,
                name=words.code("used", where),
                marker={"color": tint},
                hovertext=hover,
                hovertemplate="%{hovertext}<extra></extra>",
            )
    totals = hours.groupby("pool")["hours"].sum()
    for place, name in enumerate(names):
        fig.add_annotation(
            xref="paper",
            x=1,
            y=place,
            text=words.hours(totals[name]),
            showarrow=False,
            xanchor="right",
            font={"size": 12, "color": GREY},
        )
    fig.update_layout(barmode="stack", showlegend=True)
    fig.update_xaxes(showticklabels=False, domain=[0, 0.62])
    fig.update_yaxes(tickfont={"color": INK})
    return fig


@cache.drawn
def orders(rows: pd.DataFrame, basis: str, words: Words) -> go.Figure:
    """A bubble per order: day × profit, size by revenue, colour by flag; customdata is the order's id."""
    fig = charts.figure(words, 340)
    drawn = rows[rows[basis].notna()].nlargest(MOST_ORDERS, "revenue")
    largest = max(float(drawn["revenue"].max()), 1.0) if len(drawn) else 1.0
    for flag, tint in charts.FLAGS.items():
        part = drawn[drawn["flag"] == flag]
        if part.empty:
            continue
        fig.add_scatter(
            x=part["order_date"],
            y=part[basis],
            mode="markers",
            name=words.code("flag", flag),
            customdata=part["order_id"].tolist(),
            hovertext=[
                f"<b>{charts.text(r['order_id'])}</b> · {words.date(r['order_date'])}<br>{words.code('kind', r['kind'])}, "
                f"{words.code('flag', r['flag'])}<br>{words.title('revenue')}: {words.money(r['revenue'])}<br>"
                f"{words.title('book_profit')}: {words.money(r['book_profit'])}<br>"
                f"{words.title('true_profit')}: {words.money(r['true_profit'])}"
                for r in part.to_dict("records")
            ],
            hovertemplate="%{hovertext}<extra></extra>",
            marker={
                "size": part["revenue"].clip(lower=0),
                "sizemode": "area",
                "sizeref": 2 * largest / 26**2,
                "sizemin": 4,
                "color": tint,
                "opacity": 0.8,
                "line": {"width": 1, "color": "#ffffff"},
            },
        )
    fig.update_layout(showlegend=True)
    fig.update_yaxes(
        showgrid=True,
        gridcolor=RULE,
        zeroline=True,
        zerolinecolor=PALE,
        title_text=words.title(basis),
        **charts.ticks(drawn[basis].tolist(), words.short_money),
    )
    days = pd.to_datetime(drawn["order_date"])
    marks = (
        pd.date_range(days.min(), days.max(), periods=4).to_list()
        if len(days) > 1
        else days.to_list()
    )
    fig.update_xaxes(tickvals=marks, ticktext=[words.month(m) for m in marks])
    return fig
