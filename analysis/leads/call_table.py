"""The list of calls as a table."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.advice.leads.call_list import Task

COLUMNS = (
    "lead_id",
    "company",
    "call_when",
    "next_step",
    "due_on",
    "caller",
    "expected_amount",
    "verdict",
    "fit_score",
    "buys_now",
    "deal_type",
    "lead_reason",
    "questions",
    "wants",
    "phone",
    "call_outcome",
)


def table(found: Sequence[Task]) -> pd.DataFrame:
    """One row per task, in its order: lead_id, company, call_when (overdue, today, planned, out), next_step, due_on, caller (None:
    anyone), expected_amount, verdict, fit_score, buys_now, deal_type, lead_reason (a code), questions (apart by commas), wants,
    phone, call_outcome of the last call (None: none yet)."""
    rows = [
        {
            "lead_id": task.lead.lead_id,
            "company": task.lead.company,
            "call_when": task.when,
            "next_step": task.qualified.next_step.step,
            "due_on": task.due_on,
            "caller": task.caller,
            "expected_amount": None if task.value is None else float(task.value),
            "verdict": task.qualified.fit.verdict,
            "fit_score": task.qualified.fit.score,
            "buys_now": task.qualified.need.buys_now,
            "deal_type": task.qualified.deal_type,
            "lead_reason": task.qualified.next_step.reason,
            "questions": ", ".join(task.qualified.next_step.questions),
            "wants": task.lead.wants,
            "phone": task.lead.attributes.get("phone"),
            "call_outcome": None if task.last_call is None else task.last_call.outcome,
        }
        for task in found
    ]
    return pd.DataFrame(rows, columns=COLUMNS)
