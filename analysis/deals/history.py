"""What was known before a day: orders finished by then with what they took, lines with their costs, rates in force.

By construction nothing later reaches an estimate: every query here cuts at the day, and kinds are told, orders costed by the
pipeline's own steps over what is left (see as_of). Attributes of clients, whether an order was cancelled, and what a finished order
cost beside its uses (direct cost, penalty) carry no date in an export: they are as the last export has them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.deals import as_of
from analysis.deals.resources.pools import Pool, pools_in_force
from analysis.deals.similarity import Described, codes, described
from analysis.deals.unit_costs import UnitCosts
from analysis.journal import settings
from analysis.journal.portrait import fold
from analysis.journal.settings import Settings
from analysis.reader.past import finished_before
from analysis.reader.workspace import Workspace

Numbers = npt.NDArray[np.float64]

# Finished: shipped before the day; where the plant records no shipment at all, placed before it.
ORDERS = """
select order_id, client_id, order_date, coalesce(shipped_on, order_date) as finished_on, shipped_on,
    case when paid_on < $1 then paid_on - shipped_on end as days_to_pay,
    cast(lines as double) as lines, cast(quantity as double) as quantity, cast(revenue as double) as revenue,
    cast(direct_cost as double) as direct_cost, cast(penalty as double) as penalty,
    cast(book_overhead as double) as book_overhead,
    cast(approval_rounds as double) as approval_rounds, cast(lead_time_days as double) as lead_time_days, days_late,
    resource_cost is not null and coalesce(estimated_cost, 0) = 0 as is_measured
from ({order_profit})
where state = 'done' and revenue > 0 and quantity > 0 and order_date < $1
    and {finished}
order by finished_on, order_id
"""
LINES = """
select order_id, coalesce(sku, product_name) as product, product_name, product_family, base_sku, kind, cast(quantity as double) as quantity,
    cast(revenue as double) as revenue, cast(direct_cost as double) as direct_cost,
    cast(material_cost as double) as material_cost, cast(labour_cost as double) as labour_cost,
    cast(other_direct_cost as double) as other_direct_cost
from order_lines
where state = 'done' and quantity > 0 and order_date < $1 and coalesce(sku, product_name) is not null
"""
USED = """
select order_id, pool, cast(sum(quantity) as double) as quantity
from ({usage_costs})
where charged_to = 'order'
group by order_id, pool
"""
EQUATED = """
select order_id, pool, cast(estimated_quantity as double) as quantity
from time_estimates
where estimated_quantity is not null
"""
CLIENTS = """
select client_id, min(order_date) as first_on from order_lines where order_date < $1 and client_id is not null group by client_id
"""


@dataclass(frozen=True)
class Equation:
    """A pool's time equation: base + Σ each × feature, in the pool's own unit."""

    base: float
    each: Mapping[str, float]

    def quantity(self, features: Mapping[str, float | None]) -> float | None:
        """None where a feature that counts isn't known."""
        total = self.base
        for name, each in self.each.items():
            amount = features.get(name)
            if amount is None:
                return None
            total += each * amount
        return total


@dataclass(frozen=True, eq=False)
class History:
    """`orders`: by the day they were finished, with codes of family, base product and client. `used`, `equated`: orders × pools, in a
    pool's unit; NaN where an order's use isn't measured, or no equation speaks of it. `kinds`: of every order placed before the day."""

    day: dt.date
    settings: Settings
    pools: tuple[Pool, ...]
    kinds: Mapping[str, str]
    orders: pd.DataFrame
    lines: pd.DataFrame
    used: Numbers
    equated: Numbers
    equations: Mapping[str, Equation]
    first_orders: Mapping[str, dt.date]
    clients: pd.DataFrame

    @cached_property
    def costs(self) -> UnitCosts:
        return UnitCosts(self.lines, self.orders, self.settings.deals.last_orders)

    @cached_property
    def codes(self) -> Mapping[str, Mapping[str, int]]:
        """family, base, client_id → folded name → code."""
        names = ("family", "base", "client_id")
        return {name: codes(self.orders[name], self.orders[f"{name}_code"]) for name in names}

    @cached_property
    def client_ids(self) -> Mapping[str, str]:
        """Folded id or name → id; an id goes before a name."""
        rows = self.clients[["client_id", "client_name"]].dropna(subset="client_id")
        named = rows.dropna(subset="client_name").iloc[::-1]
        by_name = {
            fold(n): str(i) for i, n in zip(named["client_id"], named["client_name"], strict=True)
        }
        return by_name | {fold(i): str(i) for i in rows["client_id"]}

    def of_kind(self, kind: str) -> pd.DataFrame:
        """The orders of a kind."""
        return self._by_kind.get(kind, self.orders.iloc[:0])

    @cached_property
    def _by_kind(self) -> Mapping[str, pd.DataFrame]:
        return {str(kind): part for kind, part in self.orders.groupby("kind")}

    def of_client(self, client: str | None) -> pd.DataFrame:
        """The orders of a client."""
        places = self._places_of_clients.get(client)
        return self.orders.iloc[:0] if places is None else self.orders.iloc[places]

    @cached_property
    def _places_of_clients(self) -> Mapping[Hashable, Any]:
        return self.orders.groupby("client_id").indices

    @cached_property
    def mean_rounds(self) -> float:
        """Of approval; NaN where none are known."""
        return float(self.orders["approval_rounds"].mean())

    @cached_property
    def described(self) -> Described:
        return described(self.orders)


