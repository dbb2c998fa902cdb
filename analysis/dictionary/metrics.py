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
    definition: str
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
    Metric(
        "orders",
        "count",
        "cast(sum(orders) as bigint)",
        "Orders, each counted once, under its largest product family.",
    ),
    Metric(
        "open_orders",
        "count",
        "cast(sum(open_orders) as bigint)",
        "Orders in progress: not yet earned, hours already spent.",
    ),
    Metric(
        "cancelled_orders",
        "count",
        "cast(sum(cancelled_orders) as bigint)",
        "Cancelled orders: no revenue, their hours stay.",
    ),
    Metric(
        "costed_orders",
        "count",
        "cast(sum(costed_orders) as bigint)",
        "Orders whose cost and use of resources are both known.",
    ),
    Metric(
        "revenue",
        "money",
        "sum(revenue)",
        "Revenue without VAT of orders that are neither cancelled nor in progress, less returns.",
    ),
    Metric(
        "open_revenue",
        "money",
        "sum(open_revenue)",
        "Value of orders in progress; not part of revenue.",
    ),
    Metric(
        "open_cost",
        "money",
        "sum(open_cost)",
        "Resources used for orders in progress so far, and their penalties; in no profit and no margin until they are finished.",
    ),
    Metric(
        "open_hours", "hours", "sum(open_hours)", "Hours on orders in progress; part of the hours."
    ),
    Metric(
        "revenue_share",
        "share",
        "sum(revenue)",
        "Revenue ÷ revenue of the whole slice.",
        share_of_total=True,
    ),
    Metric(
        "direct_cost",
        "money",
        "sum(direct_cost)",
        "Materials, direct labour, subcontract and other costs booked to orders.",
        "lower",
    ),
    Metric(
        "gross_margin",
        "money",
        "sum(gross_margin)",
        "Revenue − direct cost, over orders whose cost is known.",
        "higher",
    ),
    Metric(
        "gross_margin_share",
        "share",
        _ratio("sum(gross_margin)", "sum(revenue_with_cost)"),
        "Gross margin ÷ revenue of the orders whose cost is known.",
        "higher",
    ),
    Metric(
        "book_overhead",
        "money",
        "sum(book_overhead)",
        "General plant overhead as the plant puts it on orders.",
        "lower",
    ),
    Metric(
        "book_profit",
        "money",
        "sum(book_profit)",
        "Gross margin − book overhead: what the plant believes.",
        "higher",
    ),
    Metric(
        "book_margin",
        "share",
        _ratio("sum(book_profit)", "sum(revenue_with_book)"),
        "Book profit ÷ revenue of the orders whose book profit is known.",
        "higher",
    ),
    Metric(
        "book_profit_costed",
        "money",
        "sum(book_profit_costed)",
        "Book profit of the orders whose true profit is known: what may stand beside it.",
        "higher",
    ),
    Metric(
        "book_margin_costed",
        "share",
        _ratio("sum(book_profit_costed)", "sum(revenue_costed_with_book)"),
        "Book profit ÷ revenue, of the orders whose true profit is known.",
        "higher",
    ),
    Metric(
        "gross_margin_share_costed",
        "share",
        _ratio("sum(gross_margin_costed)", "sum(revenue_costed)"),
        "Gross margin ÷ revenue, of the orders whose true profit is known.",
        "higher",
    ),
    Metric(
        "resource_cost",
        "money",
        "sum(resource_cost)",
        "Recorded use of resources × capacity rate of its month.",
        "lower",
    ),
    Metric(
        "time_cost",
        "money",
        "sum(time_cost)",
        "The part of resource cost that is people's time.",
        "lower",
    ),
    Metric(
        "outside_cost",
        "money",
        "sum(outside_cost)",
        "Resources used for the client outside any order.",
        "lower",
    ),
    Metric(
        "estimated_cost",
        "money",
        "sum(estimated_cost)",
        "The part of resource cost that time equations estimate, for orders without a log.",
        "lower",
    ),
    Metric(
        "spread_cost",
        "money",
        "sum(spread_cost)",
        "Cost of pools that are spread over orders by a stated base.",
        "lower",
    ),
    Metric(
        "credit_cost",
        "money",
        "sum(credit_cost)",
        "Revenue × days from shipment to payment ÷ 365 × cost of capital; unpaid: days up to the last day of the data.",
        "lower",
    ),
    Metric(
        "credit_so_far",
        "money",
        "sum(credit_so_far)",
        "The part of the credit cost that still grows: shipped and not paid up to the last day of the data.",
        "lower",
    ),
    Metric("penalty", "money", "sum(penalty)", "Contract penalties for late delivery.", "lower"),
    Metric(
        "true_profit",
        "money",
        "sum(true_profit)",
        "Gross margin − resource, spread and credit cost − penalty, over orders with known cost and use; less use outside orders.",
        "higher",
    ),
    Metric(
        "true_margin",
        "share",
        _ratio("sum(true_profit)", "sum(revenue_costed)"),
        "True profit ÷ revenue of the orders whose true profit is known.",
        "higher",
    ),
    Metric(
        "hidden_loss",
        "money",
        "sum(hidden_loss)",
        "True loss on orders that the book shows at a profit.",
        "higher",
    ),
    Metric(
        "hidden_loss_orders",
        "count",
        "cast(sum(hidden_loss_orders) as bigint)",
        "Finished orders with book profit of zero or more and true profit under zero.",
        "lower",
    ),
    Metric(
        "loss_orders",
        "count",
        "cast(sum(loss_orders) as bigint)",
        "Finished orders at a loss, hidden or plain.",
        "lower",
    ),
    Metric(
        "hours",
        "hours",
        "sum(hours)",
        "Hours of people, on orders and outside them: recorded, or estimated where nobody logged.",
        "lower",
    ),
    Metric(
        "hours_estimated",
        "hours",
        "sum(hours_estimated)",
        "Hours that time equations estimate for orders without a log; part of the hours.",
    ),
    Metric(
        "estimated_share",
        "share",
        _ratio("sum(hours_estimated)", "sum(hours)"),
        "Estimated hours ÷ all hours: the part that nobody logged.",
    ),
    Metric(
        "hours_share",
        "share",
        "sum(hours) - coalesce(sum(open_hours), 0)",
        "Hours ÷ hours of the whole slice; without orders in progress, whose revenue isn't there yet.",
        "lower",
        share_of_total=True,
    ),
    Metric(
        "profit_per_hour",
        "money per hour",
        _ratio("sum(true_profit)", "sum(hours_costed)"),
        "True profit ÷ hours of the same orders and outside them.",
        "higher",
    ),
    Metric(
        "hours_per_million",
        "hours",
        _ratio("1000000 * sum(hours_costed)", "sum(revenue_costed)"),
        "Hours per million of revenue, over the same orders.",
        "lower",
    ),
    Metric("custom_revenue", "money", "sum(custom_revenue)", "Revenue of custom orders."),
    Metric(
        "custom_share",
        "share",
        _ratio("sum(custom_revenue)", "sum(revenue_with_kind)"),
        "Revenue of custom orders ÷ revenue of the orders whose kind is known.",
    ),
    Metric("custom_hours", "hours", "sum(custom_hours)", "Hours on custom orders."),
    Metric(
        "late_share",
        "share",
        _ratio("sum(late_orders)", "sum(dated_orders)"),
        "Orders shipped after the promised day, or past it and not shipped yet ÷ orders that tell.",
        "lower",
    ),
    Metric(
        "late_so_far_orders",
        "count",
        "cast(sum(late_so_far_orders) as bigint)",
        "Orders past their promised day and not shipped up to the last day of the data; part of the late ones.",
        "lower",
    ),
    Metric(
        "profit_share",
        "share",
        "sum(true_profit)",
        "True profit ÷ true profit of the whole slice.",
        "higher",
        share_of_total=True,
    ),
    Metric(
        "profit_rank",
        "rank",
        "sum(true_profit)",
        "Place by true profit, the largest first; equals share it.",
    ),
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
