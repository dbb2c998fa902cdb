"""Cuts of a scope that the monthly roll-up doesn't hold: its rows, and any metric by a property of single orders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.dictionary import metrics
from analysis.reader.scope import Scope
from analysis.reader.workspace import Workspace
from analysis.stores import pipeline


def rows_of(scope: Scope) -> tuple[str, list[Any]]:
    """A select of the scope's rows, shaped as profit_rows, and its parameters."""
    condition, values = scope.where("date")
    select = f"select * from main.profit_rows where {condition}"
    if scope.minimum_revenue is None:
        return select, values
    large = f"select client_id from main.profit_rows where {condition} group by client_id having sum(revenue) >= ?"
    return f"{select} and client_id in ({large})", [*values, *values, scope.minimum_revenue]


def metrics_by_cut(ws: Workspace, names: Sequence[str], cut: str, scope: Scope) -> pd.DataFrame:
    """Metrics by a cut and by kind of order; columns: cut (text), kind, then the metrics as analysis.dictionary.metrics defines them.

    cut: a select of order_id and the text `cut`, one row per order. It takes the family's place in the roll-up, whose own
    text does the adding up. Use outside any order is no part of the answer.
    """
    rows, values = rows_of(scope)
    by_cut = f"""select given.* replace (cuts.cut as product_family)
        from ({rows}) as given
        left join cuts on given.order_id = cuts.order_id
        where given.order_id is not null"""
    measures = ", ".join(f"{metrics.BY_NAME[name].sql} as {name}" for name in names)
    return ws._frame(
        f"""select product_family as cut, kind, {measures}
        from ({pipeline.over({"cuts": cut, "profit_rows": by_cut}, "profit_by_month")}) as sliced
        group by 1, 2 order by 1 nulls last, 2""",
        values,
    )
