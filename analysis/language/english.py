"""The English sentence of a code and its values: what `str()` of an error, a hint or a notice gives to whoever works in Python.

Columns and other codes stand in it as the files and the tables have them, numbers as they are typed. A text that tells of a page's
widgets has a second one beside it, `KEY.command`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from analysis.language import texts

NOTHING: Mapping[str, object] = MappingProxyType({})


def sentence(key: str, values: Mapping[str, object] = NOTHING) -> str:
    """KeyError for an unknown key, or where the text needs a value that is not there."""
    known = texts("en")
    text = known.get(f"{key}.command") or known[key]
    return text.format(**{name: _counted(value) for name, value in values.items()})


def _counted(value: object) -> object:
    return _Count(value) if type(value) is int else value


class _Count(int):
    """Brings its noun, as `analysis.language.Count` does: format spec `one|many`, or `=one|many` for the word alone."""

    def __format__(self, forms: str) -> str:
        if "|" not in forms:
            return format(int(self), forms)
        one, many = forms.removeprefix("=").split("|")
        word = one if abs(self) == 1 else many
        return word if forms.startswith("=") else f"{int(self)} {word}"
