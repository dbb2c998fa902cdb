"""One criterion in the editor: its field, what it demands, whether it rules out, when it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from analysis.journal import portrait
from analysis.journal.portrait import Criterion
from analysis.language import plain
from analysis.portrait import results
from analysis.portrait.portrait_effect import Known
from dashboard import page
from dashboard.decisions.portrait_sections import portrait_sentences
from dashboard.view import View

LISTED = 300  # values to choose from; others can be typed
MOST = 1e15
HOW = ("accept", "reject", "range", "yes")


def draw(view: View, clients: Known, asked: Criterion, key: str) -> Criterion:
    """The criterion as its widgets say it; a demand that isn't filled in is left open."""
    words, fields = view.words, clients.fields()
    if asked.field.casefold() not in {f.casefold() for f in fields}:
        fields = [*fields, asked.field]
    spelled = next(f for f in fields if f.casefold() == asked.field.casefold())
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    name = left.text_input(
        words("portrait.field.name"), asked.name, max_chars=80, key=f"{key}.name"
    )
    field = middle.selectbox(
        words("portrait.field.field"),
        fields,
        fields.index(spelled),
        key=f"{key}.field",
        format_func=lambda f: plain(portrait_sentences.field(words, f)),
    )
    if field != spelled:
        asked = Criterion(
            asked.name,
            field,
            weight=asked.weight,
            knockout=asked.knockout,
            known=portrait.usually_known(field),
        )
        if name == portrait_sentences.field(words, spelled):
            name = portrait_sentences.field(words, field)
    values = clients.values(field)
    usual = _how(asked, values)
    how = right.selectbox(
        words("portrait.field.how"),
        HOW,
        HOW.index(usual),
        key=f"{key}.{field}.how",
        format_func=lambda h: words(f"portrait.how.{h}"),
    )
    demand = _demand(view, asked, field, how, values, f"{key}.{field}.{how}")
    left, right = st.columns(2)
    measured = field.casefold() in portrait.MEASURED
    known = left.selectbox(
        words("portrait.field.known"),
        ("before", "after"),
        int(measured or asked.known == "after"),
        disabled=measured,
        key=f"{key}.{field}.known",
        format_func=lambda k: words(f"portrait.known.{k}"),
        help=words("portrait.known.help"),
    )
    knockout = right.checkbox(
        words("portrait.field.knockout"),
        asked.knockout,
        key=f"{key}.knockout",
        help=words("portrait.knockout.help"),
    )
    known = "after" if measured else known
    if reason := view.data.worked(results.reasons).get(field.casefold()):
        page.quiet(words(f"portrait.result.{reason}"), f"quiet-result-{key}")
    drawn = asked.drawn
    if drawn is not None and not st.checkbox(
        words("portrait.drawn", day=words.date(drawn)),
        True,
        key=f"{key}.drawn",
        help=words("portrait.drawn.help"),
    ):
        drawn = None
    blank = Criterion(
        name.strip() or field,
        field,
        weight=asked.weight,
        knockout=knockout,
        known=known,
        drawn=drawn,
    )
    return replace(blank, **demand)


def _how(asked: Criterion, values: Sequence[Any]) -> str:
    if asked.accept or asked.reject:
        return "accept" if asked.accept else "reject"
    if asked.yes is not None or (values and all(portrait.yes_or_no(v) is not None for v in values)):
        return "yes"
    is_range = (
        asked.min is not None
        or asked.max is not None
        or all(portrait._number(v) is not None for v in values)
    )
    return "range" if is_range else "accept"


def _demand(
    view: View, asked: Criterion, field: str, how: str, values: Sequence[Any], key: str
) -> dict[str, Any]:
    words = view.words
    match how:
        case "accept" | "reject":
            chosen = list(getattr(asked, how))
            there = {portrait.fold(v): str(v).strip() for v in values}
            folded = {portrait.fold(c) for c in chosen}
            options = [*chosen, *sorted(v for f, v in there.items() if f not in folded)][:LISTED]
            picked = st.multiselect(
                words(f"portrait.how.{how}"),
                options,
                chosen,
                key=key,
                accept_new_options=True,
                format_func=plain,
                placeholder=words("portrait.values.hint"),
            )
            other = "reject" if how == "accept" else "accept"
            return {how: tuple(picked)} | (
                {other: getattr(asked, other)} if getattr(asked, other) and picked else {}
            )
        case "range":
            scale = 100.0 if field.casefold() in portrait_sentences.SHARES else 1.0
            found: dict[str, Any] = {}
            for column, end in zip(st.columns(2), ("min", "max"), strict=True):
                stands = getattr(asked, end)
                label = words(f"portrait.field.{end}") + (", %" if scale > 1 else "")
                number = column.number_input(
                    label,
                    -MOST,
                    MOST,
                    None if stands is None else round(stands * scale, 9),
                    format="%g",
                    key=f"{key}.{end}",
                    placeholder=words("portrait.no_limit"),
                )
                if number is not None:
                    found[end] = round(number / scale, 12)
            return found
    said = st.segmented_control(
        words("portrait.how.yes"),
        (True, False),
        default=asked.yes if asked.yes is not None else True,
        key=key,
        required=True,
        format_func=lambda y: words("portrait.yes" if y else "portrait.no"),
    )
    return {"yes": bool(said)}
