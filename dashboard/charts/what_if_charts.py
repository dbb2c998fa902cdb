"""The chart of a what-if: clients' profit, from today's to the supposed one."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.language import Words
from dashboard import cache, charts
from dashboard.charts import EARNS, EATS, EATS_TEXT, GREY, INK, PALE, RULE
from dashboard.sales.scenarios import what_if_sentences

LONGEST = 24
HOLLOW = "#ffffff"


@cache.drawn
def dumbbell(clients: pd.DataFrame, words: Words) -> go.Figure | None:
    """A row per client: a grey dot today, a coloured one then, hollow where no order is left. None without rows."""
    if clients.empty:
        return None
    fig = charts.figure(words, 70 + 38 * len(clients))
    rows = clients.to_dict("records")
    for place, row in enumerate(rows):
        today, then = _ends(row)
        gains = then >= today
        tint = EARNS if gains else EATS
        about = _about(row, words)
        fig.add_scatter(
            x=[today, then],
            y=[place, place],
            mode="lines",
            line={"color": tint, "width": 3},
            hoverinfo="skip",
        )
        fig.add_scatter(
            x=[today, then],
            y=[place, place],
            mode="markers",
            customdata=[row["client_id"]] * 2,
            hovertext=[about, about],
            hovertemplate="%{hovertext}<extra></extra>",
            marker={
                "size": [9, 12],
                "color": [PALE, HOLLOW if row["is_left_out"] else tint],
                "line": {"width": 2, "color": [GREY, tint]},
            },
        )
    values = [v for row in rows for v in _ends(row)]
    labels = [
        f"{charts.text(_short(str(row['client_name'])))}<br>{_change(row, words)}" for row in rows
    ]
    fig.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=labels,
        range=[len(rows) - 0.4, -0.6],
        tickfont={"color": INK, "size": 12},
    )
    fig.update_xaxes(
        showgrid=True,
        gridcolor=RULE,
        zeroline=True,
        zerolinecolor=GREY,
        side="bottom",
        **charts.ticks(values, words.short_money, 4),
    )
    return fig


def _change(row: dict[Any, Any], words: Words) -> str:
    said = what_if_sentences.signed(words, float(row["true_profit_change"]), "money")
    return f'<span style="color:{EARNS if row["true_profit_change"] >= 0 else EATS_TEXT}">{said}</span>'


def _ends(row: dict[Any, Any]) -> tuple[float, float]:
    today = float(row["true_profit"])
    return today, today + float(row["true_profit_change"])


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def _about(row: dict[Any, Any], words: Words) -> str:
    today, then = _ends(row)
    lines = [
        f"<b>{charts.text(row['client_name'])}</b>",
        f"{words('what_if.today')}: {words.money(today)}, {words.code('flag', row['flag'])}",
    ]
    if row["is_left_out"]:
        return "<br>".join([*lines, words("what_if.left_out")])
    return "<br>".join(
        [
            *lines,
            f"{words('what_if.then')}: {words.money(then)}, {words.code('flag', row['flag_then'])}",
        ]
    )
