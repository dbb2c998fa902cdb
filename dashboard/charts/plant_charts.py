"""Charts of the whole plant: the whale curve, the bridge, the slope, the months, the map of clients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.dictionary.finding import BridgeStep, known
from analysis.dictionary.metrics import BY_NAME
from analysis.language import Words
from analysis.reader.whale import Whale
from dashboard import cache, charts
from dashboard.charts import EARNS, EATS, EATS_TEXT, GREY, INK, PALE, RULE

WIDEST_MARGIN = 0.6  # the map's edge: margins beyond stand on it, with their number on hover
MOST_DRAWN = 900  # bubbles on the map: more of them are one blob
FEWEST_CLIENTS = 3
BUBBLE = 46  # pixels across, for the largest revenue
SYMBOLS = {
    "profitable": "circle",
    "markup eaten": "circle",
    "thin price": "square",
    "hidden loss": "circle",
    "loss": "diamond",
    "cancelled": "circle",
    "unknown": "circle",
}


@cache.drawn
def whale(curve: Whale, words: Words) -> go.Figure | None:
    """Running profit over clients; peak and tail named on the chart. None for fewer clients than make a curve."""
    if len(curve.profits) < FEWEST_CLIENTS:
        return None
    fig = charts.figure(words, 380)
    heights = list(curve.shares or curve.running)

    def said(value: float, digits: int = 1) -> str:
        return words.share(value, digits) if curve.has_shares else words.short_money(value)

    places = list(range(1, len(heights) + 1))
    peak = curve.peak_at
    hover = [
        f"<b>{charts.text(name)}</b><br>{words('whale.hover', place=place, of=len(places))}<br>"
        f"{words.money(profit)}<br>{words('whale.so_far')}: {said(height)}"
        for name, place, profit, height in zip(
            curve.names, places, curve.profits, heights, strict=True
        )
    ]
    for cut, tint in ((slice(0, peak), EARNS), (slice(max(peak - 1, 0), None), EATS)):
        fig.add_scatter(
            x=places[cut],
            y=heights[cut],
            mode="lines+markers",
            fill="tozeroy",
            fillcolor=_faint(tint),
            line={"width": 2.5, "color": tint},
            marker={"size": 5, "color": tint},
            customdata=list(curve.ids[cut]),
            hovertext=hover[cut],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    top = heights[peak - 1]
    peak_text = (
        words("whale.peak", share=words.share(curve.peak_share, 0), n=peak)
        if curve.has_shares
        else words("whale.peak_money", money=words.short_money(curve.peak), n=peak)
    )
    _note(
        fig,
        peak,
        top,
        peak_text,
        EARNS,
        "bottom",
        "right" if peak > len(places) * 0.6 else "center",
    )
    if curve.eaters:
        tail = words("whale.tail", n=curve.eaters, losses=words.short_money(-curve.losses))
        _note(fig, places[-1], heights[-1], tail, EATS_TEXT, "top", "right", shift=-26)
    _note(
        fig,
        places[-1],
        heights[-1],
        words("whale.end", money=words.short_money(curve.total)),
        INK,
        "top",
        "right",
        shift=-8,
    )
    fig.update_yaxes(
        **charts.ticks(heights, lambda v: said(v, 0)),
        showgrid=True,
        gridcolor=RULE,
        range=[min(0.0, *heights) * 1.1, max(heights) * 1.14],
    )
    fig.update_xaxes(
        title_text=words("whale.axis"),
        range=[0, len(places) + 1],
        **charts.ticks([0, len(places)], words.number, min(5, len(places))),
    )
    return fig


def _faint(tint: str) -> str:
    red, green, blue = (int(tint[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.10)"


def _note(
    fig: go.Figure,
    x: float,
    y: float,
    said: str,
    tint: str,
    yanchor: str,
    xanchor: str,
    shift: int = 0,
) -> None:
    fig.add_annotation(
        x=x,
        y=y,
        text=charts.text(said),
        showarrow=False,
        yanchor=yanchor,
        xanchor=xanchor,
        yshift=shift or 6,
        font={"color": tint, "size": 13},
    )


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
    fig.add_hline(y=0, line={"color": PALE, "width": 1, "dash": "dot"})
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


def map_axes(clients: pd.DataFrame) -> tuple[str, str] | None:
    """What the map can show: the best known margin across, share of hours (else of revenue) upwards."""
    across = next(
        (
            m
            for m in ("true_margin", "book_margin", "gross_margin_share")
            if clients[m].notna().any()
        ),
        None,
    )
    upwards = "hours_share" if clients["hours_share"].notna().any() else "revenue_share"
    return (across, upwards) if across else None


def beyond_edge(clients: pd.DataFrame, across: str) -> int:
    return int((clients[across].abs() > WIDEST_MARGIN).sum())


def drawn_on_map(clients: pd.DataFrame, across: str, upwards: str) -> pd.DataFrame:
    """The clients on the map: those with both numbers, the largest by revenue where there are more than it can show."""
    return clients[clients[across].notna() & clients[upwards].notna()].nlargest(
        MOST_DRAWN, "revenue"
    )


@cache.drawn
def client_map(clients: pd.DataFrame, across: str, upwards: str, words: Words) -> go.Figure:
    """Bubbles: margin × share of hours, size by revenue, colour by flag."""
    fig = charts.figure(words, 470)
    drawn = drawn_on_map(clients, across, upwards)
    largest = max(float(drawn["revenue"].max()), 1.0) if len(drawn) else 1.0
    for flag, tint in charts.FLAGS.items():
        rows = drawn[drawn["flag"] == flag]
        if rows.empty:
            continue
        fig.add_scatter(
            x=rows[across].clip(-WIDEST_MARGIN, WIDEST_MARGIN),
            y=rows[upwards],
            mode="markers",
            name=words.code("flag", flag),
            customdata=rows["client_id"].tolist(),
            hovertext=[_about(r, across, upwards, words) for r in rows.to_dict("records")],
            hovertemplate="%{hovertext}<extra></extra>",
            marker={
                "size": rows["revenue"].clip(lower=0),
                "sizemode": "area",
                "sizeref": 2 * largest / BUBBLE**2,
                "sizemin": 5,
                "color": tint,
                "opacity": 0.82,
                "line": {"width": 1, "color": "#ffffff"},
                "symbol": SYMBOLS[flag],
            },
        )
    _name_the_largest(fig, drawn, across, upwards)
    values = drawn[across].clip(-WIDEST_MARGIN, WIDEST_MARGIN).tolist()
    least, most = min([*values, 0.0]), max([*values, 0.0])
    room = (most - least) * 0.08 or 0.1
    fig.update_layout(showlegend=True, margin={"t": 30})
    fig.update_xaxes(
        title_text=words.title(across),
        range=[least - room, most + room],
        **charts.share_ticks(values, words, 6),
    )
    fig.update_yaxes(
        title_text=words.title(upwards),
        showgrid=True,
        gridcolor=RULE,
        rangemode="tozero",
        **charts.share_ticks(drawn[upwards].tolist(), words),
    )
    fig.add_vline(x=0, line={"color": GREY, "width": 1})
    return fig


def _about(row: dict[Any, Any], across: str, upwards: str, words: Words) -> str:
    names = dict.fromkeys(
        ["revenue", "book_profit", "true_profit", across, upwards, "revenue_share"]
    )
    facts = [f"{words.title(n)}: {words.value(row[n], BY_NAME[n].unit)}" for n in names]
    if (row.get("hours_estimated") or 0) > 0:
        facts.append(
            f"{words.title('hours')}: ≈ {words.hours(row['hours'])}, {words.title('hours_estimated')} {words.hours(row['hours_estimated'])}"
        )
    return "<br>".join(
        [f"<b>{charts.text(row['client_name'])}</b>", words.code("flag", row["flag"]), *facts]
    )


def _radius(row: dict[Any, Any], drawn: pd.DataFrame) -> int:
    largest = max(float(drawn["revenue"].max()), 1.0)
    return int(BUBBLE / 2 * (max(row["revenue"], 0.0) / largest) ** 0.5)


def _name_the_largest(fig: go.Figure, drawn: pd.DataFrame, across: str, upwards: str) -> None:
    """The few that a reader looks for first: most hours, and the heaviest losses."""
    losers = drawn[drawn[across] < 0].nlargest(3, upwards)
    chosen = pd.concat([drawn.nlargest(3, upwards), losers]).drop_duplicates("client_id")
    margins = drawn[across].clip(-WIDEST_MARGIN, WIDEST_MARGIN)
    third = (margins.max() - margins.min()) / 3  # a name near an edge of the map runs inwards
    first, last = margins.min() + third, margins.max() - third
    for row in chosen.to_dict("records"):
        name = str(row["client_name"])
        short = name if len(name) <= 28 else name[:27] + "…"
        margin = min(max(row[across], -WIDEST_MARGIN), WIDEST_MARGIN)
        fig.add_annotation(
            x=margin,
            y=row[upwards],
            xanchor="left" if margin < first else "right" if margin > last else "center",
            text=charts.text(short),
            showarrow=False,
            yshift=14 + _radius(row, drawn),
            font={"size": 11, "color": GREY},
        )
