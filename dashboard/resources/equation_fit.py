"""Fitting a time equation on request: what it would be, how far off it is, and taking it over."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from analysis import DealfitError
from analysis.actions import settings_changes
from analysis.journal.settings import (
    FEATURES,
    NO_LOG_AT_ALL,
    NO_LOG_OF_THE_POOL,
    TimeEquation,
    settings_editing,
)
from analysis.language import Words, plain
from analysis.pools import time_equations
from analysis.pools.time_equations import EquationFit, Error
from dashboard import charts, page, state, tables
from dashboard.charts import hours_charts
from dashboard.method import who_and_why
from dashboard.view import View

WHEN = (NO_LOG_AT_ALL, NO_LOG_OF_THE_POOL)
FITTED = ("equation_of", "equation", "off", "bias")


def in_words(equation: TimeEquation, words: Words) -> str:
    """`4 + 7 × lines with modifications`: an equation as a person reads it."""
    terms = [
        f"{_amount(each, words)} × {words.code('feature_of', feature)}"
        for feature, each in equation.terms
    ]
    return " + ".join(
        [_amount(equation.base, words), *terms] if equation.base or not terms else terms
    )


def _amount(value: float, words: Words) -> str:
    text = f"{value:g}"
    return text.replace(".", ",") if words.lang == "ru" else text


def show(view: View, pool: str) -> None:
    words = view.words
    with st.container(key="noprint-fit"):
        left, right = st.columns([3, 2])
        features = left.multiselect(
            words("hours.fit.features"),
            FEATURES,
            default=list(FEATURES),
            key="hours.fit.features",
            format_func=lambda f: words.code("feature_of", f),
        )
        when = right.selectbox(
            words("equation.when"),
            WHEN,
            key="hours.fit.when",
            format_func=lambda w: words.code("equation.when", w),
        )
        asked = (pool, tuple(features), when)
        if st.button(words("hours.fit.go"), key="hours.fit.go"):
            state.put("hours.fit", asked)
    if state.get("hours.fit", None) != asked:
        page.quiet(words("hours.fit.note"), "quiet-fit")
        return
    try:
        with st.spinner(words("hours.fit.busy")):
            fit: EquationFit = view.data.worked(time_equations.fit, *asked)
    except DealfitError as trouble:
        st.warning(plain(words.error(trouble)))
        return
    _result(view, fit)


def _result(view: View, fit: EquationFit) -> None:
    words = view.words
    written = next(
        (
            e
            for e in settings_editing.current(Path(view.data.build.root)).time_equation
            if e.pool == fit.equation.pool
        ),
        None,
    )
    rows = [_row(words("hours.fit.fitted"), in_words(fit.equation, words), fit.fitted)]
    if written is not None:
        rows.append(_row(words("hours.fit.written"), in_words(written, words), fit.written))
    rows.append(_row(words("hours.fit.mean"), "", fit.mean))
    tables.show(
        view, pd.DataFrame(rows, columns=list(FITTED)), FITTED, key="hours-fit", height="content"
    )
    page.quiet(
        words("hours.fit.about", n=fit.orders, unit=words.code("pool_unit", fit.unit or "h")),
        "quiet-fit",
    )
    if fit.left_out:
        page.quiet(
            words(
                "hours.fit.left_out",
                names=", ".join(words.code("feature_of", f) for f in fit.left_out),
            ),
            "quiet-left",
        )
    chart = hours_charts.against(fit.points, words.code("pool_unit", fit.unit or "h"), words)
    if chart is not None:
        charts.show(chart, "hours-fit", words("hours.fit"))
    with st.container(key="noprint-accept"):
        who, why = who_and_why.who_and_why(view, "hours")
        if st.button(words("hours.accept"), type="primary", key="hours.accept"):
            _accept(view, fit, who, why)


def _row(
    name: str, equation: str, error: Error | None
) -> tuple[str, str, float | None, float | None]:
    return (name, equation, error.off if error else None, error.bias if error else None)


def _accept(view: View, fit: EquationFit, who: str, why: str) -> None:
    words, root = view.words, Path(view.data.build.root)
    state.remember_person(who)
    bar = st.progress(0.0, words("upload.building"))
    try:
        wanted = time_equations.accept(settings_editing.current(root), fit.equation)
        settings_changes.save(root, wanted, who, why, who_and_why.progress(bar))
    except DealfitError as trouble:
        bar.empty()
        st.warning(plain(words.error(trouble)))
        return
    state.put("hours.fit", None)
    state.unpin()
    st.rerun()
