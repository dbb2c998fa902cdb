"""Fit against true margin: a dot per client."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.dictionary.codes import FIT_GROUPS
from analysis.language import Words, is_unknown
from dashboard import cache, charts
from dashboard.charts import EARNS, EATS, INK, PALE, RULE

TINTS = dict(zip(FIT_GROUPS, (EARNS, EATS, "#9db8d2", "#8a4b0c", PALE), strict=True))
LARGEST, SMALLEST = 46, 8  # pixels across a dot, by revenue
FLOOR = -1.0  # margins under it are drawn on it: one client would flatten all others


@cache.drawn
def fit_map(rows: pd.DataFrame, words: Words) -> go.Figure | None:
    """Score across, true margin up, size by revenue, colour by group; customdata: client_id. None where neither is known."""
    drawn = rows[rows["fit_score"].notna() & rows["true_margin"].notna()]
    if drawn.empty:
        return None
    fig = charts.figure(words, 430)
    largest = max(float(drawn["revenue"].max()), 1.0)
    for group in FIT_GROUPS:
        part = drawn[drawn["fit_group"] == group]
        if part.empty:
            continue
        symbols = ["x" if is_ruled_out(by) else "circle" for by in part["ruled_out_by"]]
        sizes = ((part["revenue"].clip(lower=0) / largest) ** 0.5 * LARGEST).clip(lower=SMALLEST)
        fig.add_scatter(
            x=part["fit_score"].tolist(),
            y=part["true_margin"].clip(lower=FLOOR).tolist(),
            mode="markers",
            name=words.code("fit_group", group),
            customdata=part["client_id"].tolist(),
            hovertext=[_about(row, words) for row in part.to_dict("records")],
            hovertemplate="%{hovertext}<extra></extra>",
            marker={
                "size": sizes.tolist(),
                "symbol": symbols,
                "color": TINTS[group],
                "opacity": 0.85,
                "line": {"width": 1, "color": "#ffffff"},
            },
        )
    fig.update_layout(showlegend=True)
    fig.update_xaxes(
        title_text=words("fit_profit.axis"), range=[-6, 110], tickvals=[0, 25, 50, 75, 100]
    )
    fig.update_yaxes(
        showgrid=True,
        gridcolor=RULE,
        zeroline=True,
        zerolinecolor=INK,
        zerolinewidth=1,
        **charts.ticks(
            drawn["true_margin"].clip(lower=FLOOR).tolist(), lambda v: words.share(v, 0), 6
        ),
    )
    return fig


def is_ruled_out(by: Any) -> bool:
    """Whether a knock-out makes the client not ours, whatever its score: drawn as a cross."""
    return not is_unknown(by) and bool(by)


def _about(row: Mapping[Any, Any], words: Words) -> str:
    facts = [
        (words.title("fit_score"), words.number(row["fit_score"])),
        (words.title("true_margin"), words.share(row["true_margin"])),
        (words.title("true_profit"), words.money(row["true_profit"])),
        (words.title("revenue"), words.money(row["revenue"])),
        (words.title("orders"), words.number(row["orders"])),
    ]
    said = [f"<b>{charts.text(row['client_name'])}</b>", words.code("verdict", row["verdict"])]
    if is_ruled_out(row["ruled_out_by"]):
        said[-1] += f": {words('fit_profit.ruled_out', names=charts.text(row['ruled_out_by']))}"
    return "<br>".join([*said, *(f"{name}: {value}" for name, value in facts)])
