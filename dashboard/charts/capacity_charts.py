"""Charts of the pools: how full they are, month by month, and what a unit of one brings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.dictionary.finding import known
from analysis.language import Words
from dashboard import cache, charts
from dashboard.charts import EARNS, EATS, EATS_TEXT, GREY, INK, PALE, RULE

MOST_POOLS, MOST_PRODUCTS = 15, 16
LONGEST = 28  # letters of a name on a chart
NUMBERED_MONTHS = 13  # in more months than that, no cell is wide enough for its number
PROFIT_AT = 0.78  # of the width: where the numbers of profit end
FULLEST = 1.2  # of capacity: the end of the scale
SCALE = [
    [0.0, "#f3f5f6"],
    [0.8 / FULLEST, "#9db8d2"],
    [1 / FULLEST, EARNS],
    [1 / FULLEST, "#eab27a"],
    [1.0, EATS],
]
PARTS = (("orders", EARNS), ("estimated", "#6f93b7"), ("outside", "#9db8d2"), ("internal", PALE))
WORK = {**charts.KINDS, "unknown": charts.UNKNOWN_KIND, "outside": "#9db8d2", "internal": PALE}


def _name(value: Any, words: Words) -> str:
    said = words.unknown if not known(value) else str(value)
    return charts.text(said if len(said) <= LONGEST else said[: LONGEST - 1] + "…")


@cache.drawn
def loads(by_pool: pd.DataFrame, words: Words) -> go.Figure | None:
    """A bar per pool: parts of its capacity that orders, clients outside orders and internal work take; the line is 100 %."""
    rows = by_pool[by_pool["load"].notna()].head(MOST_POOLS)
    if rows.empty:
        return None
    fig = charts.figure(words, 80 + 46 * len(rows))
    places = list(range(len(rows)))
    shares = {
        "outside": rows["outside_share"],
        "estimated": rows["estimated_share"],
        "internal": rows["internal_share"],
    }
    shares["orders"] = rows["utilisation"] - rows["outside_share"] - rows["estimated_share"]
    for part, tint in PARTS:
        if part != "orders" and not (shares[part] > 0).any():
            continue
        said = words(f"capacity.part.{part}")
        hover = [
            f"<b>{charts.text(n)}</b><br>{said}: {words.share(v)}"
            for n, v in zip(rows["pool"], shares[part], strict=True)
        ]
        fig.add_bar(
            y=[p + 0.1 for p in places],
            x=shares[part],
            orientation="h",
            width=0.4,
            name=said,
            marker={"color": tint},
            hovertext=hover,
            hovertemplate="%{hovertext}<extra></extra>",
        )
    for place, (pool, load) in enumerate(zip(rows["pool"], rows["load"], strict=True)):
        _beside(fig, 0, place - 0.32, _name(pool, words), INK, "left")
        _beside(fig, 1, place + 0.1, words.share(load), EATS_TEXT if load > 1 else INK)
    _capacity_line(fig, float(rows["load"].max()), words, 0.82)
    fig.update_yaxes(showticklabels=False, range=[len(rows) - 0.5, -0.7])
    return fig


def _capacity_line(fig: go.Figure, most: float, words: Words, width: float = 1.0) -> None:
    """Stacked bars against the line of 100 % of capacity."""
    fig.add_vline(x=1, line={"color": INK, "width": 1.5})
    fig.update_layout(
        barmode="stack", showlegend=True, legend={"traceorder": "normal"}, margin={"t": 30}
    )
    fig.update_xaxes(
        domain=[0, width],
        range=[0, max(1.0, most) * 1.02],
        tickvals=[0, 0.5, 1],
        ticktext=[words.share(v, 0) for v in (0, 0.5, 1)],
    )


@cache.drawn
def months(by_month: pd.DataFrame, by_pool: pd.DataFrame, words: Words) -> go.Figure | None:
    """Pool × month, the load by colour: orange is beyond capacity. None under two months."""
    dated = by_month[by_month["month"].notna() & by_month["load"].notna()]
    columns = sorted(dated["month"].unique())
    if len(columns) < 2:
        return None
    pools = [p for p in by_pool["pool"] if p in set(dated["pool"])][:MOST_POOLS]
    cells = {(r["pool"], r["month"]): r for r in dated.to_dict("records")}
    fig = charts.figure(words, 50 + 46 * len(pools))
    z = [[cells[p, m]["load"] if (p, m) in cells else None for m in columns] for p in pools]
    fig.add_heatmap(
        z=z,
        x=list(range(len(columns))),
        y=list(range(len(pools))),
        zmin=0,
        zmax=FULLEST,
        colorscale=SCALE,
        showscale=False,
        xgap=1,
        ygap=3,
        hoverongaps=False,
        hovertemplate="%{hovertext}<extra></extra>",
        hovertext=[[_cell(cells.get((p, m)), words) for m in columns] for p in pools],
    )
    if len(columns) <= NUMBERED_MONTHS:
        for y, row in enumerate(z):
            for x, load in enumerate(row):
                if load is not None:
                    fig.add_annotation(
                        x=x,
                        y=y,
                        text=words.number(100 * load),
                        showarrow=False,
                        font={"size": 11, "color": "#ffffff" if 0.85 < load <= 1 else INK},
                    )
    fig.update_xaxes(**_time(columns, words))
    fig.update_yaxes(
        tickvals=list(range(len(pools))),
        ticktext=[_name(p, words) for p in pools],
        tickfont={"color": INK},
        range=[len(pools) - 0.4, -0.6],
    )
    return fig


def _time(months: Sequence[Any], words: Words) -> dict[str, Any]:
    """Ticks that fit a phone: years where there are several, else the first and the last month."""
    years = [(place, str(month.year)) for place, month in enumerate(months) if month.month == 1]
    ends = [(place, words.month(months[place])) for place in (0, len(months) - 1)]
    shown = years if len(years) > 1 else ends
    return {
        "tickvals": [place for place, _ in shown],
        "ticktext": [said for _, said in shown],
        "tickangle": 0,
    }


def _cell(row: dict[Any, Any] | None, words: Words) -> str:
    if row is None:
        return words.unknown
    unit = charts.text(words.code("pool_unit", row["unit"])) if known(row["unit"]) else ""
    lines = [
        f"<b>{charts.text(row['pool'])}</b>, {words.month(row['month'])}",
        *(
            f"{words.title(n)}: {words.share(row[n])}"
            for n in ("load", "utilisation", "internal_share")
        ),
        f"{words.title('capacity')}: {words.value(row['capacity'], 'quantity')} {unit}",
    ]
    costs = [n for n in ("unused_cost", "overused_cost") if known(row[n]) and row[n] > 0]
    return "<br>".join(lines + [f"{words.title(n)}: {words.money(row[n])}" for n in costs])


@cache.drawn
def split(by_kind: pd.DataFrame, internal_share: float, words: Words) -> go.Figure | None:
    """One bar: the capacity by what it is busy with; what is left free stays blank up to the line of 100 %."""
    shares = dict(zip(by_kind["work"], by_kind["capacity_share"], strict=True)) | {
        "internal": internal_share
    }
    shown = {
        work: float(shares[work]) for work in WORK if known(shares.get(work)) and shares[work] > 0
    }
    if not shown:
        return None
    fig = charts.figure(words, 150)
    for work, share in shown.items():
        said = words(f"capacity.split.{work}")
        fig.add_bar(
            y=[""],
            x=[share],
            orientation="h",
            width=0.6,
            name=said,
            marker={"color": WORK[work]},
            text=[words.share(share, 0)] if share >= 0.06 else None,
            textposition="inside",
            insidetextanchor="middle",
            textfont={"color": INK if work not in charts.KINDS else "#ffffff"},
            textangle=0,
            hovertemplate=f"{said}: {words.share(share)}<extra></extra>",
        )
    _capacity_line(fig, sum(shown.values()), words)
    return fig


@cache.drawn
def per_unit(by_family: pd.DataFrame, words: Words) -> go.Figure | None:
    """Bars by family and kind, the best first: true profit per unit, before the paler contribution per unit."""
    rows = by_family[
        by_family["profit_per_unit"].notna() | by_family["contribution_per_unit"].notna()
    ]
    if rows.empty:
        return None
    if len(rows) > MOST_PRODUCTS:
        rows = pd.concat([rows.head(MOST_PRODUCTS // 2), rows.tail(MOST_PRODUCTS // 2)])
    places = list(range(len(rows)))
    labels = [
        f"{_name(f, words)} · {words.code('kinds', k)}"
        for f, k in zip(rows["product_family"], rows["kind"], strict=True)
    ]
    hover = [
        f"<b>{label}</b><br>"
        + "<br>".join(
            f"{words(f'capacity.short.{n}')}: {words.money(r[n])}"
            for n in ("profit_per_unit", "contribution_per_unit")
        )
        + f"<br>{words.title('orders')}: {words.number(r['orders'])}"
        for label, r in zip(labels, rows.to_dict("records"), strict=True)
    ]
    fig = charts.figure(words, 60 + 46 * len(rows))
    tints = [
        EATS if known(v) and v < 0 else charts.KINDS.get(k, GREY)
        for v, k in zip(rows["profit_per_unit"], rows["kind"], strict=True)
    ]
    for name, width, tint in (
        ("contribution_per_unit", 0.4, RULE),
        ("profit_per_unit", 0.2, tints),
    ):
        fig.add_bar(
            y=places,
            x=rows[name],
            orientation="h",
            width=width,
            offset=0.1 - width / 2,
            marker={"color": tint},
            hovertext=hover,
            hovertemplate="%{hovertext}<extra></extra>",
        )
    for place, (label, row) in enumerate(zip(labels, rows.to_dict("records"), strict=True)):
        loses = known(row["profit_per_unit"]) and row["profit_per_unit"] < 0
        _beside(fig, 0, place - 0.32, label, INK, "left")
        _beside(
            fig,
            PROFIT_AT,
            place + 0.1,
            words.money(row["profit_per_unit"]),
            EATS_TEXT if loses else INK,
        )
        _beside(fig, 1, place + 0.1, words.money(row["contribution_per_unit"]), GREY)
    _beside(fig, PROFIT_AT, -0.75, words("capacity.head.profit_per_unit"), GREY)
    _beside(fig, 1, -0.75, words("capacity.head.contribution_per_unit"), GREY)
    fig.update_layout(barmode="overlay")
    fig.update_xaxes(showticklabels=False, domain=[0, 0.6])
    fig.add_vline(x=0, line={"color": PALE, "width": 1})
    fig.update_yaxes(showticklabels=False, range=[len(rows) - 0.5, -1.0])
    return fig


def _beside(
    fig: go.Figure, x: float, y: float, said: str, tint: str, anchor: str = "right"
) -> None:
    fig.add_annotation(
        xref="paper",
        x=x,
        y=y,
        text=said,
        showarrow=False,
        xanchor=anchor,
        font={"size": 12, "color": tint},
    )
