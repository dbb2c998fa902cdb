"""One row per possible client: is it ours, can it buy now, and what to do with it next, as of the day of the newest import."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.advice.leads import next_step
from analysis.dictionary.result_columns import sql_types
from analysis.language import english
from analysis.sql import lead_tables
from analysis.sql.tables import Row, Rows

READS = ("leads", "lead_arrivals", "contacts", "last_import", *lead_tables.NAMES)
COLUMNS = sql_types("lead_qualification")


def rows(read: Rows) -> Iterator[Row]:
    """`met`, `failed`, `missing`: criteria, apart by commas. `questions`: what is still to be asked, the most telling first.
    `planned_on`: the day of the first step since the lead came in: a newer import makes nothing less overdue."""
    of = lead_tables.rules(read)
    (newest,) = (row["day"] for row in read("last_import"))
    came = {row["lead_id"]: row["came_on"] for row in read("lead_arrivals")}
    for lead in lead_tables.leads(read("leads"), read("contacts")):
        first = came[lead.lead_id]
        today = first if newest is None else max(newest, first)
        found = planned = next_step.qualify(lead, of.portrait, of.limits, today, of.days)
        if first < today:
            planned = next_step.qualify(lead, of.portrait, of.limits, first, of.days)
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
            "planned_on": planned.next_step.due_on,
            "reason": english.sentence(f"lead_reason.{step.reason}"),
            "reason_code": step.reason,
            "need_code": found.need.reason,
            "buys_from": found.need.from_day,
            "met": ", ".join(found.fit.named("met")),
            "failed": ", ".join(found.fit.named("failed")),
            "missing": ", ".join(found.fit.named("unknown")),
            "questions": ", ".join(step.questions),
            "expected_amount": lead.expected_amount,
            "assigned_to": lead.assigned_to,
            "qualified_on": today,
        }
