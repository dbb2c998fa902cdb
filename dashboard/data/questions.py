"""Questions of analysis.intake.questions put into words, and the money that depends on their answers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from analysis.intake import TABLES
from analysis.intake.questions import KINDS, Question
from analysis.language import Words

IN_MONEY = frozenset(
    c.name for table in TABLES.values() for c in table.columns if c.kind == "money"
)


def sentence(words: Words, question: Question) -> str:
    return words(f"question.{question.code}", **question.details)


def answer(words: Words, question: Question, code: str) -> str:
    return words(f"answer.{question.code}.{code}")


def stake(words: Words, question: Question, is_cut: bool = False) -> str:
    """is_cut: only the file's first rows were looked at."""
    if question.stake is None:
        return words("import.question.stake_unknown")
    key = "import.question.stake_first" if is_cut else "import.question.stake"
    return words(
        key, name=words.title(question.of), amount=_amount(words, question.stake, question.of)
    )


def warning(words: Words, details: Mapping[str, Any]) -> str:
    """The notice of a question that nobody answered."""
    code, stakes = str(details["code"]), str(details["stake"])
    if code not in KINDS:  # of a later version
        return words("warning.open_question", **details)
    money = _amount(words, Decimal(stakes), str(details["of"])) if stakes else words.unknown
    return words(
        "warning.open_question",
        said=words(f"question.{code}", **details),
        money=money,
        taken=words(f"answer.{code}.{details['answer']}"),
    )


def _amount(words: Words, value: Decimal, of: str) -> str:
    return words.money(value, 2) if of in IN_MONEY else words.number(value, 2)
