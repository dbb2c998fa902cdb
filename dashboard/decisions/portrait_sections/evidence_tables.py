"""What the page of the portrait's test is made of: its tables as frames, its quiet lines."""

from __future__ import annotations

import pandas as pd

from analysis.estimates.statistics import Estimate
from analysis.language import Words, is_unknown
from analysis.portrait.outcomes import is_good
from analysis.portrait.portrait_evidence import PortraitEvidence, level
from dashboard.charts.evidence_charts import span

VERDICTS = (
    "verdict",
    "clients",
    "good_clients",
    "good_part",
    "good_span",
    "margin_after",
    "margin_after_span",
    "per_hour_after",
    "per_hour_span",
)
CRITERIA = (
    "criterion",
    "criterion_verdict",
    "margin_gain",
    "margin_gain_span",
    "clients_met",
    "margin_met",
    "clients_failed",
    "margin_failed",
    "clients_unknown",
    "known",
)
CLIENTS = (
    "client_name",
    "past_score",
    "verdict",
    "margin_after",
    "profit_after",
    "revenue_later",
    "orders_after",
)


def verdicts(found: PortraitEvidence, words: Words) -> pd.DataFrame:
    """A row per verdict; columns VERDICTS."""
    rows = [
        (
            g.verdict,
            g.n,
            g.good,
            g.good_share.value,
            span(g.good_share, words),
            _value(g.margin),
            span(g.margin, words),
            _value(g.per_hour),
            span(g.per_hour, words, "money per hour"),
        )
        for g in found.groups
    ]
    return pd.DataFrame(rows, columns=list(VERDICTS))


def criteria(found: PortraitEvidence, words: Words) -> pd.DataFrame:
    """A row per criterion; columns CRITERIA."""
    rows = [
        (
            c.name,
            words.code("evidence.verdict", c.verdict),
            _points(c.difference),
            span(c.difference, words, "points"),
            c.met,
            _value(c.margin_met),
            c.failed,
            _value(c.margin_failed),
            c.unknown,
            words.code("known", c.known),
        )
        for c in found.criteria
    ]
    return pd.DataFrame(rows, columns=list(CRITERIA))


def clients(found: PortraitEvidence) -> pd.DataFrame:
    """A row per client judged, the best score first; columns client_id, CLIENTS, good_clients."""
    rows = [
        (
            o.client_id,
            o.client_name,
            o.score,
            o.verdict,
            o.margin,
            o.profit,
            o.revenue,
            o.orders,
            int(is_good(o, found.goal_margin)),
        )
        for o in found.judged
    ]
    frame = pd.DataFrame(rows, columns=["client_id", *CLIENTS, "good_clients"])
    return frame.sort_values(["past_score", "profit_after"], ascending=False)


def quiet(found: PortraitEvidence, words: Words) -> list[str]:
    """The lines under the answer: the top group, profit per hour."""
    said = []
    if found.top is not None:
        top = found.top
        lift_span = f"{words.number(top.lift.low, 1)} … {words.number(top.lift.high, 1)}"
        said.append(
            words(
                "evidence.top",
                n=top.n,
                good=top.good,
                share=words.share(top.share.value),
                span=span(top.share, words),
                lift=words.number(top.lift.value, 1),
                lift_span=lift_span,
            )
        )
    if found.auc_per_hour is not None:
        hours = found.auc_per_hour
        said.append(
            words("evidence.per_hour", auc=words.share(hours.value), span=span(hours, words))
        )
    return said


def footnotes(found: PortraitEvidence, words: Words) -> list[str]:
    """Who is left out and why, which criteria can't be tested, what to believe."""
    said = []
    if found.left_out:
        parts = "; ".join(words(f"evidence.left_out.{reason}", n=n) for reason, n in found.left_out)
        said.append(words("evidence.left_out", parts=parts))
    if found.undated:
        said.append(words("evidence.undated", names=", ".join(found.undated)))
    return [*said, words("evidence.honest")]


def criteria_note(found: PortraitEvidence, words: Words) -> str:
    return words("evidence.criteria.note", level=words.share(level(len(found.criteria))))


def _points(found: Estimate | None) -> float | None:
    return None if (value := _value(found)) is None else round(100 * value, 1)


def _value(found: Estimate | None) -> float | None:
    return None if found is None or is_unknown(found.value) else found.value
