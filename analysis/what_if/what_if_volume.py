"""How much volume may be lost before a price rise stops paying, or must be won before a cut pays.

Break-even change of volume = −ΔP ÷ (CM + ΔP) (Nagle & Müller, The Strategy and Tactics of Pricing): CM is the contribution of the
orders whose price moves. Two readings, since nobody knows what becomes of people's time: with the volume go direct cost, credit and
penalties, and salaries stay; or the resources that it used go as well, since they are paid less or have other work.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.dictionary.batches import BATCHES
from analysis.reader.scope import Scope
from analysis.reader.workspace import Workspace

# Of the lines that are sold and repriced: what an order's lines share is given them by revenue. {lines}, {orders}: today's or supposed.
PRICED = """
with chosen as (
    select order_id, client_id, revenue, direct_cost from {lines}
    where state = 'done' and {repriced}
        and order_id in (select order_id from main.order_profit where state = 'done' and {dates})
),
parts as (
    select
        chosen.client_id, chosen.order_id, orders.kind, {batch_class} as batch_class,
        chosen.direct_cost is not null as is_known,
        cast(chosen.revenue as double) as revenue,
        cast(chosen.direct_cost as double) as direct_cost,
        coalesce(cast(chosen.revenue as double) / nullif(cast(orders.revenue as double), 0), 0) as part,
        cast(coalesce(orders.credit_cost, 0) as double) as credit_cost,
        cast(coalesce(orders.penalty, 0) as double) as penalty,
        cast(orders.resource_cost as double) as resource_cost
    from chosen inner join {orders} as orders on chosen.order_id = orders.order_id
)
select
    {by},
    count(distinct order_id) as all_orders,
    count(distinct case when is_known then order_id end) as orders,
    sum(case when is_known then revenue end) as revenue,
    sum(case when is_known then revenue - direct_cost - part * (credit_cost + penalty) end) as contribution,
    sum(case when is_known then part * credit_cost end) as credit_cost,
    sum(case when is_known then part * resource_cost end) as resource_cost,
    count(distinct case when is_known and resource_cost is null then order_id end) as without_resources
from parts group by {by}
"""
AMOUNTS = ("revenue", "contribution", "resource_cost")


@dataclass(frozen=True)
class Volume:
    """Of the orders whose price moves: their money today and then, over the `orders` of `all_orders` whose direct cost is known.

    contribution: revenue − direct cost − credit − penalty. resource_cost: of those orders; None where it isn't known of each.
    clients: one row per client with client_id and volume_change.
    """

    all_orders: int
    orders: int
    revenue: float
    contribution: float
    contribution_then: float
    resource_cost: float | None
    resource_cost_then: float | None
    clients: pd.DataFrame

    @property
    def change(self) -> float | None:
        """The break-even change of volume where salaries stay; None where no volume breaks even."""
        return break_even(self.contribution, self.contribution_then)

    @property
    def contribution_freed(self) -> tuple[float, float] | None:
        """Contribution today and then, less what the resources of these orders cost."""
        if self.resource_cost is None or self.resource_cost_then is None:
            return None
        return (
            self.contribution - self.resource_cost,
            self.contribution_then - self.resource_cost_then,
        )

    @property
    def change_freed(self) -> float | None:
        """The same where the resources that the volume used go with it, or have other work."""
        return None if self.contribution_freed is None else break_even(*self.contribution_freed)


def break_even(today: float, then: float) -> float | None:
    """−ΔP ÷ (CM + ΔP): CM 42 of a price of 100, +10 % → −0.1923. None where nothing is left then: no volume breaks even."""
    return None if then <= 0 else today / then - 1


def of(then: Workspace, repriced: str, dates: Scope) -> Volume:
    """`then`: a workspace under the change, which has today's store beside it. repriced: the condition on order lines."""
    today_rows, then_rows = (
        _amounts(then, lines, orders, repriced, dates, "client_id").set_index("client_id")
        for lines, orders in (
            ("store.main.order_lines", "store.main.order_profit"),
            ("main.order_lines", "main.order_profit"),
        )
    )
    both = today_rows.join(then_rows[list(AMOUNTS)].add_suffix("_then"))
    sums = both.sum(numeric_only=True)
    knows = bool(len(both)) and not sums["without_resources"]
    changes = [
        break_even(a, b)
        for a, b in zip(both["contribution"], both["contribution_then"], strict=True)
    ]
    clients = pd.DataFrame(
        {"client_id": both.index, "volume_change": pd.Series(changes, dtype="float64").tolist()}
    )
    return Volume(
        int(sums["all_orders"]),
        int(sums["orders"]),
        float(sums["revenue"]),
        float(sums["contribution"]),
        float(sums["contribution_then"]),
        float(sums["resource_cost"]) if knows else None,
        float(sums["resource_cost_then"]) if knows else None,
        clients,
    )


def by_batch(ws: Workspace, scope: Scope, rise: float) -> pd.DataFrame:
    """Before anything is moved: one row per kind and class of batch, with what a rise of its prices would bear.

    Columns: kind, batch, orders, revenue, contribution_share (of revenue), volume_change (break-even, salaries stay).
    """
    rows = _amounts(ws, "main.order_lines", "main.order_profit", "true", scope, "kind, batch_class")
    rows = rows.rename(columns={"batch_class": "batch"})
    rows = rows[rows["revenue"].fillna(0) > 0]
    gained = rise * (rows["revenue"] - rows["credit_cost"])
    changes = [break_even(c, c + g) for c, g in zip(rows["contribution"], gained, strict=True)]
    order = {name: place for place, name in enumerate(BATCHES)}
    found = rows.assign(
        contribution_share=rows["contribution"] / rows["revenue"],
        volume_change=pd.Series(changes, rows.index, "float64"),
    )
    ranked = found.assign(place=found["batch"].map(order)).sort_values(
        ["kind", "place"], na_position="last", ignore_index=True
    )
    return ranked[["kind", "batch", "orders", "revenue", "contribution_share", "volume_change"]]


def _batch_class() -> str:
    """The class of an order's batch, its pieces ÷ its lines; null where no quantity is known."""
    batch = "cast(orders.quantity as double) / nullif(orders.lines, 0)"
    whens = [
        f"when {batch} <= {upto} then '{name}'"
        for name, upto in BATCHES.items()
        if upto is not None
    ]
    last = next(name for name, upto in BATCHES.items() if upto is None)
    return f"case when coalesce({batch}, 0) <= 0 then null {' '.join(whens)} else '{last}' end"


def _amounts(
    ws: Workspace, lines: str, orders: str, repriced: str, dates: Scope, by: str
) -> pd.DataFrame:
    condition, values = Scope(since=dates.since, until=dates.until).where("order_date")
    text = PRICED.format(
        lines=lines,
        orders=orders,
        repriced=repriced,
        dates=condition,
        by=by,
        batch_class=_batch_class(),
    )
    return ws._frame(text, values)
