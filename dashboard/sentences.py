"""Findings of `analysis.findings` put into words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from analysis.dictionary.finding import Finding
from analysis.dictionary.metrics import BY_NAME
from analysis.language import Words

UNITS = {
    **dict.fromkeys(("precision", "recall", "share", "target", "serial_true_margin", "serial_book_margin", "load", "second_load",
                     "internal_share", "used_share", "off", "worst_off", "auc", "auc_low", "auc_high", "goal_margin"), "share"),
    **dict.fromkeys(("losses", "loss", "earned", "pool_cost", "unused_cost", "overused_cost", "serial_per_unit", "custom_per_unit",
                     "by", "today", "then", "plant_today", "at_zero", "at_serial", "per_hour"), "money"),
    "freed": "hours", "hours_per_round": "hours", "at_stake": "money", "spent_beside": "money",
    **dict.fromkeys(("own_margin", "judged_margin", "peer_margin", "lost_share", "price_rise", "credit_share",
                     "margin_without", "penalty_share", "resource_share", "usual_resources",
                     "direct_share", "usual_direct"), "share"),
    "gained": "money", "dropped": "money",
    "as_of": "date", "volume": "share", "lost": "money",
    **dict.fromkeys(("ours_was", "not_ours_was", "ours_then", "not_ours_then"), "share"), "profit": "money", "profit_was": "money",
}  # fmt: skip


def say(words: Words, found: Iterable[Finding]) -> list[str]:
    return [sentence(words, finding) for finding in found]


def sentence(words: Words, finding: Finding) -> str:
    values: dict[str, Any] = {}
    for name, value in finding.values.items():
        if type(value) is int:  # a count, whatever its name
            values[name] = value
            continue
        unit = UNITS.get(name) or (BY_NAME[name].unit if name in BY_NAME else "")
        if name == "basis":
            values[name] = words(f"basis.{value}")
        elif unit == "money":
            values[name] = words.short_money(value)
        elif unit in ("share", "hours", "date"):
            values[name] = words.value(value, unit)
        else:
            values[name] = value
    ends = finding.values.get("today"), finding.values.get("then")
    if type(ends[0]) is float and type(ends[1]) is float:
        values["today"], values["then"] = words.apart(*ends)
    return words(f"find.{finding.code}", **values)
