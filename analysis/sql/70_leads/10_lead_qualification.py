"""One row per possible client: is it ours, can it buy now, and what to do with it next, as of the day of the newest import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields

from analysis.advice.leads import next_step
from analysis.advice.leads.lead import DECIDERS, lead_of
from analysis.advice.leads.working_days import WorkingDays
from analysis.journal.settings.lead_thresholds import LeadLimits
from analysis.language import english
from analysis.sql import portrait_tables
from analysis.sql.tables import Row, Rows

READS = ("leads", "contacts", "settings", "last_import", *portrait_tables.NAMES)
COLUMNS = {
    "lead_id": "varchar",
    "company": "varchar",
    "fit_score": "double",
    "verdict": "varchar",
    "buys_now": "varchar",
    "deal_type": "varchar",
    "next_step": "varchar",
    "due_on": "date",
    "reason": "varchar",
    "reason_code": "varchar",
    "need_code": "varchar",
    "buys_from": "date",
    "met": "varchar",
    "failed": "varchar",
    "missing": "varchar",
    "questions": "varchar",
    "qualified_on": "date",
}


def rows(read: Rows) -> Iterator[Row]:
    """`met`, `failed`, `missing`: criteria, apart by commas. `questions`: what is still to be asked, the most telling first."""
    wanted, limits = portrait_tables.portrait_of(read), _limits(read)
    (today,) = (row["day"] for row in read("last_import"))
    deciders: dict[str, int] = defaultdict(int)
    for contact in read("contacts"):
        deciders[contact["lead_id"]] += contact["role"] in DECIDERS
    days = WorkingDays()
    for row in sorted(read("leads"), key=lambda row: str(row["lead_id"])):
        lead = lead_of(row, deciders.get(row["lead_id"]))
        found = next_step.qualify(lead, wanted, limits, today, days)
        step = found.next_step
        yield {
            "lead_id": lead.lead_id,
            "company": lead.company,
            "fit_score": found.fit.score,
            "verdict": found.fit.verdict,
            "buys_now": found.need.buys_now,
            "deal_type": found.deal_type,
            "next_step": step.step,
            "due_on": step.due_on,
            "reason": english.sentence(f"lead_reason.{step.reason}"),
            "reason_code": step.reason,
            "need_code": found.need.reason,
            "buys_from": found.need.from_day,
            "met": ", ".join(found.fit.named("met")),
            "failed": ", ".join(found.fit.named("failed")),
            "missing": ", ".join(found.fit.named("unknown")),
            "questions": ", ".join(step.questions),
            "qualified_on": today,
        }


def _limits(read: Rows) -> LeadLimits:
    (row,) = read("settings")
    return LeadLimits(**{field.name: row[field.name] for field in fields(LeadLimits)})
