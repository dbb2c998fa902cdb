"""What to do next with a deal of the path: what it lacks, the most pressing first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from analysis.dictionary.codes import OLD, OPEN, STUCK, WAITING

OFFER = 4  # the stage from which on the client's budget should be known, of the usual five
DECIDES = ("ЛПР",)


def next_steps(
    deal: Mapping[str, Any], roles: Collection[str], against: Collection[str], today: dt.date
) -> list[str]:
    """Codes, words under `sale_next.<code>`. deal: a row of sale_deals. roles, against: those known, names of who is against."""
    if deal["sale_result"] != OPEN:
        return []
    due: list[tuple[bool, str]] = [
        (deal["standing"] == WAITING, "wait"),
        (deal["standing"] == OLD, "close or revive"),
        (deal["standing"] == STUCK, "move on or say why"),
        (not set(DECIDES) & set(roles), "find who decides"),
        (bool(against), "win over"),
        (_budget_is_late(deal, today), "ask whether the budget is there"),
        (deal["budget_state"] is None and (deal["stage_no"] or 0) >= OFFER, "ask the budget"),
    ]
    found = [code for is_due, code in due if is_due]
    return found or ["next stage"]


def _budget_is_late(deal: Mapping[str, Any], today: dt.date) -> bool:
    by = deal["budget_by"]
    return by is not None and deal["budget_state"] != "approved" and by <= today
