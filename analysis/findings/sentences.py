"""Findings of `analysis.findings` put into words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from analysis.dictionary.finding import Finding
from analysis.dictionary.units import unit_of
from analysis.language import Words


def say(words: Words, found: Iterable[Finding]) -> list[str]:
    return [sentence(words, finding) for finding in found]


def sentence(words: Words, finding: Finding) -> str:
    values: dict[str, Any] = {}
    for name, value in finding.values.items():
        if type(value) is int:  # a count, whatever its name
            values[name] = value
            continue
        unit = unit_of(name)
        if name == "basis":
            values[name] = words(f"basis.{value}")
        elif unit in ("money", "kopecks"):
            values[name] = words.short_money(value)
        elif unit in ("share", "hours", "date"):
            values[name] = words.value(value, unit)
        else:
            values[name] = value
    ends = finding.values.get("today"), finding.values.get("then")
    if type(ends[0]) is float and type(ends[1]) is float:
        values["today"], values["then"] = words.apart(*ends)
    return words(f"find.{finding.code}", **values)
