"""The shape of a file: its row of headers, told by a key, so that next month's export is known by what this one's headers were.

The key is the hash of the cells without case, spacing, digits and months: «Часы, январь» and «Часы, февраль», or a sheet of 30 days
and one of 31, are one shape.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.intake.columns.mapping import FileMapping

FIRST_ROWS = 30  # of a file: one of them is the header row
_MONTHS = re.compile(
    r"\b(январ|феврал|март|апрел|ма[йяе]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|янв|фев|мар\b|апр|авг|сен|окт|ноя|дек|"
    r"january|february|march|april|may\b|june|july|august|september|october|november|december|"
    r"(jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)\b)\w*\.?"
)


def key_of(headers: Sequence[str]) -> str | None:
    """The key of a row of headers; None for a row that is none (fewer than two cells)."""
    folded = [_folded(cell) for cell in headers]
    while folded and not folded[-1]:
        folded.pop()
    if sum(bool(cell) for cell in folded) < 2:
        return None
    kept = [
        cell for i, cell in enumerate(folded) if "#" not in cell or i == 0 or cell != folded[i - 1]
    ]
    return hashlib.sha256("\0".join(kept).encode("utf-8", "replace")).hexdigest()[:12]


def keys_of(rows: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """The keys that a file with these first rows may be known by."""
    found = (key_of(row) for _, row in zip(range(FIRST_ROWS), rows, strict=False))
    return tuple(dict.fromkeys(key for key in found if key))


def fitted(mapping: FileMapping, headers: Sequence[str], number: int) -> FileMapping:
    """With this month's headers for those of the month that the mapping was made on, and the row where they stand now."""
    there = {" ".join(h.split()).casefold() for h in headers}
    folded: dict[str, list[str]] = {}
    for header in headers:
        folded.setdefault(_folded(header), []).append(header)

    def now(header: str) -> str:
        alike = folded.get(_folded(header), [])
        is_gone = " ".join(header.split()).casefold() not in there
        return alike[0] if is_gone and len(alike) == 1 else header

    columns = {column: now(header) for column, header in mapping.columns.items()}
    questions = ((question.partition(":"), answer) for question, answer in mapping.answers.items())
    answers = {f"{code}{colon}{now(header)}": answer for (code, colon, header), answer in questions}
    form = dict(mapping.format)
    if "header_row" in form:
        form["header_row"] = str(number)
    return replace(
        mapping, columns=columns, format=form, answers=answers, kept_as=mapping.fingerprint
    )


def _folded(cell: str) -> str:
    words = " ".join(str(cell).split()).casefold().replace("ё", "е")
    return re.sub(r"\d+", "#", _MONTHS.sub("#", words))
