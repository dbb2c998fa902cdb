"""What was recorded of a sale, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.journal.sale_entries import Record, RecordedPerson
from analysis.language import Words


def entry(words: Words, record: Record) -> str:
    if isinstance(record, RecordedPerson):
        said = f"{record.name}, {words.code('role', record.role)}"
        return f"{said}, {words.code('stance', record.stance)}" if record.stance else said
    parts = [words("path.entry.stage", stage=record.stage, day=words.date(record.entered_on))]
    if record.hours is not None:
        parts.append(words("path.entry.hours", hours=words.number(float(record.hours))))
    if record.stalled_until is not None:
        until = words.date(record.stalled_until)
        parts.append(words("path.card.waits", reason=record.stall_reason, until=until))
    if record.budget_state is not None:
        parts.append(budget(words, vars(record)))
    if record.result is not None:
        parts.append(words.code("sale_result", record.result))
    return "; ".join([*parts, *(text for text in (record.reason, record.order_id) if text)])


def budget(words: Words, deal: Mapping[str, Any]) -> str:
    """`budget_state`, `budget_amount`, `budget_by` of a deal or a step."""
    amount, by = deal["budget_amount"], deal["budget_by"]
    return words(
        "path.budget",
        state=words.code("budget_state", deal["budget_state"]),
        amount=words.unknown if amount is None else words.money(amount),
        by=words.unknown if by is None else words.date(by),
    )
