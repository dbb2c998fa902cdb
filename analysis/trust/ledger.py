"""Do the pools hold what the ledger holds? Each month's cost, where it went, and the total that a person read off the ledger.

Of a pool's cost every kopeck is in one place: charged to orders, charged to clients, spread over orders, left below the line
(pools of a period), or unused; unused is negative where more was charged than the pool cost.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.journal.ledger_totals import ALL_POOLS, ALL_TIME, Entries
from analysis.reader.scope import Scope
from analysis.stores.reader import Reader

HALF_A_KOPECK = 0.005

# One row per pool and month, and per month over all pools (pool = ''); amounts are of pools whose cost is known.
RECONCILIATION = """
with entered as (
    select unnest(?::varchar[]) as month, unnest(?::varchar[]) as pool, cast(unnest(?::varchar[]) as decimal(18, 2)) as total
),

used as (
    select
        pool, month, cost, charged_orders, charged_clients, spread, charged_orders + charged_clients + spread as charged,
        case when treatment = 'period' then unused_cost else 0 end as period,
        case when treatment = 'period' then 0 else unused_cost end as unused,
        coalesce(strftime(month, '%Y-%m'), '') as entered_for
    from pool_use
    where month is null or (coalesce(month >= ?, true) and coalesce(month <= ?, true))
),

pools_rows as (
    select
        used.month, used.pool, used.cost, charged_orders, charged_clients, spread, period, unused,
        entered.total as ledger, 1 as pools, case when cost is null then 1 else 0 end as pools_without_cost,
        case when cost is null then charged else 0 end as charged_without_cost
    from used
    left join entered on used.entered_for = entered.month and used.pool = entered.pool
),

months as (
    select
        used.month, '' as pool, sum(used.cost) as cost,
        sum(charged_orders) filter (cost is not null) as charged_orders,
        sum(charged_clients) filter (cost is not null) as charged_clients,
        sum(spread) filter (cost is not null) as spread,
        sum(period) as period, sum(unused) as unused,
        coalesce(max(whole.total), case when count(entered.total) = count(used.cost) then sum(entered.total) end) as ledger,
        count(*) as pools, count(*) - count(used.cost) as pools_without_cost,
        coalesce(sum(charged) filter (cost is null), 0) as charged_without_cost
    from used
    left join entered on used.entered_for = entered.month and used.pool = entered.pool
    left join entered as whole on used.entered_for = whole.month and whole.pool = ''
    group by used.month
)

select *, charged_orders + charged_clients + spread + period + unused as added_up, cost - ledger as difference
from (select * from pools_rows union all by name select * from months)
order by month nulls last, pool = '' desc, pool
"""


def reconciliation(ws: Reader, entered: Entries, scope: Scope | None = None) -> pd.DataFrame:
    """One row per month over all pools (pool = '') followed by its pools; the rows for all time last.

    month, pool, cost, charged_orders, charged_clients, spread, period, unused, added_up (their sum: the cost), ledger,
    difference (cost − ledger), pools, pools_without_cost, charged_without_cost. Unknown (no cost, no entry) stays unknown.
    Of a scope only the period applies. A month's ledger is the entry over all pools, else the pools' where each has one.
    """
    since = scope.since.replace(day=1) if scope and scope.since else None
    until = scope.until if scope else None
    columns = [list(column) for column in zip(*entered, strict=True)] if entered else [[], [], []]
    return ws._frame(RECONCILIATION, [*columns, since, until])


def month_key(month: dt.date | None) -> str:
    return ALL_TIME if month is None else f"{month:%Y-%m}"


def summary(frame: pd.DataFrame) -> Mapping[str, int]:
    """Months: how many there are, were entered, agree with the ledger to the kopeck, differ."""
    months = frame[(frame["pool"] == ALL_POOLS) & frame["month"].notna()]
    entered = months[months["difference"].notna()]
    agreeing = sum(map(agrees, entered["difference"]))
    return {
        "months": len(months),
        "entered": len(entered),
        "agreeing": agreeing,
        "differing": len(entered) - agreeing,
    }


@dataclass(frozen=True)
class LedgerTotals:
    """All months and pools of known cost together; `holds`: the parts add up to the cost, to the kopeck."""

    amounts: Mapping[str, float]  # cost, charged_orders, charged_clients, spread, period, unused
    charged_without_cost: float
    holds: bool


def whole(frame: pd.DataFrame) -> LedgerTotals:
    rows = frame[frame["pool"] == ALL_POOLS]
    names = ("cost", "charged_orders", "charged_clients", "spread", "period", "unused")
    amounts = {name: math.fsum(rows[name].dropna()) for name in names}
    known = rows[rows["cost"].notna()]
    holds = all(agrees(gap) for gap in known["cost"] - known["added_up"])
    return LedgerTotals(amounts, math.fsum(rows["charged_without_cost"]), holds)


def agrees(difference: float) -> bool:
    return abs(difference) < HALF_A_KOPECK
