"""The funnel of sales: how many deals reach each stage and go on, and how long they stay there beside the norm."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.language import Words, is_unknown
from dashboard import cache, charts
from dashboard.charts import ACCENT, EATS, GREY, INK, PALE

ROW = 60  # pixels of a stage
LINE = 20  # characters of a stage's name in one line


@cache.drawn
def funnel(stages: pd.DataFrame, names: Mapping[int, str], words: Words) -> go.Figure:
    """stages: of the closed cohort, as the table sale_stages; those that went on from the last one were won."""
    rows = stages.to_dict("records")
    labels = [*(_label(row, names) for row in rows), charts.text(words("path.won"))]
    counts = [*(int(row["reached"]) for row in rows), int(rows[-1]["went_on"])]
    shown = [_share(row, words) for row in rows] + [""]
    fig = charts.figure(words, ROW * len(labels) + 30)
    fig.add_bar(
        x=counts,
        y=labels,
        orientation="h",
        marker={"color": [ACCENT] * len(rows) + [INK]},
        text=[f"{n}  {share}" for n, share in zip(counts, shown, strict=True)],
        textposition="outside",
        cliponaxis=False,
        textfont={"color": GREY, "size": 12},
        hovertext=[*(_interval(row, words) for row in rows), labels[-1]],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    fig.update_xaxes(visible=False, range=[0, max(counts, default=1) * 1.6 or 1])
    fig.update_yaxes(autorange="reversed", tickfont={"color": INK, "size": 12})
    return fig


def _label(row: Mapping[Any, Any], names: Mapping[int, str]) -> str:
    """Number and name in lines short enough for a phone."""
    lines = textwrap.wrap(f"{row['stage_no']}. {names[row['stage_no']]}", LINE)
    return "<br>".join(charts.text(line) for line in lines)


def _share(row: Mapping[Any, Any], words: Words) -> str:
    if is_unknown(row["went_on_share"]):
        return words("path.one") if row["reached"] == 1 else ""
    return words("path.went_on", share=words.share(row["went_on_share"], 0))


def _interval(row: Mapping[Any, Any], words: Words) -> str:
    if is_unknown(row["share_low"]):
        return words("path.hover.none")
    return words(
        "path.hover",
        n=row["reached"],
        on=row["went_on"],
        low=words.share(row["share_low"], 0),
        high=words.share(row["share_high"], 0),
    )


@cache.drawn
def days(stages: pd.DataFrame, names: Mapping[int, str], words: Words) -> go.Figure | None:
    """Usual working days at each stage, over the norm in the colour of losses; a mark at the norm. None where no deal left a stage."""
    rows = [r for r in stages.to_dict("records") if not is_unknown(r["usual_working_days"])]
    if not rows:
        return None
    labels = [_label(row, names) for row in rows]
    values = [float(row["usual_working_days"]) for row in rows]
    norms = [float(row["norm_days"]) for row in rows]
    fig = charts.figure(words, ROW * len(rows) + 40)
    fig.add_bar(
        x=values,
        y=labels,
        orientation="h",
        marker={"color": [EATS if v > n else PALE for v, n in zip(values, norms, strict=True)]},
        text=[words.number(v) for v in values],
        textposition="outside",
        cliponaxis=False,
        textfont={"color": GREY, "size": 12},
        hovertext=[
            words("path.days.hover", days=words.number(v), norm=words.number(n))
            for v, n in zip(values, norms, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    fig.add_scatter(
        x=norms,
        y=labels,
        mode="markers",
        marker={"symbol": "line-ns", "size": 22, "line": {"width": 2, "color": INK}},
        hoverinfo="skip",
    )
    fig.update_xaxes(visible=False, range=[0, max([*values, *norms]) * 1.25 or 1])
    fig.update_yaxes(autorange="reversed", tickfont={"color": INK, "size": 12})
    return fig


@cache.drawn
def timeline(steps: pd.DataFrame, ends: tuple[Any, ...], words: Words) -> go.Figure:
    """A deal's steps as bars from the day they began to the day in `ends`. steps: with the columns stage and entered_on."""
    fig = charts.figure(words, 44 * max(steps["stage"].nunique(), 1) + 60)
    for step, end in zip(steps.to_dict("records"), ends, strict=True):
        fig.add_scatter(
            x=[step["entered_on"], end],
            y=["<br>".join(charts.text(each) for each in textwrap.wrap(step["stage"], LINE))] * 2,
            mode="lines+markers",
            line={"width": 12, "color": ACCENT},
            marker={"size": 12, "color": ACCENT, "symbol": "square"},
            hovertext=[f"{words.date(step['entered_on'])} – {words.date(end)}"] * 2,
            hovertemplate="%{hovertext}<extra></extra>",
        )
    first, last = min(steps["entered_on"]), max(ends)
    fig.update_xaxes(
        tickvals=[first, last], ticktext=[words.date(first), words.date(last)], tickangle=0
    )
    fig.update_yaxes(autorange="reversed", tickfont={"color": INK, "size": 12})
    return fig
