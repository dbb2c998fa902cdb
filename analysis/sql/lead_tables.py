"""Possible clients and what they are judged by, from the tables of a store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.advice.leads.lead import DECIDERS, Lead, lead_of
from analysis.advice.leads.working_days import WorkingDays
from analysis.dictionary.input_columns import LEADS
from analysis.journal.portrait import Portrait
from analysis.journal.settings.lead_thresholds import LeadLimits
from analysis.journal.typed_leads import COLUMNS, TypedLead
from analysis.sql import portrait_tables
from analysis.sql.tables import Row, Rows, StoreTable

TYPED = "typed_leads"
NAMES = ("settings", *portrait_tables.NAMES)  # what `rules` reads


@dataclass(frozen=True)
class LeadRules:
    portrait: Portrait
    limits: LeadLimits
    days: WorkingDays


def rules(read: Rows) -> LeadRules:
    (row,) = read("settings")
    limits = LeadLimits.of_row(row)
    return LeadRules(portrait_tables.portrait_of(read), limits, WorkingDays.of(limits))


def leads(rows: Iterable[Row], contacts: Iterable[Row]) -> list[Lead]:
    """By their codes. Of whom no contact is known the number of deciders isn't known either."""
    deciders: dict[str, int] = {}
    for contact in contacts:
        of, decides = contact["lead_id"], contact["role"] in DECIDERS
        deciders[of] = deciders.get(of, 0) + decides
    by_code = sorted(rows, key=lambda row: str(row["lead_id"]))
    return [lead_of(row, deciders.get(row["lead_id"])) for row in by_code]


def typed(entries: Iterable[TypedLead]) -> StoreTable:
    """What people typed in, as a file of leads has it."""
    kinds = {column.name: column.duckdb_type for column in LEADS}
    columns = {"lead_id": "varchar", "typed_on": "date"} | {name: kinds[name] for name in COLUMNS}
    rows = [[e.lead_id, e.at.date(), *map(e.value, COLUMNS)] for e in entries]
    return StoreTable(TYPED, columns, rows)
