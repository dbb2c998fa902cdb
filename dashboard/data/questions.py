"""Questions of analysis.intake.questions put into words, and the money that depends on their answers."""

from __future__ import annotations

from decimal import Decimal

from analysis.intake import TABLES
from analysis.intake.questions import Question
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
        key, name=words.title(question.of), amount=amount(words, question.stake, question.of)
    )


def amount(words: Words, value: Decimal, of: str) -> str:
    """of: the column of the contract that it adds up."""
    return words.money(value, 2) if of in IN_MONEY else words.number(value, 2)
