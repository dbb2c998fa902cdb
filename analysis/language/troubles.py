"""What is wrong, in the reader's language down to the column names that the error quotes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

CODED = {  # details that are codes: of which group
    "table": "table",
    "decision": "decision",
    "kind": "kind",
    "field": "scope_field",
}


@runtime_checkable
class Trouble(Protocol):
    """An analysis.DealfitError, or its code and details kept apart."""

    code: str
    details: Mapping[str, Any]


@runtime_checkable
class Coded(Protocol):
    """A part of a sentence with words of its own, such as analysis.errors.phrases.Phrase."""

    code: str
    values: Mapping[str, Any]


@runtime_checkable
class Missing(Protocol):
    """Columns that a table lacks, as analysis.errors.phrases.MissingColumns has them."""

    needs: tuple[tuple[tuple[str, ...], ...], ...]


class Speaker(Protocol):
    """What `analysis.language.Words` does here."""

    def __call__(self, key: str, /, **values: Any) -> str: ...
    def code(self, group: str, value: Any) -> str: ...
    def title(self, metric: str) -> str: ...
    def share(self, value: Any, digits: int = 1) -> str: ...


def sentence(words: Speaker, trouble: Any) -> str:
    """trouble: a `Trouble`."""
    details = {name: _detail(words, name, value) for name, value in trouble.details.items()}
    return words(f"error.{trouble.code}", **details)


def phrase(words: Speaker, part: Any, *, as_share: bool = False) -> str:
    """A hint, or what to write instead: a `Coded`. as_share: its limits in percent."""
    values: dict[str, Any] = dict(part.values)
    if as_share:
        values = {
            name: words.share(value, 0) if name in ("least", "most") else value
            for name, value in values.items()
        }
    if "column" in values:
        values["column"] = _column(words, str(values["column"]))
    return words(part.code, **{name: _number(value) for name, value in values.items()})


def _detail(words: Speaker, name: str, value: Any) -> Any:
    if isinstance(value, Trouble):  # why the files wait, say
        return sentence(words, value)
    if isinstance(value, Coded):
        return phrase(words, value)
    if isinstance(value, Missing):
        return _missing(words, value)
    return words.code(CODED[name], value) if name in CODED else str(value)


def _missing(words: Speaker, missing: Missing) -> str:
    def together(columns: tuple[str, ...]) -> str:
        return f" {words('and')} ".join(_column(words, name) for name in columns)

    needs = (f" {words('or')} ".join(map(together, need)) for need in missing.needs)
    return f" {words('and')} ".join(needs)


def _column(words: Speaker, name: str) -> str:
    return words("hint.quoted", name=words.title(name))


def _number(value: Any) -> Any:
    """A limit as it is typed: 1 and not 1.0."""
    return f"{value:,.16g}" if isinstance(value, float) else value
