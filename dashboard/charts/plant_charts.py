"""Charts of the whole plant: the whale curve, the bridge, the slope, the months, the map of clients."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.dictionary.finding import BridgeStep, known
from analysis.language import Words
from dashboard import cache, charts
from dashboard.charts import EARNS, EATS, GREY, INK, PALE, RULE

MOST_DRAWN = 900  # bubbles on the map: more of them are one blob


@cache.drawn
def bridge(steps: Sequence[BridgeStep], words: Words, height: int | None = None) -> go.Figure:
    """A waterfall lying on its side: totals in ink, what earns in blue, what eats in orange."""
    fig = charts.figure(words, height or 60 + 30 * len(steps))
    starts, level = [], 0.0
    for step in steps:
        starts.append(0.0 if step.is_total else level)
        level = step.amount if step.is_total else level + step.amount
    names = [words(f"bridge.{s.code}") for s in steps]
    tints = [
        (INK if s.amount >= 0 else EATS) if s.is_total else EARNS if s.amount >= 0 else EATS
        for s in steps
    ]
    tints = [
        EARNS if s.code == "true_profit" and s.amount >= 0 else t
        for s, t in zip(steps, tints, strict=True)
    ]
    tints = [
        PALE if s.code.startswith("without_") else t for s, t in zip(steps, tints, strict=True)
    ]
    helps = [
        words(f"bridge.help.{s.code}")
        if words.has(f"bridge.help.{s.code}")
        else words.definition(s.code) or ""
        for s in steps
    ]
    fig.add_bar(
        y=list(range(len(steps))),
        x=[s.amount for s in steps],
        base=starts,
        orientation="h",
        width=0.62,
        marker={"color": tints},
        hovertemplate="%{hovertext}<extra></extra>",
        hovertext=[
            f"<b>{charts.text(n)}</b>: {words.money(s.amount)}<br>{_wrapped(h)}"
            for n, s, h in zip(names, steps, helps, strict=True)
        ],
    )
    for place, step in enumerate(steps):
        fig.add_annotation(
            y=place,
            xref="paper",
            x=1,
            text=words.short_money(step.amount),
            showarrow=False,
            xanchor="right",
            font={"size": 13, "color": INK if step.is_total else GREY},
        )
    fig.update_yaxes(
        tickvals=list(range(len(steps))),
        ticktext=names,
        range=[len(steps) - 0.4, -0.6],
        tickfont={"color": INK},
    )
    fig.update_xaxes(showticklabels=False, domain=[0, 0.55])
    fig.add_vline(x=0, line={"color": RULE, "width": 1})
    return fig


def _wrapped(said: str, width: int = 46) -> str:
    lines, line = [], ""
    for word in charts.text(said).split(" "):
        if line and len(line) + len(word) > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "<br>".join([*lines, line])


@cache.drawn
def slope(by_kind: pd.DataFrame, words: Words) -> go.Figure | None:
    """Book margin against true margin for serial and custom orders; None where neither is known."""
    rows = [
        r
        for r in by_kind.to_dict("records")
        if known(r["kind"])
        and r["kind"] in charts.KINDS
        and known(r["book_margin"])
        and known(r["true_margin"])
    ]
    if not rows:
        return None
    fig = charts.figure(words, 300)
    ends: dict[str, list[tuple[float, str, str]]] = {"book_margin": [], "true_margin": []}
    for row in rows:
        tint = charts.KINDS.get(row["kind"], GREY)
        said = words.code("kinds", row["kind"])
        fig.add_scatter(
            x=[0, 1],
            y=[row["book_margin"], row["true_margin"]],
            mode="lines+markers",
            line={"color": tint, "width": 3},
            marker={"size": 9, "color": tint},
            hoverinfo="skip",
        )
        ends["book_margin"].append(
            (row["book_margin"], f"{said}<br>{words.share(row['book_margin'])}", tint)
        )
        ends["true_margin"].append(
            (row["true_margin"], f"{said}<br>{words.share(row['true_margin'])}", tint)
        )
    values = [v for rows_of in ends.values() for v, _, _ in rows_of]
    room = (max(*values, 0.0) - min(*values, 0.0)) or 1.0
    for x, anchor, labels in ((0, "right", ends["book_margin"]), (1, "left", ends["true_margin"])):
        for y, said, tint in _apart(labels, room * 0.2):
            fig.add_annotation(
                x=x,
                y=y,
                text=said,
                align=anchor,
                showarrow=False,
                xanchor=anchor,
                xshift=-12 if x == 0 else 12,
                font={"color": tint, "size": 13},
            )
    fig.add_hline(
        y=0,
        line={"color": PALE, "width": 1, "dash": "dot"},
        annotation={
            "text": words.share(0.0, 0),
            "font": {"color": GREY, "size": 12},
            "xanchor": "right",
            "yanchor": "bottom",
        },
    )
    fig.update_xaxes(
        tickvals=[0, 1],
        ticktext=[words("slope.book"), words("slope.true")],
        range=[-1.0, 2.0],
        side="top",
    )
    fig.update_yaxes(
        showticklabels=False,
        range=[min(*values, 0.0) - room * 0.16, max(*values, 0.0) + room * 0.16],
    )
    return fig


def _apart(labels: list[tuple[float, str, str]], least: float) -> list[tuple[float, str, str]]:
    """Labels pushed apart so that none covers another."""
    placed: list[tuple[float, str, str]] = []
    for y, said, tint in sorted(labels):
        placed.append((max(y, placed[-1][0] + least) if placed else y, said, tint))
    return placed


@cache.drawn
def months(by_month: pd.DataFrame, words: Words, unfinished: int = 0) -> go.Figure | None:
    """Book and true profit by month, each line named at its end; the last `unfinished` months dotted and pale."""
    lines = [
        (name, tint)
        for name, tint in (("book_profit", "#8b949b"), ("true_profit", EARNS))
        if by_month[name].notna().any()
    ]
    if not lines:
        lines = [("gross_margin", "#8b949b")] if by_month["gross_margin"].notna().any() else []
    if not lines or len(by_month) < 2:
        return None
    fig = charts.figure(words, 300)
    over = len(by_month) - unfinished
    for name, tint in lines:
        hover = [
            f"{words.month(m)}<br>{words.title(name)}: {words.money(v)}"
            for m, v in zip(by_month["month"], by_month[name], strict=True)
        ]
        # The dotted part begins at the last month that is over, so that the line doesn't break.
        for part, dash, opacity in (
            (slice(0, over), "solid", 1.0),
            (slice(max(over - 1, 0), None), "dot", 0.55),
        ):
            if dash == "dot" and not unfinished:
                continue
            fig.add_scatter(
                x=by_month["month"].iloc[part],
                y=by_month[name].iloc[part],
                mode="lines",
                name=words.title(name),
                hovertext=hover[part],
                hovertemplate="%{hovertext}<extra></extra>",
                opacity=opacity,
                showlegend=dash == "solid" if over else True,
                line={"color": tint, "width": 2.5, "dash": dash},
            )
    values = [v for name, _ in lines for v in by_month[name].tolist()]
    fig.update_layout(showlegend=True)
    fig.update_yaxes(
        showgrid=True,
        gridcolor=RULE,
        zeroline=True,
        zerolinecolor=PALE,
        rangemode="tozero",
        **charts.ticks(values, words.short_money, 4),
    )
    fig.update_xaxes(**charts.month_ticks(by_month["month"].tolist(), words))
    return fig
