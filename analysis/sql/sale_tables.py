"""The stages of sales as the settings have them, and what people recorded of sales, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.journal.sale_entries import RecordedPerson, RecordedTouch, SaleEntry
from analysis.journal.settings.sale_stages import SaleStage
from analysis.sql.tables import StoreTable

NAMES = ("sale_stage_settings", "recorded_touches", "recorded_contacts")
APART = "\n"  # between the names of a stage
MONEY = "decimal(18, 4)"
STAGES = {
    "stage_no": "integer",
    "name_ru": "varchar",
    "name_en": "varchar",
    "also": "varchar",
    "norm_days": "double",
}
TOUCHES = {
    "deal_id": "varchar",
    "lead_id": "varchar",
    "client_id": "varchar",
    "stage": "integer",
    "entered_on": "date",
    "hours": "decimal(18, 6)",
    "person": "varchar",
    "result": "varchar",
    "reason": "varchar",
    "amount": MONEY,
    "order_id": "varchar",
    "stall_reason": "varchar",
    "stalled_until": "date",
    "budget_state": "varchar",
    "budget_amount": MONEY,
    "budget_by": "date",
}
CONTACTS = dict.fromkeys(("lead_id", "client_id", "name", "role", "stance"), "varchar")


def tables(stages: Iterable[SaleStage], entries: Iterable[SaleEntry]) -> tuple[StoreTable, ...]:
    """`place`: the number of the entry, so that of those of one day the later is known."""
    entries = tuple(entries)
    touches = [e for e in entries if isinstance(e.record, RecordedTouch)]
    people = [e for e in entries if isinstance(e.record, RecordedPerson)]
    return (
        StoreTable(
            "sale_stage_settings",
            STAGES,
            [(s.number, s.ru, s.en, APART.join(s.also), s.norm_days) for s in stages],
        ),
        StoreTable("recorded_touches", TOUCHES | {"place": "integer"}, _rows(touches, TOUCHES)),
        StoreTable("recorded_contacts", CONTACTS | {"place": "integer"}, _rows(people, CONTACTS)),
    )


def _rows(entries: Iterable[SaleEntry], columns: Mapping[str, str]) -> list[list[Any]]:
    return [[*(getattr(e.record, name) for name in columns), e.id] for e in entries]
