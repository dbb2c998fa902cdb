"""Charts of the portrait's test: margins with intervals by verdict, promises against outcomes, criteria one by one."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from analysis.estimates.statistics import Estimate
from analysis.language import Words
from analysis.portrait.calibration import Calibration
from analysis.portrait.portrait_evidence import CriterionEvidence, Group
from dashboard import cache, charts
from dashboard.charts import ACCENT, EARNS, EATS, GREY, INK, PALE, RULE

TINTS = {"helps": EARNS, "misleads": EATS, "nothing": GREY}
ROW = 44  # pixels of height a row takes


def points(found: Estimate | float | None, words: Words) -> str:
    """A difference of margins in percentage points, signed: "+13,0"."""
    value = found.value if isinstance(found, Estimate) else found
    return (
        words.unknown
        if value is None
        else f"{'+' if value > 0 else ''}{words.number(100 * value, 1)}"
    )


def span(found: Estimate | None, words: Words, unit: str = "share") -> str:
    """ "8,5 % … 14,9 %"; no data where too few stand behind it."""
    if found is None or found.low is None or found.high is None:
        return words.unknown
    if unit == "points":
        return f"{points(found.low, words)} … {points(found.high, words)}"
    return f"{words.value(found.low, unit)} … {words.value(found.high, unit)}"


@cache.drawn
def by_verdict(groups: Sequence[Group], bar: float, words: Words) -> go.Figure | None:
    """A dot per verdict with its interval, the bar of a good client as a line. None where no margin is known."""
    rows = [
        (words.code("verdict", g.verdict), g.margin, g.n, GREY)
        for g in groups
        if g.margin is not None
    ]
    return (
        _whiskers([(n, e, words("evidence.clients", n=k), t) for n, e, k, t in rows], words, bar)
        if rows
        else None
    )


@cache.drawn
def criteria(tested: Sequence[CriterionEvidence], words: Words) -> go.Figure | None:
    """A dot per criterion: the margin it makes, its interval and its verdict by colour. None where none can be told."""
    rows = [
        (
            charts.text(c.name),
            c.difference,
            words.code("evidence.verdict", c.verdict),
            TINTS[c.verdict],
        )
        for c in tested
        if c.verdict in TINTS and c.difference is not None
    ]
    if not rows:
        return None
    fig = _whiskers(rows, words, None, "points")
    fig.update_xaxes(title_text=words("evidence.criteria.axis"))
    return fig


def _whiskers(
    rows: Sequence[tuple[str, Estimate, str, str]],
    words: Words,
    bar: float | None,
    unit: str = "share",
) -> go.Figure:
    fig = charts.figure(words, ROW * len(rows) + 70)
    for place, (_, found, note, tint) in enumerate(rows):
        hover = words(
            "evidence.hover",
            margin=points(found, words) if unit == "points" else words.share(found.value),
            span=span(found, words, unit),
            clients=note,
        )
        if found.low is not None and found.high is not None:
            fig.add_scatter(
                x=[found.low, found.high],
                y=[place, place],
                mode="lines",
                line={"color": tint, "width": 3},
                opacity=0.55,
                hoverinfo="skip",
            )
        fig.add_scatter(
            x=[found.value],
            y=[place],
            mode="markers",
            marker={"size": 11, "color": tint},
            hovertext=[hover],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    ends = [
        v for _, found, _, _ in rows for v in (found.value, found.low, found.high) if v is not None
    ]
    fig.add_vline(x=0, line={"color": PALE, "width": 1.5})
    if bar:
        fig.add_vline(x=bar, line={"color": INK, "width": 1, "dash": "dot"})
    low, high = min([*ends, 0.0]), max([*ends, bar or 0.0])
    if bar:
        fig.add_annotation(
            x=bar,
            y=-0.62,
            text=words("evidence.target", share=words.share(bar, 0)),
            showarrow=False,
            xanchor="left" if bar < (low + high) / 2 else "right",
            xshift=4 if bar < (low + high) / 2 else -4,
            font={"size": 12, "color": GREY},
        )
    fig.update_xaxes(range=[low - 0.04 * (high - low), high + 0.04 * (high - low)])
    tick = (lambda v: words.number(100 * v)) if unit == "points" else (lambda v: words.share(v, 0))
    fig.update_xaxes(showgrid=True, gridcolor=RULE, **charts.ticks([*ends, bar or 0.0], tick))
    fig.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[f"{name}<br>{note}" for name, _, note, _ in rows],
        range=[len(rows) - 0.4, -0.8],
    )
    return fig


@cache.drawn
def promises(found: Calibration, words: Words) -> go.Figure:
    """A dot per group of scores: the chance promised to the right, the share that came true upwards, with its interval."""
    fig = charts.figure(words, 300)
    fig.add_scatter(
        x=[0, 1],
        y=[0, 1],
        mode="lines",
        line={"color": INK, "width": 1, "dash": "dot"},
        hoverinfo="skip",
    )
    for each in found.bins:
        seen = each.observed
        fig.add_scatter(
            x=[each.predicted] * 2,
            y=[seen.low, seen.high],
            mode="lines",
            line={"color": ACCENT, "width": 3},
            opacity=0.45,
            hoverinfo="skip",
        )
        scores = words(
            "evidence.calibration.scores",
            low=words.number(each.low_score),
            high=words.number(each.high_score),
        )
        lines = [
            f"{scores}, {words('evidence.clients', n=each.n)}",
            f"{words('evidence.calibration.predicted')}: {words.share(each.predicted, 0)}",
            f"{words('evidence.calibration.observed')}: {words.share(seen.value, 0)} ({span(seen, words)})",
        ]
        fig.add_scatter(
            x=[each.predicted],
            y=[seen.value],
            mode="markers",
            marker={"size": 11, "color": ACCENT},
            hovertext=["<br>".join(lines)],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    ticks = charts.ticks([0.0, 1.0], lambda v: words.share(v, 0))
    fig.update_xaxes(
        title_text=words("evidence.calibration.predicted"),
        showgrid=True,
        gridcolor=RULE,
        range=[0, 1],
        **ticks,
    )
    fig.update_yaxes(
        title_text=words("evidence.calibration.observed"),
        showgrid=True,
        gridcolor=RULE,
        range=[-0.02, 1.02],
        **ticks,
    )
    return fig
