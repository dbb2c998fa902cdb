"""How close a header comes to a known name, by whole words.

«Order State» shares one word of two with `order date`, «order date DateOrders» both.
"""

from __future__ import annotations

import difflib
from functools import lru_cache

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
