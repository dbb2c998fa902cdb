"""What is said of a lead on the phone, as people write it («05.02.2026», «350 тыс. ₽»), read as the kind of the column that it fills."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from analysis.dictionary.input_columns import LEADS, LIMIT
from analysis.errors import DealfitError
from analysis.errors.phrases import phrase

KINDS = {column.name: column.kind for column in LEADS}
MINIMUM = {column.name: column.minimum or 0 for column in LEADS}
FORMS = {"date": "mend.answer.day", "money": "mend.answer.amount", "integer": "mend.answer.count"}
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:\s*г(?:\.|ода?)?)?")
_NUMBER = re.compile(
    r"([\d\s\u00a0\u202f]*\d(?:[.,]\d+)?)\s*(тыс|k\b|к\b|млн|m\b|mln)?[a-zа-я.\s]*[₽$€]?",
    re.IGNORECASE,
)
_THOUSANDS = {"": 1, "тыс": 1_000, "k": 1_000, "к": 1_000, "млн": 10**6, "m": 10**6, "mln": 10**6}


def read(column: str, text: str) -> Any:
    """A day, an amount as Decimal or a whole number; the text itself where the column is of text, or no column of leads.

    ValueError where it can't be read as what its column holds.
    """
    kind, text = KINDS.get(column, "text"), text.strip()
    if kind == "date":
        return _day(text)
    if kind == "money":
        return _number(text, LIMIT["money"])
    if kind == "integer":
        found = _number(text, 10**9)
        if found != int(found) or found < MINIMUM[column]:
            raise ValueError(text)
        return int(found)
    return text


def refuse(answers: Mapping[str, str]) -> None:
    """DealfitError naming the first answer that can't be read, and how it is written."""
    for column, text in answers.items():
        try:
            read(column, text)
        except ValueError:
            raise DealfitError(
                "answer_is_unread",
                column=phrase(f"metric.{column}"),
                text=text,
                mend=phrase(FORMS[KINDS[column]]),
            ) from None


def _day(text: str) -> dt.date:
    """31.12.2026, 31.12.26, 31/12/2026 or 2026-12-31."""
    if found := _DAY.fullmatch(text):
        day, month, year = map(int, found.groups())
        return dt.date(year if year > 99 else 2000 + year, month, day)
    return dt.date.fromisoformat(text)


def _number(text: str, limit: int) -> Decimal:
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise ValueError(text)
    digits = re.sub(r"\s", "", found[1]).replace(",", ".")
    number = Decimal(digits) * _THOUSANDS[(found[2] or "").lower()]
    if number >= limit:
        raise ValueError(text)
    return number
