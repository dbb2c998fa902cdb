"""Every number's one definition: tables, tooltips, exports, notebooks and the command all read it here.

Expressions add up columns of the roll-up `profit_by_month` (one row per client, month, manager, family and kind), so the
same text serves a client, a family, a month or the whole. A ratio is a ratio of sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["money", "share", "hours", "count", "money per hour", "rank"]

NEAR_ZERO = 0.01  # of the sum of sizes: under it, a total is no denominator for shares


@dataclass(frozen=True)
class Metric:
    """`share_of_total` divides by the same sum over all rows of the answer (the scope), unless that is near zero or under it.

    A rank counts those that have more: equals have one place, the unknown has none.
    """

    name: str
    unit: Unit
    expression: str
    better: Literal["higher", "lower", ""] = ""
    share_of_total: bool = False

    @property
    def sql(self) -> str:
        if self.unit == "rank":
            return f"case when {self.expression} is not null then rank() over (order by {self.expression} desc nulls last) end"
        if not self.share_of_total:
            return self.expression
        total = f"cast(sum({self.expression}) over () as double)"
        size = f"sum(abs({self.expression})) over ()"
        return (
            f"case when {total} > {NEAR_ZERO} * cast({size} as double) "
            f"then cast({self.expression} as double) / nullif({total}, 0) end"
        )


def _ratio(part: str, whole: str) -> str:
    """A ratio of sums, where its base is more than nothing: what was only returned has no margin (METHOD, rule 10)."""
    return f"case when {whole} > 0 then cast({part} as double) / cast({whole} as double) end"


METRICS: tuple[Metric, ...] = (
    Metric("orders", "count", "cast(sum(orders) as bigint)"),
    Metric("open_orders", "count", "cast(sum(open_orders) as bigint)"),
    Metric("cancelled_orders", "count", "cast(sum(cancelled_orders) as bigint)"),
    Metric("costed_orders", "count", "cast(sum(costed_orders) as bigint)"),
    Metric("revenue", "money", "sum(revenue)"),
    Metric("open_revenue", "money", "sum(open_revenue)"),
    Metric("open_cost", "money", "sum(open_cost)"),
    Metric("open_hours", "hours", "sum(open_hours)"),
    Metric("revenue_share", "share", "sum(revenue)", share_of_total=True),
    Metric("direct_cost", "money", "sum(direct_cost)", "lower"),
    Metric("gross_margin", "money", "sum(gross_margin)", "higher"),
    Metric(
        "gross_margin_share",
        "share",
        _ratio("sum(gross_margin)", "sum(revenue_with_cost)"),
        "higher",
    ),
    Metric("book_overhead", "money", "sum(book_overhead)", "lower"),
    Metric("book_profit", "money", "sum(book_profit)", "higher"),
    Metric("book_margin", "share", _ratio("sum(book_profit)", "sum(revenue_with_book)"), "higher"),
    Metric("book_profit_costed", "money", "sum(book_profit_costed)", "higher"),
    Metric(
        "book_margin_costed",
        "share",
        _ratio("sum(book_profit_costed)", "sum(revenue_costed_with_book)"),
        "higher",
    ),
    Metric(
        "gross_margin_share_costed",
        "share",
        _ratio("sum(gross_margin_costed)", "sum(revenue_costed)"),
        "higher",
    ),
    Metric("resource_cost", "money", "sum(resource_cost)", "lower"),
    Metric("time_cost", "money", "sum(time_cost)", "lower"),
    Metric("outside_cost", "money", "sum(outside_cost)", "lower"),
    Metric("estimated_cost", "money", "sum(estimated_cost)", "lower"),
    Metric("spread_cost", "money", "sum(spread_cost)", "lower"),
    Metric("credit_cost", "money", "sum(credit_cost)", "lower"),
    Metric("credit_so_far", "money", "sum(credit_so_far)", "lower"),
    Metric("penalty", "money", "sum(penalty)", "lower"),
    Metric("true_profit", "money", "sum(true_profit)", "higher"),
    Metric("true_margin", "share", _ratio("sum(true_profit)", "sum(revenue_costed)"), "higher"),
    Metric("hidden_loss", "money", "sum(hidden_loss)", "higher"),
    Metric("hidden_loss_orders", "count", "cast(sum(hidden_loss_orders) as bigint)", "lower"),
    Metric("loss_orders", "count", "cast(sum(loss_orders) as bigint)", "lower"),
    Metric("hours", "hours", "sum(hours)", "lower"),
    Metric("hours_estimated", "hours", "sum(hours_estimated)"),
    Metric("estimated_share", "share", _ratio("sum(hours_estimated)", "sum(hours)")),
    Metric(
        "hours_share",
        "share",
        "sum(hours) - coalesce(sum(open_hours), 0)",
        "lower",
        share_of_total=True,
    ),
    Metric(
        "profit_per_hour",
        "money per hour",
        _ratio("sum(true_profit)", "sum(hours_costed)"),
        "higher",
    ),
    Metric(
        "hours_per_million",
        "hours",
        _ratio("1000000 * sum(hours_costed)", "sum(revenue_costed)"),
        "lower",
    ),
    Metric("custom_revenue", "money", "sum(custom_revenue)"),
    Metric("custom_share", "share", _ratio("sum(custom_revenue)", "sum(revenue_with_kind)")),
    Metric("custom_hours", "hours", "sum(custom_hours)"),
    Metric("late_share", "share", _ratio("sum(late_orders)", "sum(dated_orders)"), "lower"),
    Metric("late_so_far_orders", "count", "cast(sum(late_so_far_orders) as bigint)", "lower"),
    Metric("profit_share", "share", "sum(true_profit)", "higher", share_of_total=True),
    Metric("profit_rank", "rank", "sum(true_profit)"),
)

BY_NAME: dict[str, Metric] = {m.name: m for m in METRICS}

CLIENT_COLUMNS: tuple[str, ...] = (
    "orders",
    "revenue",
    "revenue_share",
    "gross_margin",
    "gross_margin_share",
    "book_profit",
    "true_profit",
    "book_margin",
    "true_margin",
    "book_profit_costed",
    "book_margin_costed",
    "gross_margin_share_costed",
    "hours",
    "hours_estimated",
    "hours_share",
    "time_cost",
    "resource_cost",
    "estimated_cost",
    "outside_cost",
    "credit_cost",
    "credit_so_far",
    "penalty",
    "profit_per_hour",
    "custom_share",
    "late_share",
    "late_so_far_orders",
    "profit_share",
    "profit_rank",
    "hidden_loss",
    "hidden_loss_orders",
    "loss_orders",
    "costed_orders",
    "open_orders",
    "open_revenue",
    "open_cost",
    "open_hours",
    "cancelled_orders",
)
