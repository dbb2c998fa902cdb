"""A workspace as its readers see it: a published store, opened read-only, and the slices of it.

Frames are pandas; money, hours and shares arrive as doubles, summed as DECIMAL before.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.dictionary import metrics
from analysis.dictionary.codes import FLAGS
from analysis.errors import BadQuery, DealfitError, NoData
from analysis.errors.phrases import hint, phrase
from analysis.reader import gaps, whale
from analysis.reader.scope import Scope
from analysis.stores import pipeline
from analysis.stores.reader import Reader

EVERYTHING = Scope()

DIMENSIONS: dict[str, str] = {
    "client_id": "client_id",
    "month": "month",
    "manager": "manager",
    "product_family": "product_family",
    "kind": "kind",
    "industry": "(select industry from clients where clients.client_id = sliced.client_id)",
    "region": "(select region from clients where clients.client_id = sliced.client_id)",
    "year": "cast(extract(year from month) as integer)",
}


class Workspace(Reader):
    """The slices of one published build, its single orders and clients, and its records."""

    # --- slices ------------------------------------------------------------------------------------------------------

    def _sliced(self, scope: Scope) -> tuple[str, list[Any]]:
        """A relation shaped as profit_by_month, cut to the scope: from the roll-up where whole months allow, else from rows."""
        if scope.is_whole_months:
            condition, values = scope.where("month")
            rows = f"select * from main.profit_by_month where {condition}"
        else:
            condition, values = scope.where("date")
            rows = pipeline.over(
                {"profit_rows": f"select * from main.profit_rows where {condition}"},
                "profit_by_month",
            )
        if scope.minimum_revenue is not None:
            rows = (
                f"with every_client as ({rows}) select * from every_client where client_id in "
                "(select client_id from every_client group by client_id having sum(revenue) >= ?)"
            )
            values = [*values, scope.minimum_revenue]
        return rows, values

    def clients(self, scope: Scope = EVERYTHING) -> pd.DataFrame:
        """One row per client in the scope; columns as the table client_profit; shares are of the scope."""
        rows, values = self._sliced(scope)
        profits = pipeline.over({"profit_by_month": rows}, "judged_by_month", "client_profit")
        return self._frame(f"{profits} order by profit_rank nulls last, client_id", values)

    def metrics(
        self, names: Sequence[str], by: Sequence[str] = (), scope: Scope = EVERYTHING
    ) -> pd.DataFrame:
        """One row per combination of the dimensions `by` (client_id, month, year, manager, product_family, kind, industry,
        region), one column per metric. Unknown metrics and dimensions raise DealfitError with a near name."""
        for name in names:
            _known(name, metrics.BY_NAME, "unknown_metric")
        for name in by:
            _known(name, DIMENSIONS, "unknown_dimension")
        rows, values = self._sliced(scope)
        if "client_id" in by:
            rows = pipeline.over({"profit_by_month": rows}, "judged_by_month")
        columns = [f"{DIMENSIONS[d]} as {d}" for d in by] + [
            f"{metrics.BY_NAME[n].sql} as {n}" for n in names
        ]
        groups = f"group by {', '.join(str(i + 1) for i in range(len(by)))} order by " if by else ""
        order = ", ".join(f"{i + 1} nulls last" for i in range(len(by)))
        return self._frame(
            f"with sliced as ({rows}) select {', '.join(columns)} from sliced {groups}{order}",
            values,
        )

    def metric(
        self, name: str, by: Sequence[str] = (), scope: Scope = EVERYTHING
    ) -> pd.DataFrame | float | None:
        """One metric: a frame by dimensions, or a single number (None where unknown) without."""
        frame = self.metrics([name], by, scope)
        if by:
            return frame
        value: Any = frame.iloc[0, 0]
        return None if pd.isna(value) else float(value)

    def orders(self, scope: Scope = EVERYTHING) -> pd.DataFrame:
        """One row per order in the scope, the worst flag first; columns as order_profit plus client_name.

        With product families in the scope, amounts are the part of the order in those families.
        """
        condition, values = scope.where("date")
        least, more = "", []
        if scope.minimum_revenue is not None:
            least = "and client_id in (select client_id from scoped group by client_id having sum(revenue) >= ?)"
            more = [scope.minimum_revenue]
        parts = (
            "revenue",
            "open_revenue",
            "open_cost",
            "direct_cost",
            "gross_margin",
            "book_overhead",
            "book_profit",
            "hours",
            "hours_estimated",
            "time_cost",
            "resource_cost",
            "estimated_cost",
            "spread_cost",
            "credit_cost",
            "credit_so_far",
            "penalty",
            "true_profit",
        )
        sums = ", ".join(f"sum({p}) as {p}" for p in parts)
        margins = [
            f"case when parts.revenue > 0 then cast(parts.{profit} as double) / cast(parts.revenue as double) end as {margin}"
            for profit, margin in whale.MARGIN_OF.items()
        ]
        worst_first = " ".join(f"when '{flag}' then {place}" for place, flag in enumerate(FLAGS))
        select = f"""
            with scoped as (select * from profit_rows where {condition}),
            parts as (select order_id, {sums} from scoped where order_id is not null {least} group by order_id)
            select order_profit.* replace ({", ".join(f"parts.{p} as {p}" for p in parts)}), clients.client_name,
                {", ".join(margins)}
            from order_profit
            inner join parts on order_profit.order_id = parts.order_id
            left join clients on order_profit.client_id = clients.client_id
            order by case flag {worst_first} end, parts.true_profit nulls last, order_profit.order_id"""
        return self._frame(select, [*values, *more])

    def leads(self, scope: Scope = EVERYTHING) -> pd.DataFrame:
        """One row per lead whose next step is due in the scope's days, the earliest first; columns as lead_qualification.

        Nothing else of a scope narrows leads: they have no orders. A lead to be declined has no day: it is there where no day is asked.
        """
        condition, values = Scope(scope.since, scope.until).where("due_on")
        return self._frame(
            f"select * from lead_qualification where {condition} order by due_on nulls last, lead_id",
            values,
        )

    # --- single things -----------------------------------------------------------------------------------------------

    def order(self, order_id: str) -> pd.Series:
        """One order, as a row of `orders`."""
        frame = self._frame(
            "select order_profit.*, clients.client_name from order_profit left join clients using (client_id) where order_id = ?",
            [order_id],
        )
        if frame.empty:
            raise NoData("no_such_order", order_id=order_id)
        return frame.iloc[0]

    def client(self, client_id: str) -> pd.Series:
        """One client with every attribute that the client list gives."""
        frame = self._frame("select * from clients where client_id = ?", [client_id])
        if frame.empty:
            raise NoData("no_such_client", client_id=client_id)
        return frame.iloc[0]

    def lines(self, order_id: str) -> pd.DataFrame:
        """An order's lines, with the file's import and row that each comes from."""
        return self._frame(
            "select * from order_lines where order_id = ? order by source_row nulls last",
            [order_id],
        )

    def usage(self, order_id: str) -> pd.DataFrame:
        """Recorded uses of pools by an order: date, pool, person, quantity, hours, rate, cost."""
        return self._frame(
            "select * from usage_costs where order_id = ? and charged_to = 'order' order by date nulls last, pool",
            [order_id],
        )

    def order_costs(self, order_id: str) -> pd.DataFrame:
        """An order's pools: quantity, rate, cost, hours, source."""
        return self._frame(
            "select * from order_costs where order_id = ? order by cost desc nulls last, pool",
            [order_id],
        )

    def order_target(self, order_id: str) -> float:
        """The true margin aimed at with an order, by its segment. The order must be there."""
        found = self._frame("select target_margin from order_target where order_id = ?", [order_id])
        return float(found["target_margin"].iloc[0])

    def client_pools(self, client_id: str, scope: Scope = EVERYTHING) -> pd.DataFrame:
        """Pool × (on orders / on orders, estimated / outside orders): quantity, hours and cost of a client within the scope."""
        condition, values = scope.but(clients=(client_id,)).where("date")
        return self._frame(
            f"""with chosen as (select distinct order_id from profit_rows where {condition} and order_id is not null)
            select pool, case when source = 'estimated' then 'on orders, estimated' else 'on orders' end as used,
                sum(quantity) as quantity, sum(hours) as hours, sum(cost) as cost
            from order_costs where order_id in (select order_id from chosen) group by 1, 2
            union all
            select pool, 'outside orders', sum(quantity), sum(hours), sum(cost)
            from client_costs where client_id = ? and month between coalesce(?, month) and coalesce(?, month) group by pool
            order by 5 desc nulls last""",
            [*values, client_id, scope.since, scope.until],
        )

    def unused_cost(self, scope: Scope = EVERYTHING) -> float | None:
        """Cost of what stood unused in the scope's months, over the whole plant: other filters don't apply to it.

        As on Resources → Load: pool by pool and month by month; what one was used beyond its capacity is not netted against it.
        """
        since = scope.since.replace(day=1) if scope.since else None
        frame = self._frame(
            "select sum(case when unused_cost > 0 then unused_cost when unused_cost <= 0 then 0 end) as unused "
            "from pool_use where treatment <> 'period' and coalesce(month >= ?, true) and coalesce(month <= ?, true)",
            [since, scope.until],
        )
        value = frame["unused"].iloc[0]
        return None if pd.isna(value) else float(value)

    # --- records -----------------------------------------------------------------------------------------------------

    def choices(self, column: str) -> list[str | None]:
        """The values that a scope can name: managers, families, kinds, industries, regions."""
        _known(column, DIMENSIONS, "unknown_dimension")
        source = "clients" if column in ("industry", "region") else "profit_by_month"
        frame = self._frame(f"select distinct {column} as v from {source} order by v nulls last")
        return [None if pd.isna(v) else v for v in frame["v"]]

    def span(self) -> tuple[Any, Any]:
        """First and last day of an order, or (None, None)."""
        frame = self._frame(
            "select min(order_date) as first_day, max(order_date) as last_day from order_profit"
        )
        first, last = frame.iloc[0]
        return (None, None) if pd.isna(first) else (first.date(), last.date())

    def missing(self) -> list[str]:
        """Codes of inputs that nothing was imported for; what each would add says `missing.CODE.adds` of analysis.language."""
        counts = self._frame(gaps.COUNTS).iloc[0]
        return [code for code in gaps.GAPS if not counts[code]]

    def breaches(self) -> pd.DataFrame:
        """Checks and notices with guilty rows: name, level (checks / notices), sentence, guilty_rows."""
        return self._frame("select * from checks order by level, name")

    def guilty(self, name: str, limit: int = 1000) -> pd.DataFrame:
        """The rows that break a check."""
        chosen = next((c for c in pipeline.checks() if c.table == name), None)
        if chosen is None:
            raise BadQuery("bad_query", detail=phrase("detail.no_check", name=name))
        return self._frame(f"select * from ({chosen.select}) limit {int(limit)}")


def _known(name: str, known: dict[str, Any], code: str) -> None:
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        raise DealfitError(code, name=name, hint=hint(near, known))
