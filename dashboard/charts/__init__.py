"""The only place with Plotly and colours: ink, greys, one accent; blue earns, orange eats."""

from __future__ import annotations

import html
import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from analysis.language import Words

INK, GREY, PALE, RULE = "#1f2a33", "#6a737b", "#c5cace", "#e6e8e8"
EARNS, EATS, ACCENT = "#2f5d8a", "#d9822b", "#2f5d8a"
QUIET_TEXT = "#6a737b"  # of quiet lines, as in style.css
EATS_TEXT = "#a85a10"  # the same orange, dark enough for small text
FLAGS = {
    "profitable": EARNS,
    "markup eaten": "#9db8d2",
    "thin price": "#6f9a94",
    "hidden loss": EATS,
    "loss": "#8a4b0c",
    "cancelled": "#e9bd8d",
    "unknown": PALE,
}
KINDS = {
    "serial": "#7f8a93",
    "custom": ACCENT,
}  # an order of no known kind is drawn in UNKNOWN_KIND
UNKNOWN_KIND = "#d5d9dc"
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


def text(value: object) -> str:
    """Text from the data for Plotly, which reads some tags: shown letter by letter."""
    return html.escape(str(value), quote=False)


def figure(words: Words, height: int = 340) -> go.Figure:
    fig = go.Figure()
    fig.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        separators=",\u00a0" if words.lang == "ru" else ".,",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        font={
            "family": "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif",
            "size": 13,
            "color": INK,
        },
        hoverlabel={
            "bgcolor": "#ffffff",
            "bordercolor": PALE,
            "font": {"color": INK, "size": 13},
            "align": "left",
        },
        legend={
            "orientation": "h",
            "y": 1.02,
            "yanchor": "bottom",
            "x": 0,
            "font": {"color": GREY, "size": 12},
            "itemsizing": "constant",
        },
    )
    axis = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"color": GREY, "size": 12},
        "title": {"font": {"color": GREY, "size": 12}},
    }
    fig.update_xaxes(**axis)
    fig.update_yaxes(**axis)
    return fig


def month_ticks(months: Sequence[Any], words: Words) -> dict[str, Any]:
    """About five months of the axis by name, in the screen's language."""
    step = max(-(-len(months) // 5), 1)
    marks = (
        months[min(step // 2, len(months) - 1) :: step] if months else []
    )  # clear of the other axis's zero
    return {"tickvals": marks, "ticktext": [words.month(m) for m in marks]}


def show(fig: go.Figure, key: str, alt: str, pick: bool = False) -> list[Any]:
    """Draws a figure; with `pick`, gives the customdata of the clicked points."""
    if not pick:
        st.plotly_chart(fig, key=f"chart-{key}", config=CONFIG, theme=None, alt=alt)
        return []
    state = st.plotly_chart(
        fig,
        key=f"chart-{key}",
        config=CONFIG,
        theme=None,
        alt=alt,
        on_select="rerun",
        selection_mode="points",
    )
    return [point.get("customdata") for point in state["selection"]["points"]]


def show_or_say(
    fig: go.Figure | None, key: str, alt: str, otherwise: str, pick: bool = False
) -> list[Any]:
    """The figure, or why there is none."""
    if fig is not None:
        return show(fig, key, alt, pick)
    with st.container(key=f"quiet-{key}-none"):
        st.text(otherwise)
    return []


def nice_ticks(least: float, most: float, about: int = 5) -> list[float]:
    """Round values from least to most."""
    if not most > least:
        return [least]
    rough = (most - least) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= rough)
    return [
        round(i * step, 10) for i in range(math.ceil(least / step), math.floor(most / step) + 1)
    ]


def ticks(
    values: Sequence[float], say: Callable[[float], str], about: int = 5, floor: float | None = 0.0
) -> dict[str, Any]:
    """Axis settings: round ticks over the values, worded by `say`."""
    known = [v for v in values if v is not None and v == v]
    least, most = (
        min([*known, *([] if floor is None else [floor])], default=0),
        max([*known, 0 if floor is None else floor], default=1),
    )
    at = nice_ticks(least, most, about)
    return {"tickvals": at, "ticktext": [say(v) for v in at]}


def share_ticks(values: Sequence[float], words: Words, about: int = 5) -> dict[str, Any]:
    """As `ticks`, in percent, with the decimals that tell neighbours apart: 0.05 %, 0.10 %, not 0 % twice."""
    at = ticks(values, str, about)["tickvals"]
    step = min((b - a for a, b in itertools.pairwise(at)), default=1.0)
    digits = next((d for d in (0, 1, 2, 3) if abs(round(step, d + 2) - step) < 1e-9), 4)
    return {"tickvals": at, "ticktext": [words.share(v, digits) for v in at]}
