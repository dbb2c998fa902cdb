"""Every text that a person reads, in Russian and English: one key, two texts. Numbers and dates as each language writes them.

A text's placeholders are Python's; a count may carry its noun's forms: `{n:клиент|клиента|клиентов}` → "12 клиентов",
and `{n:=съедает|съедают|съедают}` gives the word alone.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from analysis.language import troubles
from analysis.language.figures import MINUS, Count, Figures, is_unknown

LANGUAGES = ("ru", "en")
__all__ = [
    "LANGUAGES",
    "MINUS",
    "TEXTS",
    "Count",
    "Words",
    "is_unknown",
    "plain",
    "quoted_inside",
    "texts",
    "words",
]


@cache
def texts(lang: str) -> dict[str, str]:
    """Every text of a language, of one module or folder per part of the product. The other language is not loaded."""
    package = importlib.import_module(f"{__name__}.{lang}")
    found: dict[str, str] = {}
    for name in sorted(
        m.name for m in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ):
        found |= getattr(importlib.import_module(name), "TEXTS", {})
    return found


TEXTS: dict[str, dict[str, str]]  # both languages, loaded when asked for


def __getattr__(name: str) -> Any:
    if name == "TEXTS":
        return {lang: texts(lang) for lang in LANGUAGES}
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@dataclass(frozen=True)
class Words(Figures):
    """The words of one language, and figures as it writes them."""

    def __call__(self, key: str, /, **values: Any) -> str:
        text = self._text(key)
        given = {k: Count(v, self.locale) if type(v) is int else v for k, v in values.items()}
        for name, value in values.items():
            if isinstance(value, str) and f"«{{{name}}}»" in text:
                given[name] = quoted_inside(value)
        return text.format(**given)

    def _text(self, key: str) -> str:
        return texts(self.lang)[key]

    def has(self, key: str) -> bool:
        return key in texts(self.lang)

    def title(self, metric: str) -> str:
        """A metric's or a column's title."""
        key = f"metric.{metric}"
        return self(key) if self.has(key) else metric

    def definition(self, metric: str) -> str | None:
        key = f"metric.{metric}.help"
        return self(key) if self.has(key) else None

    def code(self, group: str, value: Any) -> str:
        """A coded value (flag, kind, role, stance …) in words; a value without words as it stands."""
        if is_unknown(value):
            return self.unknown
        key = f"{group}.{value}"
        return self(key) if self.has(key) else str(value)

    def error(self, trouble: Any) -> str:
        """An analysis.DealfitError in words."""
        return troubles.sentence(self, trouble)

    def phrase(self, part: Any) -> str:
        """A part of a sentence that has a code in words; what has none, such as a system's own words, as it stands."""
        return troubles.phrase(self, part) if isinstance(part, troubles.Coded) else str(part)

    def kind_reasons(self, reasons: Any) -> str:
        if is_unknown(reasons):
            return self.unknown
        return "; ".join(
            self.code("kind_reason", part.strip())
            for part in str(reasons).split(";")
            if part.strip()
        )

    def join(self, parts: list[str]) -> str:
        """a, b и c"""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self('and')} {parts[-1]}"


QUOTED = re.compile('"([^"]*)"')


def quoted_inside(name: str) -> str:
    """A name for a place between «»: its own quotation marks become „ and “, as НПО "Вектор" from 1C has them."""
    return QUOTED.sub(r"„\1“", name).replace("«", "„").replace("»", "“")


@cache
def words(lang: str, currency: str = "RUB") -> Words:
    return Words(lang, currency)


JOINER = "\u2060"  # no width, no break: all that keeps GitHub's markdown from making a link of an address
ADDRESS = re.compile(r"(?i)(?=https?://|www\.)|(?<=@)")


def plain(text: object) -> str:
    """Text from the data for a place that reads markdown: shown letter by letter, never as a link."""
    joined = ADDRESS.sub(JOINER, str(text).replace("\n", " "))
    return "".join("\\" + c if c in r"\`*_{}[]()<>#+-.!|~$:=&@" else c for c in joined)
