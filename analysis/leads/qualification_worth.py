"""What it brings to qualify leads before a specialist spends hours on them, and whether the verdicts held. Reads, and writes nothing.

Of leads in the hands of specialists the steps of sales tell what became of them. The verdict is that of the portrait's criteria that are
known before the first deal; the outcome is what the client earned from the first step of its sale on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.dictionary.codes import VERDICTS
from analysis.estimates import statistics
from analysis.estimates.statistics import Estimate
from analysis.journal import lead_calls
from analysis.leads import became_clients
from analysis.reader.workspace import Workspace

# What was noted of a lead's last call, and what the method says of it → why no specialist has it.
NOTED = {"declined": "declined", "not interested": "postponed"}
SAID = {"decline": "declined", "call back": "postponed"}
SPARED = ("declined", "postponed")
DEALS = """
select sale_deals.lead_id, sale_deals.hours, lead_qualification.next_step
from sale_deals inner join lead_qualification using (lead_id)
where sale_deals.sale_result in ('lost', 'no decision')
"""
LEADS = """
select lead_id, next_step, lead_id in (select lead_id from sale_deals where lead_id is not null) as is_handed_over
from lead_qualification order by lead_id
"""
OUTCOMES = """
with handed_over as (
    select lead_id, min(began_on) as began_on, max(case when sale_result = 'won' then 1 else 0 end) = 1 as is_won,
        max(case when sale_result = 'open' then 1 else 0 end) = 1 as is_open
    from sale_deals where lead_id is not null group by lead_id
),
linked as ({links})
select handed_over.lead_id, leads.company, lead_qualification.verdict, handed_over.is_won,
    handed_over.is_open and not handed_over.is_won as is_open, linked.client_id, client_clock.client_name, linked.linked_by,
    count(order_profit.true_profit) as costed_orders, cast(sum(order_profit.true_profit) as double) as profit_from_sale
from handed_over
left join leads using (lead_id)
left join lead_qualification using (lead_id)
left join linked on handed_over.lead_id = linked.lead_id
left join client_clock on linked.client_id = client_clock.client_id
left join order_profit on linked.client_id = order_profit.client_id and order_profit.order_date >= handed_over.began_on
group by all order by handed_over.lead_id
"""


@dataclass(frozen=True)
class Spared:
    """Leads that no specialist has, and what such leads took before: `deals` that came to nothing with known hours, `hours_each` of one
    in the mean, `hours` of all these leads by it; intervals of 95 % over the deals. None: no such deal has hours."""

    why: str
    leads: int
    deals: int
    hours_each: Estimate | None
    hours: Estimate | None


@dataclass(frozen=True)
class ShareOf:
    """So many of `n`, with Wilson's interval; of one nothing is said but that it is one, of none nothing."""

    n: int
    held: int

    @property
    def share(self) -> Estimate | None:
        if self.n < 2:
            return None
        return Estimate(self.held / self.n, *statistics.wilson(self.held, self.n))


@dataclass(frozen=True)
class HandedOver:
    """Leads handed over whose sale is closed: those that became orders, and those that became orders and earned.

    `profitable`: of the closed ones whose profit is known (0 where no order came of it); `earning`: of
    those that became clients with a known profit. `under_way`: not closed yet, in neither.
    """

    verdict: str | None
    under_way: int
    orders: ShareOf
    profitable: ShareOf
    earning: ShareOf


@dataclass(frozen=True, eq=False)
class QualificationWorth:
    """`all`: every lead handed over; `by_verdict`: the same by the portrait's verdict. `clients`: a row per lead that became a client:
    lead_id, company, client_id, client_name, linked_by, verdict, costed_orders, profit_from_sale."""

    spared: tuple[Spared, ...]
    all: HandedOver
    by_verdict: tuple[HandedOver, ...]
    clients: pd.DataFrame

    @property
    def has_anything(self) -> bool:
        """Whether there is a lead that was spared, or one that was handed over."""
        return any(each.leads for each in self.spared) or bool(
            self.all.orders.n or self.all.under_way
        )


def last_outcomes(root: Path) -> dict[str, str]:
    """Lead → what came of its last call."""
    return {lead: calls[-1].outcome for lead, calls in lead_calls.calls(root).items()}


def find(ws: Workspace, outcomes: tuple[tuple[str, str], ...]) -> QualificationWorth:
    """outcomes: (lead, outcome of its last call)."""
    noted = dict(outcomes)
    leads, deals = ws._frame(LEADS), ws._frame(DEALS)
    told = ws._frame(OUTCOMES.format(links=became_clients.links(ws)))
    dealt = set(told["lead_id"])
    waiting = sum(o == "handed over" and lead not in dealt for lead, o in noted.items())
    became = told[told["client_id"].notna()].reset_index(drop=True)
    return QualificationWorth(
        spared=tuple(_spared(why, leads, deals, noted) for why in SPARED),
        all=_handed_over(None, told, waiting),
        by_verdict=tuple(
            _handed_over(verdict, told[told["verdict"].eq(verdict)], 0) for verdict in VERDICTS
        ),
        clients=became,
    )


def _spared(why: str, leads: pd.DataFrame, deals: pd.DataFrame, noted: Mapping[str, str]) -> Spared:
    without = leads[~leads["is_handed_over"]]
    reasons = [
        NOTED.get(noted.get(lead, ""), None if noted.get(lead) == "handed over" else SAID.get(step))
        for lead, step in zip(without["lead_id"], without["next_step"], strict=True)
    ]
    n = reasons.count(why)
    hours = deals.loc[deals["next_step"].map(SAID).eq(why), "hours"].dropna().astype(float)
    each = statistics.ratio(hours.tolist(), [1.0] * len(hours)) if len(hours) else None
    return Spared(why, n, len(hours), each, None if each is None else _times(each, n))


def _times(each: Estimate, n: int) -> Estimate:
    low, high = (None if end is None else max(end, 0.0) * n for end in (each.low, each.high))
    return Estimate(each.value * n, low, high)


def _handed_over(verdict: str | None, told: pd.DataFrame, waiting: int) -> HandedOver:
    closed = told[~told["is_open"]]
    won = closed["is_won"]
    known = closed[~won | closed["costed_orders"].gt(0)]
    earned = known["is_won"] & known["profit_from_sale"].gt(0)
    return HandedOver(
        verdict,
        int(told["is_open"].sum()) + waiting,
        ShareOf(len(closed), int(won.sum())),
        ShareOf(len(known), int(earned.sum())),
        ShareOf(int(known["is_won"].sum()), int(earned.sum())),
    )
