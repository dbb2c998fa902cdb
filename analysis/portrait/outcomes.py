"""What clients earned from a day on, met with what their portrait's score was on its morning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.journal.portrait import Criterion, Portrait, PortraitFit
from analysis.portrait import portrait_effect, results
from analysis.portrait.portrait_as_of import LEAST_ORDERS
from analysis.reader.scope import Scope
from analysis.reader.workspace import Workspace

BASES = {  # profit → the revenue that it is known for, the orders that it is known for
    "true_profit": ("revenue_costed", "costed_orders"),
    "book_profit": ("revenue_with_book", "orders - open_orders - cancelled_orders"),
    "gross_margin": ("revenue_with_cost", "orders - open_orders - cancelled_orders"),
}


@dataclass(frozen=True)
class ClientOutcome:
    """A client: its score (0 where a knock-out rules it out) and verdict before the day, what it earned after it."""

    client_id: str
    client_name: str
    score: float
    verdict: str
    states: tuple[tuple[str, str], ...]
    orders: int
    revenue: float
    profit: float
    hours: float

    @property
    def margin(self) -> float | None:
        return self.profit / self.revenue if self.revenue > 0 else None


def is_good(outcome: ClientOutcome, goal_margin: float) -> bool:
    """In money: a client without revenue that cost something is not good either."""
    return outcome.profit >= goal_margin * outcome.revenue - 1e-9


def earned(ws: Workspace, scope: Scope) -> tuple[str, pd.DataFrame]:
    """The best basis that is known, and by client: client_name, orders, known_orders, revenue, profit, hours."""
    rows, values = ws._sliced(scope)
    sums = [
        f"sum({profit}) as {profit}, sum({whole}) as {whole}, sum({orders}) as orders_{profit}"
        for profit, (whole, orders) in BASES.items()
    ]
    frame = ws._frame(
        f"""select client_id, any_value(client_name) as client_name, sum(orders) as orders, sum(hours_costed) as hours, {", ".join(sums)}
        from ({rows}) as sliced left join (select client_id, client_name from clients) as named using (client_id)
        where client_id is not null group by client_id order by client_id""",
        values,
    )
    basis = next((b for b, (whole, _) in BASES.items() if (frame[whole] > 0).any()), "true_profit")
    renamed = frame.rename(
        columns={basis: "profit", BASES[basis][0]: "revenue", f"orders_{basis}": "known_orders"}
    )
    columns = ["client_id", "client_name", "orders", "known_orders", "revenue", "profit", "hours"]
    return basis, renamed[columns].fillna({"profit": 0.0, "revenue": 0.0, "hours": 0.0})


def meet(
    fits: Mapping[str, PortraitFit], after: pd.DataFrame
) -> tuple[list[ClientOutcome], Counter[str]]:
    outcomes, left_out = [], Counter[str]()
    by_client = {str(row["client_id"]): row for row in after.to_dict("records")}
    for client, fit in fits.items():
        row = by_client.get(client)
        if row is None or not row["orders"] > 0:
            left_out["no orders"] += 1
        elif row["known_orders"] < LEAST_ORDERS:
            left_out["few orders" if row["orders"] < LEAST_ORDERS else "unknown profit"] += 1
        else:
            score = 0.0 if fit.score is None or fit.ruled_out else fit.score
            outcomes.append(
                ClientOutcome(
                    client,
                    str(row["client_name"]),
                    score,
                    fit.verdict,
                    fit.states,
                    int(row["known_orders"]),
                    float(row["revenue"]),
                    float(row["profit"]),
                    float(row["hours"]),
                )
            )
    return outcomes, left_out


def may_be_results(
    ws: Workspace, kept: Portrait, judged: Sequence[ClientOutcome], least: float
) -> tuple[str, ...]:
    """Criteria said to be known before the first deal whose columns look like its result."""
    clients = portrait_effect.known(ws)
    place = {client: n for n, client in enumerate(clients.ids)}
    told = [o for o in judged if o.margin is not None and o.client_id in place]
    outcomes = tuple(
        np.array(side, float) for side in ([o.margin for o in told], [o.profit for o in told])
    )

    def looks_like_it(criterion: Criterion) -> bool:
        column = clients.columns.get(criterion.field.casefold(), ())
        values = [column[place[o.client_id]] for o in told] if column else []
        return bool(results.reason(criterion.field, values, outcomes, least))

    return tuple(c.name for c in kept.criterion if looks_like_it(c))
