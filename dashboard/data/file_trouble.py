"""What is wrong with a file, in the reader's language down to the column names that the error quotes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from analysis import DealfitError
from analysis.errors.phrases import MissingColumns, Phrase
from analysis.language import Words
from dashboard import links
from dashboard.view import View


@dataclass(frozen=True)
class FileTrouble:
    """A DealfitError that can be kept: its code and details."""

    code: str
    details: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""

    def __str__(self) -> str:
        return self.text


def of(error: DealfitError) -> FileTrouble:
    return FileTrouble(
        error.code, {name: _kept(value) for name, value in error.details.items()}, str(error)
    )


def _kept(value: object) -> object:
    if isinstance(value, DealfitError):  # why the files wait, say
        return of(value)
    return value if isinstance(value, int | Phrase | MissingColumns) else str(value)


def sentence(words: Words, trouble: FileTrouble) -> str:
    return words.error(trouble)


def door(view: View, trouble: FileTrouble) -> None:
    """The way to where the trouble is mended, if that is another page."""
    if trouble.code == "currency_without_rate" and view.data.build.is_demo:
        st.text(
            view.words("import.rates_of_demo", home=str(trouble.details["home"]))
        )  # the page would change the demo plant's
    elif trouble.code == "currency_without_rate":
        currency = str(trouble.details["currency"])
        links.to(
            view,
            "method",
            view.words("import.to_rates", currency=currency),
            part="settings",
            currency=currency,
        )
