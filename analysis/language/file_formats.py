"""How a file is written (what `analysis.intake.values.formats.described` found: encoding, delimiter, marks, dates), in words."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.language import Words

SECOND = "_2"


def sentence(words: Words, formats: Mapping[str, str]) -> str:
    """Each of the formats that has words, in one line."""
    return ", ".join(
        words(f"format.{name}.{value}")
        if is_time_sheet(words, name, value)
        else words(f"format.{name}", value=words.join(_ways(words, formats, name)))
        for name, value in formats.items()
        if words.has(f"format.{name}")
    )


def is_time_sheet(words: Words, name: str, value: str) -> bool:
    """Whether the shape has a text of its own: it is no grouped report."""
    return name == "shape" and words.has(f"format.{name}.{value}")


def is_mixed(formats: Mapping[str, str], name: str) -> bool:
    """Whether the file is written in several ways here, such as dates of two forms."""
    return f"{name}{SECOND}" in formats


def _ways(words: Words, formats: Mapping[str, str], name: str) -> list[str]:
    """One way of writing, or several, which stand under the name, the name with 2, with 3 …"""
    keys = [name, *(key for key in formats if _is_further(key, name))]
    return [words.code(f"format.{name}", formats[key]) for key in keys]


def _is_further(key: str, name: str) -> bool:
    return key.startswith(f"{name}_") and key.removeprefix(f"{name}_").isdecimal()
