"""Metrics by product: what the monthly roll-up, which goes down to families, doesn't hold."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.dictionary import metrics
from analysis.reader.scope import Scope
from analysis.reader.workspace import Workspace
from analysis.stores import pipeline


def metrics_by_product(ws: Workspace, names: Sequence[str], scope: Scope) -> pd.DataFrame:
    """Columns: product (its code, else its name), product_name, then the metrics; a row without a product for use outside any order.

    A product stands where the family does in the steps profit_rows and profit_by_month, whose own texts divide and add up: what is
    known per order only is divided by the products' part of its revenue, and an order counts under its largest product alone.
    """
    condition, values = scope.where("date")
    least, more = "", []
    if scope.minimum_revenue is not None:
        large = f"select client_id from main.profit_rows where {condition} group by client_id having sum(revenue) >= ?"
        least, more = f"and client_id in ({large})", [*values, scope.minimum_revenue]
    dates, days = Scope(scope.since, scope.until).where("order_date")
    measures = ", ".join(f"{metrics.BY_NAME[name].sql} as {name}" for name in names)
    return ws._frame(
        f"""with order_lines as (
            select * replace ({{'family': product_family, 'product': coalesce(sku, product_name)}} as product_family)
            from main.order_lines
            where order_id in (select order_id from main.order_profit where {dates})
        ),
        every_row as (
        {pipeline.step("profit_rows").select}
        ),
        by_product as (
            select * replace (product_family.family as product_family), product_family.product as product from every_row
        ),
        profit_rows as (
            select * exclude (product) replace (product as product_family) from by_product where {condition} {least}
        ),
        sliced as (
        {pipeline.step("profit_by_month").select}
        ),
        product_names as (
            select coalesce(sku, product_name) as product, max(product_name) as product_name
            from main.order_lines
            group by 1
        )
        select product_family as product, max(product_names.product_name) as product_name, {measures}
        from sliced
        left join product_names on sliced.product_family = product_names.product
        group by 1
        order by 1 nulls last""",
        [*days, *values, *more],
    )
