"""What is wrong, in the reader's language down to the column names that the error quotes."""

from __future__ import annotations

from typing import Any, Protocol

from analysis.errors.phrases import MissingColumns, Phrase

CODED = {
    "table": "table",
    "what": "content",
    "decision": "decision",
    "kind": "kind",
}  # details that are codes: of which group


class Speaker(Protocol):
    """What `analysis.language.Words` does here."""

    def __call__(self, key: str, /, **values: Any) -> str: ...
    def has(self, key: str) -> bool: ...
    def code(self, group: str, value: Any) -> str: ...
    def title(self, metric: str) -> str: ...
    def share(self, value: Any, digits: int = 1) -> str: ...


def said(words: Speaker, trouble: Any) -> str:
    """An analysis.DealfitError, or its code and details kept apart, as a sentence."""
    key = f"error.{trouble.code}"
    details = {name: _detail(words, name, value) for name, value in trouble.details.items()}
    return words(key, **details) if words.has(key) else str(trouble)


def phrase(words: Speaker, part: Phrase, *, as_share: bool = False) -> str:
    """A hint, or what to write instead. as_share: its limits in percent."""
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
    if hasattr(value, "details"):  # why the files wait, say
        return said(words, value)
    if isinstance(value, Phrase):
        return phrase(words, value)
    if isinstance(value, MissingColumns):
        return _missing(words, value)
    return words.code(CODED[name], value) if name in CODED else str(value)


def _missing(words: Speaker, missing: MissingColumns) -> str:
    def together(columns: tuple[str, ...]) -> str:
        return f" {words('and')} ".join(_column(words, name) for name in columns)

    needs = (f" {words('or')} ".join(map(together, need)) for need in missing.needs)
    return f" {words('and')} ".join(needs)


def _column(words: Speaker, name: str) -> str:
    return words("hint.quoted", name=words.title(name))


def _number(value: Any) -> Any:
    """A limit as it is typed: 1 and not 1.0."""
    return f"{value:,.16g}" if isinstance(value, float) else value
