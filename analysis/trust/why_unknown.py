"""Why a number is unknown: the one missing link, as a code with its values, the same on every page that lacks the number.

The link is the one that most of the orders in question lack; of equal ones that which comes first in the way of the number (cost before
rates, rates before hours), so that mending it is the next step whatever else is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from analysis import portrait
from analysis.pools import people, rates
from analysis.scope import Scope
from analysis.workspace import EVERYTHING, Workspace

What = Literal["true_profit", "hours", "book_profit", "lateness", "credit", "kind", "fit"]
SHOWN = 3
TELLING = 0.1  # of the orders


@dataclass(frozen=True)
class MissingLink:
    """What `of` (a number) waits for. orders: how many of `all` orders lack the number; names: resources or people, the first SHOWN."""

    of: str
    code: str
    orders: int
    all: int
    names: tuple[str, ...] = ()

    @property
    def is_telling(self) -> bool:
        """Whether so many lack it that a page about all of them has to say it first."""
        return self.orders >= TELLING * self.all


# code → the condition that an order (o) lacks it, in the order of the way to the number
LINKS: dict[str, dict[str, str]] = {
    "true_profit": {
        "cost": "o.direct_cost is null",
        "rates": "u.unpriced > 0 or a.pools > 0",
        "people": "a.people > 0",
        "aside": "a.others > 0",
        "usage": "o.resource_cost is null",
        "credit": "o.credit_cost is null",
    },
    "hours": {
        "people": "a.people > 0",
        "rates": "a.pools > 0",
        "aside": "a.others > 0",
        "units": "u.uses > 0 and u.without_hours > 0",
        "usage": "true",
    },
    "book_profit": {"cost": "o.direct_cost is null", "overhead": "true"},
    "lateness": {"promised_on": "o.promised_on is null", "shipped_on": "true"},
    "credit": {
        "shipped_on": "o.shipped_on is null",
        "paid_on": "o.paid_on is null",
        "cost_of_capital": "s.cost_of_capital = 0",
    },
    "kind": {"kind": "true"},
}
LACKS = {
    "true_profit": "o.true_profit is null",
    "hours": "o.hours is null",
    "book_profit": "o.book_profit is null",
    "lateness": "o.days_late is null",
    "credit": "coalesce(o.credit_cost, 0) = 0",
    "kind": "o.kind is null or o.kind = 'unknown'",
}


def why(ws: Workspace, what: What, scope: Scope = EVERYTHING, order_id: str | None = None) -> MissingLink | None:
    """What the number waits for over the finished orders of the scope (or one order); None where no order lacks it.

    fit: the portrait, or the clients' attributes, of the scope's clients.
    """
    if what == "fit":
        return _of_fit(ws, scope)
    found = _counts(ws, what, scope, order_id)
    lacking, everything = int(found["lacking"]), int(found["everything"])
    if not lacking:
        return None
    counts = {code: int(found[code]) for code in LINKS[what]}
    most = max(counts.values())
    code = next((c for c, n in counts.items() if n == most), "")
    if what == "true_profit" and code == "usage" and not most:
        return None
    return MissingLink(what, code, lacking, everything, _names(ws, code))


def _counts(ws: Workspace, what: str, scope: Scope, order_id: str | None) -> Mapping[Any, Any]:
    condition, values = scope.where("date")
    among = f"select distinct order_id from profit_rows where {condition} and order_id is not null"
    if order_id is not None:
        among, values = "select cast(? as varchar) as order_id", [order_id]
    counted = ", ".join(
        f"count(*) filter (({LACKS[what]}) and ({condition})) as {code}" for code, condition in LINKS[what].items()
    )
    select = f"""with chosen as ({among}),
        u as (
            select order_id, count(*) as uses,
                sum(case when cost is null then 1 else 0 end) as unpriced, sum(case when hours is null then 1 else 0 end) as without_hours
            from order_costs where source <> 'spread' group by order_id
        ),
        a as (
            select order_id,
                sum(case when charged_to = 'unknown person' then 1 else 0 end) as people,
                sum(case when charged_to = 'unknown pool' then 1 else 0 end) as pools,
                sum(case when charged_to in ('unknown unit', 'over a day') then 1 else 0 end) as others
            from usage where order_id is not null and charged_to not in ('order', 'client', 'internal') group by order_id
        )
        select count(*) filter ({LACKS[what]}) as lacking, count(*) as everything, {counted}
        from order_profit as o
        inner join chosen on o.order_id = chosen.order_id
        cross join settings as s
        left join u on o.order_id = u.order_id
        left join a on o.order_id = a.order_id
        where o.state = 'done'"""
    row: Mapping[Any, Any] = ws._frame(select, values).fillna(0).to_dict("records")[0]
    return row


def _names(ws: Workspace, code: str) -> tuple[str, ...]:
    if code not in ("rates", "people"):
        return ()
    persons = people.unknown(ws)
    return (persons if code == "people" else tuple(n for n in rates.missing(ws) if n not in persons))[:SHOWN]


def _of_fit(ws: Workspace, scope: Scope) -> MissingLink | None:
    condition, values = scope.where("date")
    [row] = ws._frame(
        f"""select count(*) as everything, count(*) filter (verdict = 'not enough data') as lacking, count(verdict) as told
        from (select distinct client_id from profit_rows where {condition}) as chosen left join client_fit using (client_id)""",
        values,
    ).to_dict("records")
    if not row["everything"] or (row["told"] and not row["lacking"]):
        return None
    is_drawn = bool(portrait.load(ws.root / "settings" / portrait.FILE).criterion)
    lacking = row["lacking"] if row["told"] else row["everything"]
    return MissingLink("fit", "client_attributes" if is_drawn else "portrait", int(lacking), int(row["everything"]))
