"""Tax numbers and branch codes out of a client list's cells: what names one firm, and what every firm of an office shares.

A Russian ИНН (10 digits for companies, 12 for persons) proves itself by its check digits; a КПП (9 digits) doesn't, and many
firms of one tax office have the same: it tells branches of one ИНН apart and never makes two clients one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

RUSSIAN = frozenset({"инн", "инн контрагента", "инн клиента", "inn"})
WITH_BRANCH = frozenset({"инн кпп", "инн и кпп", "инн кпп контрагента", "inn kpp"})
BRANCH = frozenset({"кпп", "кпп контрагента", "kpp"})
OTHER = frozenset(
    {
        "tax id",
        "tax number",
        "tin",
        "vat id",
        "vat number",
        "унп",
        "бин",
        "иин",
        "бин иин",
        "иин бин",
    }
)
LENGTHS = (8, 15)  # digits of other countries' numbers, whose check digits are not known here
PARTS = re.compile(r"[0-9][0-9 \u00a0\u202f-]*")
DIGITS = re.compile(r"[0-9]+")


def of_row(row: Mapping[Any, Any], columns: Iterable[Any]) -> tuple[frozenset[str], frozenset[str]]:
    """Tax numbers and branch codes in the columns whose headers speak of them; an unknown cell has no digits, so none."""
    taxes: set[str] = set()
    branches: set[str] = set()
    for column in columns:
        header = header_words(str(column))
        if header in RUSSIAN | WITH_BRANCH | BRANCH | OTHER:
            found = of_cell(row[column], header)
            taxes |= found[0]
            branches |= found[1]
    return frozenset(taxes), frozenset(branches)


def of_cell(value: Any, header: str) -> tuple[frozenset[str], frozenset[str]]:
    """Tax numbers and branch codes of a cell: «7707083893/770701001», «7707 083 893», a number that lost its first zero."""
    numbers = _numbers(re.sub(r"\.0$", "", str(value).strip()))
    if header in BRANCH:
        return frozenset(), frozenset(n.zfill(9) for n in numbers)
    if header in OTHER:
        return frozenset(n for n in (padded(n) or n for n in numbers) if _can_be(n)), frozenset()
    is_alone = (
        len(numbers) == 1 and header in WITH_BRANCH and len(numbers[0]) == 9
    )  # a КПП as likely as an ИНН without its zero
    first = "" if is_alone or not numbers else padded(numbers[0])
    taxes = {first, *(n for n in numbers[1:] if is_tax_number(n))} - {""}
    branches = {n for n in numbers[1:] if len(n) == 9} | ({numbers[0]} if is_alone else set())
    return frozenset(taxes), frozenset(branches)


def header_words(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


def padded(digits: str) -> str:
    """An ИНН, with the first zero that a spreadsheet drops; empty where the check digits don't hold."""
    whole = "0" + digits if len(digits) in (9, 11) else digits
    return whole if is_tax_number(whole) else ""


def is_tax_number(text: str) -> bool:
    """A Russian ИНН by its check digits: 10 for companies, 12 for persons."""
    if not re.fullmatch(r"[0-9]{10}|[0-9]{12}", text) or len(set(text)) == 1:
        return False
    digits, weights = [int(c) for c in text], (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    ends = (9,) if len(text) == 10 else (10, 11)
    return all(
        sum(d * w for d, w in zip(digits[:end], weights[-end:], strict=True)) % 11 % 10
        == digits[end]
        for end in ends
    )


def _numbers(text: str) -> list[str]:
    """Numbers of a cell in order; digits grouped by spaces are one number where they come to a tax number's length."""
    found: list[str] = []
    for part in PARTS.findall(text):
        groups = DIGITS.findall(part)
        whole = "".join(groups)
        found += [whole] if len(whole) <= 12 else groups
    return found


def _can_be(digits: str) -> bool:
    """Of another country: a number of that length which is no placeholder (0000000000, 1234567890)."""
    counting_up = digits in "01234567890123456789"
    return LENGTHS[0] <= len(digits) <= LENGTHS[1] and len(set(digits)) > 1 and not counting_up
