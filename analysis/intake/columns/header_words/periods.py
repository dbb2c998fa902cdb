"""The period that the cost or the capacity of a pool is of, as a header says it: «Затраты за год», `Annual cost`, «ч/мес»."""

from __future__ import annotations

import re

from analysis.intake.patterns import bounded

_OF = r"(?:за|в|на|per|a|each|for|in|/)"
_PERIODS = {
    "total": rf"{_OF}?\s*\b(?:весь|вс[её]|the|whole|entire|full|all)?\s*(?:период|the\s+period|whole\s+period|все\s+время|всё\s+время|"
    r"entire\s+period|full\s+period|all[- ]time|whole\s+history)\b",
    "half-year": rf"{_OF}\s*(?:полугодие|полгода|half[- ]year|six\s+months)\b|полугодов\w+|semi-?annual(?:ly)?\b|half-yearly\b",
    "quarter": rf"{_OF}\s*(?:квартал|кв\b\.?|quarter)\b|(?:еже)?квартальн\w+|quarterly\b",
    "year": rf"{_OF}\s*(?:(?:19|20)\d\d\s*)?(?:год\b|г\.|year\b|annum\b|yr\b)|(?:еже|средне)?годов\w+|ежегодн\w+|annual(?:ly)?\b|yearly\b"
    r"|\bp\.\s?a\.",
    "month": rf"{_OF}\s*(?:1\s+)?(?:месяц\b|мес\b\.?|month\b|mo\b\.?)|(?:еже|средне)?месячн\w+|monthly\b",
}
_PATTERNS = {period: bounded(pattern, re.IGNORECASE) for period, pattern in _PERIODS.items()}


def period(header: str) -> str:
    """month, quarter, half-year, year or total, where the header says it; "" where it doesn't."""
    return next((name for name, pattern in _PATTERNS.items() if pattern.search(header)), "")


def without(header: str) -> str:
    """The header without its period: «Затраты за год, руб.» is «Затраты, руб.»."""
    said = period(header)
    return " ".join(_PATTERNS[said].sub(" ", header).split()) if said else header
