"""A saved deal as the address of the form has it: see new_deal_form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from analysis.deals.typed import COLUMNS
from dashboard.sales.new_deal_form import MOST_ROWS


def of(asked: Mapping[str, Any]) -> dict[str, str] | None:
    """asked: as deals.saved.saving has it. None where the form can't hold it: a field that it lacks, or too many lines."""
    if len(asked["line"]) > MOST_ROWS or any(set(line) - {*COLUMNS} for line in asked["line"]):
        return None
    rows = [[_cell(line.get(name)) for name in COLUMNS] for line in asked["line"]]
    found = {
        "who": asked["client"],
        "need": asked.get("need_by"),
        "rounds": _whole(asked.get("approval_rounds")),
        "pays": _whole(asked.get("payment_days")),
        "lines": json.dumps(rows, ensure_ascii=False, separators=(",", ":")),
        "about": json.dumps(asked["attributes"], ensure_ascii=False)
        if asked.get("attributes")
        else None,
    }
    return {name: text for name, text in found.items() if text is not None}


def _cell(value: Any) -> str:
    """A number as a person would type it."""
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float | int) else str(value)


def _whole(value: float | None) -> str | None:
    return None if value is None else f"{value:.0f}"
