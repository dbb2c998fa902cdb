"""Which clients to call because they may buy again, and in which order. Reads, and writes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.advice.leads.reorder import welcome
from analysis.dictionary.codes import WELCOMES
from analysis.estimates import repeat_purchases
from analysis.estimates.repeat_purchases import NEVER, KnownPurchases, PurchaseDays
from analysis.journal import client_decisions
from analysis.leads import clock
from analysis.leads.clock import ClockTest, Order
from analysis.leads.closed_firms import closed
from analysis.reader.workspace import Workspace

MOST_BUYERS = 1500  # tested and modelled, evenly taken: more would only take longer
PURCHASES = f"""
with buyers as (
    select client_id, row_number() over (order by client_id) - 1 as place, count(*) over () as n
    from (select distinct client_id from client_purchases)
)
select client_id, order_date from client_purchases
where client_id in (
    select client_id from buyers where place % ((n + {MOST_BUYERS - 1}) // {MOST_BUYERS}) = 0
)
order by client_id, order_date
"""
CLIENTS = """
select client_clock.*, client_fit.verdict, client_decision.decision,
    client_profit.true_profit, client_profit.true_margin
from client_clock
left join client_fit on client_clock.client_id = client_fit.client_id
left join client_decision on client_clock.client_id = client_decision.client_id
left join client_profit on client_clock.client_id = client_profit.client_id
order by client_clock.client_id
"""
SPAN = """
select min(order_date) as first_day, (select day from last_day) as last_day,
    (select clock_days from settings) as clock_days
from client_purchases
"""


@dataclass(frozen=True)
class ClientCounts:
    """Never, active and lapsed add up to all clients; `under_way`: active ones with an order in progress."""

    never: int
    active: int
    lapsed: int
    under_way: int


@dataclass(frozen=True, eq=False)
class DueClients:
    """What follows from a store alone. `test` None: there is too little to test a clock on, and recency it is.

    `clients`: a row per client; columns of client_clock, verdict, decision (proposed), true_profit, true_margin, is_closed,
    buys_within (the chance of a purchase within `days`; NaN where only recency tells).
    """

    days: int
    counts: ClientCounts
    test: ClockTest | None
    clients: pd.DataFrame

    @property
    def order(self) -> Order:
        """By what clients stand in the order of their calls."""
        return "recency" if self.test is None else self.test.order


def find(ws: Workspace) -> DueClients:
    """Half a second at thousands of clients: keep it for the store."""
    span = ws._frame(SPAN).iloc[0]
    days = int(span["clock_days"])
    clients = ws._frame(CLIENTS)
    clients["is_closed"] = clients["client_id"].isin(closed(ws))
    counts = _counts(clients)
    test, chance = None, np.full(len(clients), np.nan)
    if not pd.isna(span["first_day"]):
        bought = purchases(ws)
        first, last = (pd.Timestamp(span[name]).date() for name in ("first_day", "last_day"))
        test = clock.test(bought, clock.cuts(first, last, days), days)
        if test is not None and test.order != "recency":
            chance = _chances(clients, bought, last, days, test.order)
    clients["buys_within"] = chance
    return DueClients(days, counts, test, clients)


def purchases(ws: Workspace) -> PurchaseDays:
    """Of at most MOST_BUYERS buyers, evenly taken by their ids."""
    found = ws._frame(PURCHASES)
    days = found["order_date"].dt.date.groupby(found["client_id"])
    return PurchaseDays.of(each for _, each in days)


def decided(root: Path) -> dict[str, str]:
    """Client → what people decided about it; what was postponed isn't decided."""
    return {
        client: each.decision
        for client, each in client_decisions.in_force(root).items()
        if each.status != client_decisions.POSTPONED
    }


def to_call(found: DueClients, by_people: Mapping[str, str]) -> pd.DataFrame:
    """Active clients without an order in progress, the first to be called first; where the order is a cycle, those due or overdue alone.

    by_people: client → decision, in the place of what is proposed. Added columns: welcome (how it is called: gladly ones come first),
    call_value (the usual purchase × its chance, where that is known).
    """
    clients = found.clients
    is_called = clients["client_state"].eq("active") & clients["due_state"].ne("under way")
    if found.order == "cycle":
        is_called &= clients["due_state"].isin(("due", "overdue"))
    listed = clients[is_called].copy()
    listed["decision"] = [
        by_people.get(client, None if pd.isna(proposed) else proposed)
        for client, proposed in zip(listed["client_id"], listed["decision"], strict=True)
    ]
    listed["welcome"] = [
        welcome(*facts)
        for facts in zip(
            listed["decision"],
            listed["verdict"],
            listed["true_profit"],
            listed["is_closed"],
            strict=True,
        )
    ]
    listed["call_value"] = listed["purchase_amount"] * listed["buys_within"].fillna(1.0)
    listed["place"] = listed["welcome"].map(WELCOMES.index)
    by = "last_bought_on" if found.order == "recency" else "call_value"
    ways = {"place": True, by: False, "client_id": True}
    return listed.sort_values(
        list(ways), ascending=list(ways.values()), na_position="last"
    ).reset_index(drop=True)


def _counts(clients: pd.DataFrame) -> ClientCounts:
    states = clients["client_state"].value_counts()
    never, active, lapsed = (int(states.get(state, 0)) for state in ("never", "active", "lapsed"))
    return ClientCounts(never, active, lapsed, int(clients["due_state"].eq("under way").sum()))


def _chances(
    clients: pd.DataFrame, bought: PurchaseDays, last: dt.date, days: int, order: Order
) -> npt.NDArray[np.float64]:
    """A row's chance of a purchase within the days, by what is known today; NaN of who never bought."""
    known = bought.known(last)
    model = repeat_purchases.fit(known.seen)
    assert model is not None  # there was one on an earlier day
    buyers = clients["purchases"] > 0
    them = _known(clients[buyers], last)
    chance = np.full(len(clients), np.nan)
    chance[buyers.to_numpy()] = clock.scores(them, model, clock.usual_gaps(known), days)[order]
    return chance


def _known(buyers: pd.DataFrame, last: dt.date) -> KnownPurchases:
    """Rows of client_clock as of the last day."""
    until = last.toordinal()
    first_on, last_on = (
        until - (pd.Timestamp(last) - buyers[name]).dt.days.to_numpy(dtype=np.int64)
        for name in ("first_bought_on", "last_bought_on")
    )
    count = buyers["purchases"].to_numpy(dtype=np.int64)
    nobody = np.zeros(len(buyers), dtype=np.int64)
    return KnownPurchases(
        until, np.arange(len(buyers)), count, first_on, nobody, last_on, nobody + NEVER
    )
