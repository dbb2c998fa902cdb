"""What is noticed in a file (analysis.intake.reasons.Notice: a code and its details), as a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from analysis.language import Words, english

OPEN_QUESTION = "open_question"
MONEY = ("money", "cost")  # details that are amounts, as text or number


def sentence(
    words: Words, code: str, details: Mapping[str, Any], amount: Callable[[Decimal], str]
) -> str:
    """amount: how money, or the quantity at stake, is written."""
    known = dict(details)
    if code == OPEN_QUESTION:
        stake = str(known.get("stake") or "")
        known["money"] = amount(Decimal(stake)) if stake else words.unknown
        if words.has(f"question.{known['code']}"):  # else of another version, which says it itself
            known["said"] = words(f"question.{known['code']}", **details)
            known["taken"] = words(f"answer.{known['code']}.{known['answer']}")
    else:
        known |= {name: amount(Decimal(str(known[name]))) for name in MONEY if name in known}
    if "period" in known:
        known["period"] = words.code("cost_period", known["period"])
    return words(f"warning.{code}", **known)


def plain(code: str, details: Mapping[str, Any]) -> str:
    """In English, as `str(notice)` gives it."""
    known = dict(details)
    if code == OPEN_QUESTION:
        stake = str(known.get("stake") or "")
        known |= {
            "said": english.sentence(f"question.{known['code']}", details),
            "taken": english.sentence(f"answer.{known['code']}.{known['answer']}"),
            "money": f"{known['of']} {Decimal(stake):,.2f}" if stake else "unknown",
        }
    return english.sentence(f"warning.{code}", known)
