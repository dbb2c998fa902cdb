"""Metrics by product: from the roll-up by product, or for a slice that it doesn't hold from the orders of the slice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.dictionary import metrics
from analysis.reader.scope import Scope
from analysis.reader.workspace import Workspace
from analysis.stores import pipeline


def metrics_by_product(ws: Workspace, names: Sequence[str], scope: Scope) -> pd.DataFrame:
    """Columns: product (its code, else its name), product_name, then the metrics; a row without a product for use outside any order.

    What is known per order only is divided by the products' part of its revenue; an order counts under its largest product alone.
    """
    sliced, values = _held(scope) if _is_held(scope) else _from_orders(scope)
    measures = ", ".join(f"{metrics.BY_NAME[name].sql} as {name}" for name in names)
    return ws._frame(
        f"""with sliced as ({sliced}),
        product_names as (
            select product, max(product_name) as product_name from main.sold_products group by 1
        ),
        measured as (select product, {measures} from sliced group by 1)
        select measured.product, product_names.product_name, measured.* exclude (product)
        from measured
        left join product_names on measured.product = product_names.product
        order by 1 nulls last""",
        values,
    )


def _is_held(scope: Scope) -> bool:
    """Whether product_by_month can be cut to the slice: it holds whole months, families and kinds."""
    return scope.is_whole_months and scope == Scope(
        scope.since, scope.until, families=scope.families, kinds=scope.kinds
    )


def _held(scope: Scope) -> tuple[str, list[Any]]:
    condition, values = scope.where("month")
    return f"select * from main.product_by_month where {condition}", values


def _from_orders(scope: Scope) -> tuple[str, list[Any]]:
    """product_by_month over the orders of the slice, and over what its clients used outside any order.

    An order is divided before the families are chosen: its parts are those of the whole order.
    """
    condition, values = scope.where("order_date", skip=("families",))
    used, used_values = scope.where("coalesce(date, used_in)", skip=("families",))
    of_families, families = Scope(families=scope.families).where("month")
    if scope.minimum_revenue is not None:
        every, every_values = scope.where("date")
        large = f"""client_id in (select client_id from main.profit_rows where {every}
            group by client_id having sum(revenue) >= ?)"""
        every_values = [*every_values, scope.minimum_revenue]
        condition, values = f"{condition} and {large}", [*values, *every_values]
        used, used_values = f"{used} and {large}", [*used_values, *every_values]
    given = {
        "order_profit": f"select * from main.order_profit where {condition}",
        "order_lines": "select * from main.order_lines where order_id in (select order_id from order_profit)",
        "usage_costs": f"""select * from (
            select *, cast(null as varchar) as manager, cast(null as varchar) as kind from main.usage_costs
        ) where {used}""",
    }
    rows = pipeline.over(given, "product_by_month")
    return f"select * from ({rows}) where {of_families}", [*values, *used_values, *families]
