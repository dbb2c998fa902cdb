"""One deal of the path: its steps, what to do next with it, the deal of a lead."""

from __future__ import annotations

import pandas as pd

from analysis.advice.leads import sale_next
from analysis.dictionary.codes import OPEN
from analysis.language import is_unknown
from analysis.leads.path_today import PathToday, rows_of
from analysis.reader.workspace import Workspace

STEPS = {
    "entered_on": "entered_on",
    "left_on": "left_on",
    "stage_no": "stage_no",
    "hours": "hours",
    "person": "person",
    "sale_result": "result",
    "sale_reason": "reason",
    "sale_amount": "amount",
    "stall_reason": "stall_reason",
    "stalled_until": "stalled_until",
    "budget_state": "budget_state",
    "budget_amount": "budget_amount",
    "budget_by": "budget_by",
}


def steps(ws: Workspace, deal_id: str) -> pd.DataFrame:
    """A deal's steps in their order, columns as STEPS but those that none of them has; `reason` of an open step is why it waits."""
    rows = [
        row
        for row in rows_of(ws, "select * from touches where entered_on is not null")
        if row["deal_id"] == deal_id
    ]
    rows.sort(key=lambda row: (row["entered_on"], row["place"], row["stage_no"] or 0))
    frame = pd.DataFrame(
        [{name: row[column] for name, column in STEPS.items()} for row in rows],
        columns=list(STEPS),
    )
    frame.loc[frame["sale_result"].isna() | (frame["sale_result"] == OPEN), "sale_reason"] = None
    frame["sale_result"] = frame["sale_result"].fillna(OPEN)
    return frame[[name for name in STEPS if frame[name].notna().any()]]


def next_steps(found: PathToday, deal_id: str) -> tuple[list[str], list[str]]:
    """Codes of advice.leads.sale_next for a deal; the names of who is against."""
    row = found.deals[found.deals["deal_id"] == deal_id].iloc[0]
    deal = {str(name): None if is_unknown(value) else value for name, value in row.items()}
    people = found.people[found.people["deal_id"] == deal_id]
    against = [str(name) for name in people.loc[people["stance"] == "against", "name"]]
    codes = sale_next.next_steps(deal, set(people["role"].dropna()), against, found.today)
    return codes, against


def of_lead(found: PathToday, lead_id: str) -> str | None:
    """The lead's newest deal."""
    deals = found.deals[found.deals["lead_id"] == lead_id]
    return None if deals.empty else str(deals.sort_values("began_on")["deal_id"].iloc[-1])
