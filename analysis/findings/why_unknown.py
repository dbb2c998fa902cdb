"""Why a number is unknown: the one missing link, as a code with its values, the same on every page that lacks the number.

The link is the one that most of the orders in question lack; of equal ones that which comes first in the way of the number (cost before
rates, rates before hours), so that mending it is the next step whatever else is missing.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal, get_args

from analysis.dictionary.codes import TOO_LITTLE
from analysis.journal import portrait
from analysis.pools import people_pools, rates
from analysis.reader.scope import Scope
from analysis.reader.workspace import EVERYTHING, Workspace

What = Literal["true_profit", "hours", "book_profit", "lateness", "credit", "kind", "fit", "unused"]
NUMBERS: tuple[What, ...] = get_args(What)
SHOWN = 3
TELLING = 0.1  # of the orders
ELSE = "otherwise"  # the condition of the last link: an order that lacks none of those before it


@dataclass(frozen=True)
class MissingLink:
    """What `of` (a number) waits for. orders: how many of `all` orders (for fit: clients) lack the number; names: resources or
    people, the first SHOWN."""

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
        "usage": ELSE,
    },
    "book_profit": {"cost": "o.direct_cost is null", "overhead": ELSE},
    "lateness": {"promised_on": "o.promised_on is null", "shipped_on": ELSE},
    "credit": {
        "shipped_on": "o.shipped_on is null",
        "paid_on": "o.paid_on is null",
        "cost_of_capital": "s.cost_of_capital = 0",
    },
    "kind": {"products": "coalesce(p.products, 0) = 0", "evidence": ELSE},
}
LACKS = {
    "true_profit": "o.true_profit is null",
    "hours": "o.hours is null",
    "book_profit": "o.book_profit is null",
    "lateness": "o.days_late is null",
    "credit": "o.credit_cost is null or (o.credit_cost = 0 and (o.shipped_on is null or o.paid_on is null or s.cost_of_capital = 0))",
    "kind": "o.kind is null or o.kind = 'unknown'",
}
# alias in a condition of LINKS → what is counted of the records of an order that is `lacking`
RECORDS = {
    "u": """select order_id, count(*) as uses,
            sum(case when cost is null then 1 else 0 end) as unpriced, sum(case when hours is null then 1 else 0 end) as without_hours
        from order_costs where source <> 'spread' and order_id in (select order_id from lacking) group by order_id""",
    "a": """select order_id,
            sum(case when charged_to = 'unknown person' then 1 else 0 end) as people,
            sum(case when charged_to = 'unknown pool' then 1 else 0 end) as pools,
            sum(case when charged_to in ('unknown unit', 'over a day') then 1 else 0 end) as others
        from usage where charged_to not in ('order', 'client', 'internal') and order_id in (select order_id from lacking)
        group by order_id""",
    "p": """select order_id, count(coalesce(sku, product_name, product_family)) as products
        from order_lines where order_id in (select order_id from lacking) group by order_id""",
}


def why(
    ws: Workspace, what: What, scope: Scope = EVERYTHING, order_id: str | None = None
) -> MissingLink | None:
    """What the number waits for over the finished orders of the scope (or one order); None where no order lacks it.

    fit: the portrait, or the clients' attributes, of the scope's clients. unused: the plant's cost and capacity in its months.
    """
    if what == "fit":
        return _of_fit(ws, scope)
    if what == "unused":
        return _of_unused(ws, scope)
    return of_orders(ws, scope, order_id).get(what)


def of_orders(
    ws: Workspace, scope: Scope = EVERYTHING, order_id: str | None = None
) -> dict[str, MissingLink]:
    """Number → what it waits for, of all numbers that some finished order of the scope (or the one order) lacks.

    One look at the orders where nothing is missing; their records are read for the numbers that are lacked alone.
    """
    chosen, values = _chosen(scope, order_id)
    each = ", ".join(
        f"count(*) filter ({condition}) as {what}" for what, condition in LACKS.items()
    )
    [found] = ws._frame(
        f"select count(*) as everything, {each} from order_profit as o cross join settings as s where o.state = 'done' and {chosen}",
        values,
    ).to_dict("records")
    links = {}
    for what in LINKS:
        counts = _counts(ws, what, chosen, values) if found[what] else {}
        if any(counts.values()):
            code = max(counts, key=lambda c: counts[c])  # of equal ones the first
            links[what] = MissingLink(
                what, code, int(found[what]), int(found["everything"]), _names(ws, code)
            )
    return links


def _chosen(scope: Scope, order_id: str | None) -> tuple[str, list[Any]]:
    """The condition on an order (o), and its values."""
    if order_id is not None:
        return "o.order_id = ?", [order_id]
    if scope.is_whole:
        return "true", []
    condition, values = scope.where("date")
    return f"o.order_id in (select order_id from profit_rows where {condition})", list(values)


def _counts(ws: Workspace, what: str, chosen: str, values: list[Any]) -> dict[str, int]:
    """Link → how many of the orders that lack the number lack it."""
    links = LINKS[what]
    named = " or ".join(f"({condition})" for condition in links.values() if condition != ELSE)
    conditions = {
        c: f"not coalesce({named}, false)" if asked == ELSE else asked for c, asked in links.items()
    }
    counted = ", ".join(
        f"count(*) filter ({condition}) as {code}" for code, condition in conditions.items()
    )
    aliases = [alias for alias in RECORDS if re.search(rf"\b{alias}\.", counted)]
    records = "".join(f", {alias} as ({RECORDS[alias]})" for alias in aliases)
    joined = " ".join(f"left join {alias} on o.order_id = {alias}.order_id" for alias in aliases)
    select = f"""with lacking as (
            select o.* from order_profit as o cross join settings as s where o.state = 'done' and ({LACKS[what]}) and {chosen}
        ){records}
        select {counted} from lacking as o cross join settings as s {joined}"""
    [row] = ws._frame(select, values).to_dict("records")
    return {code: int(row[code]) for code in links}


def _names(ws: Workspace, code: str) -> tuple[str, ...]:
    if code not in ("rates", "people"):
        return ()
    persons = people_pools.unknown(ws)
    return (
        persons if code == "people" else tuple(n for n in rates.missing(ws) if n not in persons)
    )[:SHOWN]


def _of_fit(ws: Workspace, scope: Scope) -> MissingLink | None:
    """Of clients: the criteria of the portrait that most of them say nothing of."""
    condition, values = scope.where("date")
    rows = ws._frame(
        f"""select verdict, missing, count(*) as clients
        from (select distinct client_id from profit_rows where {condition} and client_id is not null) as chosen
        left join client_fit using (client_id) group by verdict, missing""",
        values,
    )
    criteria = portrait.load(ws.root / "settings" / portrait.FILE).criterion
    lacks = rows["verdict"].isna() | (rows["verdict"] == TOO_LITTLE)
    if not lacks.any():
        return None
    lacking, everything = int(rows.loc[lacks, "clients"].sum()), int(rows["clients"].sum())
    if not criteria:
        return MissingLink("fit", "portrait", lacking, everything)
    unknown: Counter[str] = Counter()
    for row in rows[lacks].to_dict("records"):
        names = str(row["missing"] or "").split(", ")
        unknown.update({c.name: int(row["clients"]) for c in criteria if c.name in names})
    most = unknown.most_common(SHOWN)
    fields = {c.name: c.field.casefold() for c in criteria}
    code = (
        "client_measures"
        if most and fields[most[0][0]] in portrait.MEASURED
        else "client_attributes"
    )
    return MissingLink("fit", code, lacking, everything, tuple(name for name, _ in most))


def _of_unused(ws: Workspace, scope: Scope) -> MissingLink | None:
    """Of the plant's resources: one month of one resource with a cost and a capacity is enough for a number."""
    if ws.unused_cost(scope) is not None:
        return None
    pools = ws._frame(
        "select pool from pool_use where treatment <> 'period' group by pool order by pool"
    )["pool"]
    names = tuple(dict.fromkeys([*rates.missing(ws), *(str(pool) for pool in pools)]))[:SHOWN]
    return MissingLink("unused", "capacity" if names else "usage", 0, 0, names)
