"""Which encoding of eight bits a text is in: the one in which it looks most like words."""

from __future__ import annotations

import re
from functools import lru_cache

EIGHT_BIT = {
    "cp1251": 3.0,
    "cp866": 1.0,
    "cp1252": 1.0,
    "koi8-r": 0.0,
}  # a head start: what a word or two can't tell
_COMMON, _HARMLESS = (
    frozenset("оеаинтсрвлкмдпуяыьгзбчйхжш"),
    frozenset("№«»—–°\u00a0…±²³µ·₽\u202f’“”„"),
)


@lru_cache(maxsize=2)  # a file's beginning is looked at before its whole
def likeliest(sample: bytes, said: str = "cp1251") -> str:
    """The encoding of eight bits in which the sample looks most like a language; `said` has a head start."""
    heads = {said: 0.0} | EIGHT_BIT
    heads[said] += 0.0 if said == "cp1251" else 3.0
    return max(heads, key=lambda name: heads[name] + _plausible(sample, name))


def _plausible(sample: bytes, name: str) -> float:
    """How much the sample, read in this encoding, looks like words: common letters count for it, odd ones against."""
    text = sample.decode(name, errors="replace")
    return sum(
        _word_score(word, name)
        for word in set(re.findall(r"[^\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+", text))
    )


def _word_score(word: str, name: str) -> float:
    score, before = 0.0, ""
    for char in word:
        if char > "\x7f":
            if char in _HARMLESS:
                score += 0.1
            elif (
                before.isascii() and before.isalnum()
            ):  # a Cyrillic letter after a Latin one or a digit is odd
                score += 0.8 if name == "cp1252" and char.isalpha() and before.isalpha() else -1.0
            elif "а" <= char <= "я" or char == "ё":
                score += 1.0 if char in _COMMON else 0.4
            elif "А" <= char <= "Я" or char == "Ё":
                score += -0.7 if "а" <= before <= "я" else 0.6
            elif not (name == "cp1252" and char.isalpha() and before.isalpha()):
                score -= 2.0
        before = char
    return score
