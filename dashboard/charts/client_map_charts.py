"""The map of clients: what each brings in across, what it earns upwards."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.dictionary.metrics import BY_NAME
from analysis.language import Words
from dashboard import cache, charts
from dashboard.charts import GREY, RULE
from dashboard.charts.plant_charts import MOST_DRAWN

WIDEST_MARGIN = 0.6  # the map's edge: margins beyond stand on it, with their number on hover


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
