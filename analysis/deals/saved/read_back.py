"""The rules that failed and the ways out of a kept advice, as the desk's own records: one set of sentences speaks of both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from analysis.deals.judging.facts import Condition, Failing

OF_A_RULE = ("rule", "asks")
OF_A_CONDITION = ("change", "price", "is_enough", "is_worth_trying", "flips")


def failing(advice: Mapping[str, Any]) -> list[Failing]:
    """Every rule that failed, the deciding one first; the ways out apart, see `conditions`."""
    return [
        Failing(each["rule"], each["asks"], _values(each, OF_A_RULE), ())
        for each in advice["reasons"]
    ]


def conditions(advice: Mapping[str, Any]) -> list[Condition]:
    return [
        Condition(each["change"], _values(each, OF_A_CONDITION), each["price"], each["is_enough"])
        for each in advice["conditions"]
    ]


def _values(each: Mapping[str, Any], without: tuple[str, ...]) -> dict[str, object]:
    found = {name: value for name, value in each.items() if name not in without}
    if "day" in found:
        found["day"] = dt.date.fromisoformat(found["day"])
    return found