def known_before(ws: Workspace, day: dt.date) -> History:
    """What the workspace knew before the day. Seconds at 100,000 orders: keep it for all questions of that day."""
    kinds = as_of.kinds(ws, day)
    orders = ws._frame(
        ORDERS.format(
            order_profit=as_of.ORDER_PROFIT, finished=finished_before("main.order_profit")
        ),
        [day],
    )
    orders["kind"] = orders["order_id"].map(kinds)
    lines = ws._frame(LINES, [day])
    lines = lines[lines["order_id"].isin(orders["order_id"])].reset_index(drop=True)
    pools = pools_in_force(ws, day)
    first = ws._frame(CLIENTS, [day])
    _describe(orders, lines, dict(zip(first["client_id"], first["first_on"], strict=True)))
    place = pd.Series(np.arange(len(orders)), index=orders["order_id"])
    uses = ws._frame(USED.format(usage_costs=as_of.USAGE_COSTS), [day])
    used = _matrix(uses, place, pools, 0.0)
    used[~orders["is_measured"].to_numpy(dtype=bool)] = np.nan
    return History(
        day=day,
        settings=settings.in_force(ws.root),
        pools=pools,
        kinds=kinds,
        orders=orders,
        lines=lines,
        used=used,
        equated=_matrix(ws._frame(EQUATED), place, pools, np.nan),
        equations=_equations(ws, pools),
        first_orders={
            c: d.date() for c, d in zip(first["client_id"], first["first_on"], strict=True)
        },
        clients=ws._frame("select * from clients"),
    )


def _describe(orders: pd.DataFrame, lines: pd.DataFrame, first: Mapping[str, pd.Timestamp]) -> None:
    """Adds to the orders the family and base product of their largest line, and whether each is its client's first."""
    largest = lines.sort_values("revenue", ascending=False, kind="stable").drop_duplicates(
        "order_id"
    )
    largest = largest.set_index("order_id")
    orders["family"] = orders["order_id"].map(largest["product_family"])
    base = largest["base_sku"].where(largest["base_sku"].notna(), largest["product"])
    orders["base"] = orders["order_id"].map(base)
    orders["is_first"] = pd.to_datetime(orders["client_id"].map(first)) >= orders["order_date"]
    for name in ("family", "base", "client_id"):
        orders[f"{name}_code"] = _folded_codes(orders[name])


def _folded_codes(names: pd.Series) -> npt.NDArray[np.int64]:
    """A code for each name but for its case and blanks; -1: none. Each name is folded once."""
    places, known = pd.factorize(names)
    folded = pd.factorize(np.array([fold(name) for name in known], dtype=object))[0]
    return np.append(folded, -1)[places]


def _matrix(rows: pd.DataFrame, place: pd.Series, pools: tuple[Pool, ...], empty: float) -> Numbers:
    column = {pool.name: n for n, pool in enumerate(pools)}
    rows = rows[rows["pool"].isin(list(column)) & rows["order_id"].isin(place.index)]
    found = np.full((len(place), len(pools)), empty)
    found[
        place[rows["order_id"]].to_numpy(dtype=int), rows["pool"].map(column).to_numpy(dtype=int)
    ] = rows["quantity"].to_numpy(dtype=float)
    return found


def _equations(ws: Workspace, pools: tuple[Pool, ...]) -> dict[str, Equation]:
    """Of the pools in force, in their own units; an equation in a unit that the pool's can't be told from is left out."""
    rows = ws._frame(
        "select t.pool, t.feature, cast(t.each as double) as each, t.unit, h.in_an_hour "
        "from time_equations as t left join hours_of_units as h on lower(trim(t.unit)) = h.unit"
    )
    found: dict[str, Equation] = {}
    for pool in pools:
        own = rows[rows["pool"] == pool.name]
        if own.empty:
            continue
        unit = own["unit"].iloc[0]
        if pd.isna(unit) or fold(unit) == fold(pool.unit or ""):
            factor = 1.0
        elif pool.hours_per_unit and not pd.isna(own["in_an_hour"].iloc[0]):
            factor = 1.0 / float(own["in_an_hour"].iloc[0]) / pool.hours_per_unit
        else:
            continue
        terms = own[own["feature"].notna()].groupby("feature")["each"].sum() * factor
        base = float(own[own["feature"].isna()]["each"].sum()) * factor
        found[pool.name] = Equation(base, {str(k): float(v) for k, v in terms.items()})
    return found
