"""Patterns for short texts: length first, then the pattern, so that no cell takes longer than the square of a few hundred signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 400  # signs of a text that a pattern looks at: no header, name, number or title is longer


@dataclass(frozen=True)
class Bounded:
    """A pattern that may be slower than its text is long. Of a longer text than LONGEST it sees the beginning; none is matched whole."""

    pattern: re.Pattern[str]

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text[:LONGEST])

    def match(self, text: str) -> re.Match[str] | None:
        return self.pattern.match(text[:LONGEST])

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.pattern.fullmatch(text) if len(text) <= LONGEST else None

    def sub(self, into: str, text: str, count: int = 0) -> str:
        """A longer text stays as it is."""
        return self.pattern.sub(into, text, count) if len(text) <= LONGEST else text

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(text[:LONGEST])

    def split(self, text: str) -> list[str]:
        """A longer text is one piece."""
        return self.pattern.split(text) if len(text) <= LONGEST else [text]


def bounded(pattern: str, flags: int = 0) -> Bounded:
    return Bounded(re.compile(pattern, flags))
