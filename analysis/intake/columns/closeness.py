"""How close a header comes to a known name, by whole words.

«Order State» shares one word of two with `order date`, «order date DateOrders» both.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import lru_cache

from analysis.errors.phrases import Phrase, phrase
from analysis.intake.columns.header_words.aliases import ALIASES
from analysis.intake.columns.header_words.headers import Match
from analysis.intake.columns.header_words.spelling import plain

CLOSE = 0.55  # from here on it is worth asking about
_ALIKE = 0.75  # letters in common that make two words one, misspelt or of another ending


def closeness(header: str, name: str) -> float:
    """From 0 to 1: the share of words in common; all words of the name inside the header count for more."""
    own, wanted = header.split(), name.split()
    if not own or not wanted:
        return 0.0
    shared = sum(max((_alike(word, other) for other in own), default=0.0) for word in wanted)
    return (shared / len(wanted) + shared / max(len(own), len(wanted))) / 2 if shared else 0.0


@lru_cache(65536)
def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if min(len(word), len(other)) < 4:
        return 0.0
    likeness = difflib.SequenceMatcher(None, word, other).ratio()
    return likeness if likeness >= _ALIKE else 0.0


def near_header(found: Match, row: Sequence[str]) -> Phrase:
    """`did you mean …` for the missing columns whose aliases come close to an unused header: the closest of all."""
    used = set(found.columns.values())
    free = [" ".join(c.split()) for i, c in enumerate(row) if i not in used and c.strip()]
    offers = [
        (closeness(plain(header).words, alias), -rank, header, column)
        for alternatives in found.missing
        for column in sorted(c for a in alternatives for c in a)
        for rank, alias in enumerate(
            (column.replace("_", " "), *ALIASES[found.table.name].get(column, ()))
        )
        for header in free
        if plain(header).words != alias
    ]
    likeness, _, header, column = max(offers, default=(0.0, 0, "", ""))
    return (
        phrase("hint.column", header=header, column=column)
        if likeness >= CLOSE
        else phrase("hint.no_column")
    )
