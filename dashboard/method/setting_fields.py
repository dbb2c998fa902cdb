"""The settings as fields of a form: one for each that `analysis.journal.settings` knows, whatever its section."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_origin

import streamlit as st

from analysis import validation
from analysis.journal.settings import BASES, Settings
from analysis.journal.settings.lead_thresholds import BETWEEN
from analysis.language import Words, plain

EDITED_AS_TABLES = (
    "target",
    "people",
    "design_pools",
    "time_equation",
    "exchange_rate",
    "sale_stage",
)  # each has an editor of its own


@dataclass(frozen=True)
class Field:
    """`kind`: text, choice, share, whole, number, flag or list."""

    section: str
    name: str
    kind: str
    value: Any

    @property
    def key(self) -> str:
        return f"{self.section}.{self.name}" if self.section else self.name


def fields_of(settings: Settings) -> Iterator[Field]:
    for section in fields(Settings):
        value = getattr(settings, section.name)
        if is_dataclass(value) and not isinstance(value, type):
            for field in fields(value):
                kind = _shown_as(validation.kinds_of(type(value))[field.name])
                yield Field(section.name, field.name, kind, getattr(value, field.name))
        elif section.compare and section.name not in EDITED_AS_TABLES:
            yield Field("", section.name, "text", value)


def table_of(key: str) -> str | None:
    """Of EDITED_AS_TABLES the one that a key of a difference or an error is in: "target[1].kind", "people Ким"."""
    name = re.split(r"[.\[ ]", key)[0]
    return name if name in EDITED_AS_TABLES else None


def _shown_as(kind: Any) -> str:
    if validation.unit_of(kind) == "share":
        return "share"
    if validation.choices_of(kind):
        return "choice"
    declared = validation.plain_type(kind)
    if get_origin(declared) is tuple:
        return "list"
    return {bool: "flag", int: "whole", str: "text"}.get(declared, "number")


SHARES = frozenset(field.key for field in fields_of(Settings()) if field.kind == "share")


def title(field: Field, words: Words) -> str:
    key = f"setting.{field.key}"
    return words(key) if words.has(key) else field.key


def draw(field: Field, words: Words, key: str) -> Any:
    """The field's widget; its value as settings.toml would hold it, None for an empty one."""
    about = f"setting.{field.key}.help"
    given: dict[str, Any] = {
        "label": plain(title(field, words)),
        "key": key,
        "help": plain(words(about)) if words.has(about) else None,
    }
    return DRAWN[field.kind](field, words, given)


def _text(field: Field, _: Words, given: Mapping[str, Any]) -> Any:
    return (
        st.text_input(
            value=field.value or "", max_chars=200 if field.section == "letter" else 80, **given
        ).strip()
        or None
    )


def _choice(field: Field, words: Words, given: Mapping[str, Any]) -> Any:
    options = [None, *BASES]
    return st.selectbox(
        options=options,
        index=options.index(field.value),
        **given,
        format_func=lambda b: words("setting.none") if b is None else words(f"basis_of.{b}"),
    )


def _share(field: Field, words: Words, given: dict[str, Any]) -> Any:
    shown = None if field.value is None else round(field.value * 100, 8)
    value = st.number_input(
        value=shown, step=0.5, format="%.12g", **{**given, "label": f"{given['label']}, %"}
    )
    if value == shown:
        return field.value  # untouched: to the last digit what the file says
    return None if value is None else round(value / 100, 10)


def _whole(field: Field, _: Words, given: Mapping[str, Any]) -> Any:
    return st.number_input(value=None if field.value is None else int(field.value), step=1, **given)


def _number(field: Field, _: Words, given: Mapping[str, Any]) -> Any:
    return st.number_input(
        value=None if field.value is None else float(field.value), step=0.5, format="%.12g", **given
    )


def _flag(field: Field, _: Words, given: Mapping[str, Any]) -> Any:
    return st.checkbox(value=bool(field.value), **given)


def _list(field: Field, _: Words, given: Mapping[str, Any]) -> Any:
    """In one text, apart by semicolons; a day as the file has it."""
    text = st.text_input(value=BETWEEN.join(map(str, field.value)), max_chars=4000, **given)
    return [_day_or_text(each.strip()) for each in text.split(BETWEEN.strip()) if each.strip()]


def _day_or_text(text: str) -> Any:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return text


DRAWN: Mapping[str, Callable[[Field, Words, Any], Any]] = {
    "text": _text,
    "choice": _choice,
    "share": _share,
    "whole": _whole,
    "number": _number,
    "flag": _flag,
    "list": _list,
}
