"""Time equations as a table that is edited in place."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis.journal import equation_text, settings
from analysis.journal.settings import TimeEquation
from analysis.language import is_unknown
from dashboard.view import View

UNITS = ("", "hours", "minutes")
WHEN = (settings.NO_LOG_OF_THE_POOL, settings.NO_LOG_AT_ALL)
COLUMNS = ("pool", "base", "terms", "unit", "when")


def frame(equations: tuple[TimeEquation, ...]) -> pd.DataFrame:
    rows = [(e.pool, e.base, equation_text.written(e), e.unit or "", e.when) for e in equations]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"base": "float64"})


def draw(view: View, equations: tuple[TimeEquation, ...], key: str) -> pd.DataFrame:
    words = view.words
    pools = sorted({*view.data.table("pools")["pool"].dropna(), *(e.pool for e in equations)})
    units = list(dict.fromkeys([*UNITS, *(e.unit or "" for e in equations)]))
    config = {
        "pool": st.column_config.SelectboxColumn(
            words("metric.pool"), options=pools, required=True, width="medium"
        ),
        "base": st.column_config.NumberColumn(
            words("equation.base"), default=0.0, help=words("equation.base.help")
        ),
        "terms": st.column_config.TextColumn(
            words("equation.terms"), width="large", help=words("equation.terms.help")
        ),
        "unit": st.column_config.SelectboxColumn(
            words("equation.unit"),
            options=units,
            default="",
            format_func=lambda u: words.code("equation.unit", u or "own"),
        ),
        "when": st.column_config.SelectboxColumn(
            words("equation.when"),
            options=list(WHEN),
            default=WHEN[0],
            format_func=lambda w: words.code("equation.when", w),
            width="medium",
        ),
    }
    edited: pd.DataFrame = st.data_editor(
        frame(equations), column_config=config, num_rows="dynamic", hide_index=True, key=key
    )
    st.caption(
        words(
            "equation.features",
            names="; ".join(f"{f} — {words.code('feature_of', f)}" for f in settings.FEATURES),
        )
    )
    return edited


def raw(edited: pd.DataFrame) -> list[dict[str, Any]]:
    """The table as settings.toml would hold it; BadSettings where terms can't be read."""
    equations = []
    for place, row in enumerate(edited.to_dict("records")):
        given = {name: None if is_unknown(value) else value for name, value in row.items()}
        if not any(given[n] for n in ("pool", "terms", "base")):
            continue  # a row added and left empty
        terms = equation_text.read_terms(
            str(given["terms"] or ""), f"time_equation[{place + 1}].terms"
        )
        equation = {
            "pool": given["pool"],
            "base": given["base"] or 0.0,
            "terms": terms,
            "when": given["when"] or WHEN[0],
        }
        equations.append(equation | ({"unit": given["unit"]} if given["unit"] else {}))
    return equations
