"""What is wrong with a file, in the reader's language down to the column names that the error quotes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from analysis import DealfitError
from analysis.language import Words
from dashboard import links, mends
from dashboard.view import View

COLUMN_HINT = re.compile(r" \(did you mean '(?P<header>.*)' for (?P<column>\w+)\?\)")
NAME_HINT = re.compile(r": did you mean '(?P<name>.*)'\?")


@dataclass(frozen=True)
class Trouble:
    """A DealfitError that can be kept: its code and details."""

    code: str
    details: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""

    def __str__(self) -> str:
        return self.text


def of(error: DealfitError) -> Trouble:
    return Trouble(error.code, {name: _kept(value) for name, value in error.details.items()}, str(error))


def _kept(value: object) -> object:
    if isinstance(value, DealfitError):  # why the files wait, say
        return of(value)
    return value if isinstance(value, int) else str(value)


def said(words: Words, trouble: Trouble) -> str:
    details = {
        name: said(words, value) if isinstance(value, Trouble) else _said(words, name, str(value))
        for name, value in trouble.details.items()
    }
    return words.error(Trouble(trouble.code, details, trouble.text))


def door(view: View, trouble: Trouble) -> None:
    """The way to where the trouble is mended, if that is another page."""
    if trouble.code == "currency_without_rate" and view.data.build.is_demo:
        st.text(
            view.words("import.rates_of_demo", home=str(trouble.details["home"]))
        )  # the page would change the demo plant's
    elif trouble.code == "currency_without_rate":
        currency = str(trouble.details["currency"])
        links.to(view, "method", view.words("import.to_rates", currency=currency), part="settings", currency=currency)


def _said(words: Words, name: str, value: str) -> str:
    match name:
        case "table":
            return words.code("table", value)
        case "what":
            return words.code("content", value)
        case "decision" | "kind":
            return words.code(name, value)
        case "missing":
            return re.sub(r"\w+", lambda m: _column(words, m.group()), value)
        case "hint":
            value = COLUMN_HINT.sub(
                lambda m: words("hint.column", header=m["header"], column=_column(words, m["column"])), value
            )
            return mends.known(words, NAME_HINT.sub(lambda m: words("hint.name", name=m["name"]), value))
        case "mend":
            return mends.mend(words, value)
    return value


def _column(words: Words, name: str) -> str:
    return words(name) if name in ("and", "or") else words("hint.quoted", name=words.title(name))
