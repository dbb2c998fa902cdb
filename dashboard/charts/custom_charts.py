"""Charts of custom against serial: batches and margins, the same hours, orders by flag."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.dictionary.batches import BATCHES
from analysis.dictionary.finding import known
from analysis.dictionary.metrics import BY_NAME
from analysis.findings.flags import column
from analysis.kinds.custom_serial import SameHours, is_comparable
from analysis.language import Words
from dashboard import cache, charts
from dashboard.charts import EATS, FLAGS, GREY, INK, KINDS, PALE, RULE

LARGEST, SMALLEST = 30, 7  # pixels across a dot, by revenue
LIGHT = ("profitable", "thin price", "hidden loss", "loss")  # bars dark enough for white digits


@cache.drawn
def batches(rows: pd.DataFrame, words: Words) -> go.Figure | None:
    """True margin (and book margin, dashed) by batch class, a line per kind; dots by revenue. None where no margin is known."""
    drawn = rows[rows["batch"].notna() & rows["true_margin"].notna()]
    if drawn.empty:
        return None
    fig = charts.figure(words, 360)
    largest = max(float(drawn["revenue"].max()), 1.0)
    for kind, tint in KINDS.items():
        part = drawn[drawn["kind"] == kind]
        if part.empty:
            continue
        name = words.code("kinds", kind)
        hover = [_about_batch(row, words) for row in part.to_dict("records")]
        if part["book_margin"].notna().any():
            fig.add_scatter(
                x=part["batch"],
                y=part["book_margin"],
                mode="lines",
                name=f"{name}, {words('slope.book')}",
                line={"width": 1.5, "color": tint, "dash": "dot"},
                hoverinfo="skip",
            )
        sizes = (part["revenue"].clip(lower=0) / largest) ** 0.5 * LARGEST
        fig.add_scatter(
            x=part["batch"],
            y=part["true_margin"],
            mode="lines+markers",
            name=f"{name}, {words('slope.true')}",
            line={"width": 2.5, "color": tint},
            hovertext=hover,
            hovertemplate="%{hovertext}<extra></extra>",
            marker={
                "size": sizes.clip(lower=SMALLEST).tolist(),
                "color": tint,
                "opacity": 1,
                "line": {"width": 1.5, "color": "#ffffff"},
            },
        )
    seen = [name for name in BATCHES if name in set(drawn["batch"])]
    values = [v for v in [*drawn["true_margin"], *drawn["book_margin"]] if known(v)]
    fig.update_layout(showlegend=True, legend={"itemsizing": "constant"})
    fig.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=seen,
        title_text=words("custom.batch.axis"),
    )
    fig.update_yaxes(
        showgrid=True,
        gridcolor=RULE,
        zeroline=True,
        zerolinecolor=PALE,
        zerolinewidth=1.5,
        **charts.ticks(values, lambda v: words.share(v, 0), 8),
    )
    return fig


def _about_batch(row: Mapping[Any, Any], words: Words) -> str:
    names = ("orders", "revenue", "book_margin", "true_margin", "hours_per_million")
    said = [f"{words.title(name)}: {words.value(row[name], BY_NAME[name].unit)}" for name in names]
    return "<br>".join(
        [
            f"<b>{words.title('batch')}: {row['batch']}</b>, {words.code('kinds', row['kind'])}",
            *said,
        ]
    )


@cache.drawn
def same_hours(same: SameHours, words: Words) -> go.Figure | None:
    """What custom orders earned beside what serial orders earn in as many hours."""
    if not is_comparable(same):
        return None
    bars = [
        (words("custom.same.custom"), same.custom_profit, same.custom_per_hour, KINDS["custom"]),
        (
            words("custom.same.serial"),
            same.serial_would_earn,
            same.serial_per_hour,
            KINDS["serial"],
        ),
    ]
    fig = charts.figure(words, 150)
    values = [float(v or 0) for _, v, _, _ in bars]
    fig.add_bar(
        y=[0, 1],
        x=values,
        orientation="h",
        width=0.55,
        hoverinfo="skip",
        marker={
            "color": [t if v >= 0 else EATS for v, (_, _, _, t) in zip(values, bars, strict=True)]
        },
    )
    for place, (_, value, rate, _) in enumerate(bars):
        said = f"{words.short_money(value)}<br>{words.value(rate, 'money per hour')}"
        fig.add_annotation(
            y=place,
            xref="paper",
            x=1,
            text=said,
            align="right",
            showarrow=False,
            xanchor="right",
            font={"size": 13, "color": INK},
        )
    fig.update_yaxes(
        tickvals=[0, 1], ticktext=[b[0] for b in bars], range=[1.5, -0.5], tickfont={"color": INK}
    )
    fig.update_xaxes(showticklabels=False, domain=[0, 0.7])
    fig.add_vline(x=0, line={"color": RULE, "width": 1})
    return fig


@cache.drawn
def flags(groups: pd.DataFrame, by: str, words: Words) -> go.Figure | None:
    """A bar per group: the share of its orders under each flag, how many there are at its end.

    groups: as analysis.findings.flags.by_group gives them, with the label `group`; customdata: the value of `by`, empty for none.
    """
    if groups.empty:
        return None
    fig = charts.figure(words, 76 + 30 * len(groups))
    places = list(range(len(groups)))
    for flag in (
        "profitable",
        "markup eaten",
        "thin price",
        "unknown",
        "cancelled",
        "loss",
        "hidden loss",
    ):
        counts = groups[column("orders", flag)]
        if not counts.any():
            continue
        hover = [_about_group(row, flag, words) for row in groups.to_dict("records")]
        shares = counts / groups["orders"]
        fig.add_bar(
            y=places,
            x=shares,
            orientation="h",
            width=0.66,
            name=words.code("flag", flag),
            marker={"color": FLAGS[flag]},
            text=[words.share(s, 0) if s >= 0.06 else "" for s in shares],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            customdata=groups[by].fillna("").tolist(),
            textfont={"size": 11, "color": "#ffffff" if flag in LIGHT else INK},
            hovertext=hover,
            hovertemplate="%{hovertext}<extra></extra>",
        )
    for place, orders in zip(places, groups["orders"], strict=True):
        fig.add_annotation(
            y=place,
            xref="paper",
            x=1,
            text=words("custom.flags.orders", n=int(orders)),
            showarrow=False,
            xanchor="right",
            font={"size": 12, "color": GREY},
        )
    fig.update_layout(barmode="stack", showlegend=True, legend={"traceorder": "normal"})
    fig.update_xaxes(showticklabels=False, range=[0, 1], domain=[0, 0.84])
    labels = [charts.text(_short(name)) for name in groups["group"]]
    fig.update_yaxes(
        tickvals=places, ticktext=labels, range=[len(groups) - 0.4, -0.6], tickfont={"color": INK}
    )
    return fig


def _short(name: str) -> str:
    return name if len(name) <= 28 else name[:27] + "…"


def _about_group(row: Mapping[Any, Any], flag: str, words: Words) -> str:
    facts = [
        (measure, row[column(measure, flag)]) for measure in ("orders", "revenue", "true_profit")
    ]
    said = [
        f"{words.title(m)}: {words.number(v) if m == 'orders' else words.money(v)}"
        for m, v in facts
    ]
    return "<br>".join([f"<b>{charts.text(row['group'])}</b>, {words.code('flag', flag)}", *said])
