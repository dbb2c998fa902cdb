"""How a number is computed, read off the metrics and the pipeline's own text: nothing here is written twice."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from analysis.dictionary.metrics import Metric
from analysis.stores import pipeline
from analysis.stores.pipeline import Step
from analysis.stores.reader import Reader

ROLL_UP = "profit_by_month"
WORD = re.compile(r"[a-z_]+")
KEPT_WORDS = {"sum", "rank", "over", "order", "by", "desc"}


def formula(metric: Metric) -> str:
    """The metric's SQL without what only keeps it safe (casts, the guard of its base): `sum(true_profit) / sum(revenue_costed)`."""
    text = re.sub(r"case when .+? then (.+) end", r"\1", metric.expression)
    text = re.sub(r"coalesce\((.+?), 0\)", r"\1", text)
    text = re.sub(r"cast\((.+?) as \w+\)", r"\1", text)
    if metric.unit == "rank":
        return f"rank() over (order by {text} desc)"
    if not metric.share_of_total:
        return text
    return f"({text}) / ({text}) over ()" if " - " in text else f"{text} / {text} over ()"


def columns_of(metric: Metric) -> tuple[str, ...]:
    """The columns of the roll-up that the metric adds up."""
    return tuple(dict.fromkeys(w for w in WORD.findall(formula(metric)) if w not in KEPT_WORDS))


def is_ratio(metric: Metric) -> bool:
    return metric.share_of_total or "/" in metric.expression


@cache
def made_in(column: str) -> tuple[Step, ...]:
    """The files that hand a column of the roll-up on, in the order in which they run: the first of them computes it."""
    named = re.compile(rf"\b{column}\b")
    found = [s for s in pipeline.steps() if s.kind != "python" and named.search(_bare(s.select))]
    last = next((i for i, s in enumerate(found) if s.table == ROLL_UP), len(found) - 1)
    return tuple(found[: last + 1])


def _bare(select: str) -> str:
    return re.sub(r"--[^\n]*", "", select)


def dictionary(ws: Reader) -> pd.DataFrame:
    """One row per column of a result table: table, grain, place, column, type."""
    grains = ws.tables()
    frame = ws._frame(
        """select table_name as "table", column_index as place, column_name as "column", lower(data_type) as type
        from duckdb_columns() where not internal order by 1, 2"""
    )
    frame = frame[frame["table"].isin(list(grains))]
    return frame.assign(grain=frame["table"].map(grains)).reset_index(drop=True)
