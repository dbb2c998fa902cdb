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
    if finding.code in ("flags", "flags_some_unknown"):
        return _by_flag(words, finding)
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


def _by_flag(words: Words, finding: Finding) -> str:
    """How many are under each flag that any is under: «Прибыльных — 4, убыточных — 1»."""
    counts = {name: n for name, n in finding.values.items() if n and name != "unknown"}
    said = words("find.flags.apart").join(
        words(f"find.flags.{name}", n=n) for name, n in counts.items()
    )
    return words(
        f"find.{finding.code}",
        parts=f"{said[:1].upper()}{said[1:]}",
        unknown=finding.values["unknown"],
    )
