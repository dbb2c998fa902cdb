"""Targets of segments as a table that is edited in place."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis.errors import BadSettings
from analysis.errors.phrases import phrase
from analysis.journal.settings.segment_targets import KINDS, SegmentTarget
from analysis.language import is_unknown
from dashboard.view import View

TEXTS = ("client", "family", "kind", "industry")
COLUMNS = (*TEXTS, "client_revenue_from", "true_margin")
KEY = "target"


def frame(targets: tuple[SegmentTarget, ...]) -> pd.DataFrame:
    """Columns as COLUMNS; true_margin in per cent, as it is typed."""
    rows = [
        (t.client, t.family, t.kind, t.industry, t.client_revenue_from, t.true_margin * 100)
        for t in targets
    ]
    kinds = dict.fromkeys(TEXTS, "object") | {
        "client_revenue_from": "float64",
        "true_margin": "float64",
    }
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(kinds)


def draw(view: View, targets: tuple[SegmentTarget, ...], key: str) -> pd.DataFrame:
    words, column = view.words, st.column_config
    config: dict[str, Any] = {
        name: column.TextColumn(words(f"target.{name}"), max_chars=200)
        for name in TEXTS
        if name != "kind"
    }
    config["kind"] = column.SelectboxColumn(
        words("target.kind"), options=list(KINDS), format_func=lambda kind: words.code("kind", kind)
    )
    config["client_revenue_from"] = column.NumberColumn(
        words("target.client_revenue_from"), min_value=0, format="%.12g"
    )
    config["true_margin"] = column.NumberColumn(
        words("target.true_margin"), min_value=-100, max_value=100, format="%.12g"
    )
    edited: pd.DataFrame = st.data_editor(
        frame(targets),
        column_config=config,
        column_order=COLUMNS,
        num_rows="dynamic",
        hide_index=True,
        key=key,
        placeholder=words("table.not_given"),
    )
    return edited


def raw(edited: pd.DataFrame) -> list[dict[str, Any]]:
    """The table as settings.toml would hold it; BadSettings where a row lacks its target. What else is wrong the settings say."""
    found: list[dict[str, Any]] = []
    for place, row in enumerate(edited.to_dict("records"), 1):
        given = {
            name: value
            for name in COLUMNS
            if not is_unknown(value := row[name]) and str(value).strip()
        }
        if not given:
            continue  # a row added and left empty
        if "true_margin" not in given:
            raise BadSettings(
                "bad_setting",
                key=f"{KEY}[{place}].true_margin",
                file="settings.toml",
                value="",
                mend=phrase("mend.range", least=-1.0, most=1.0),
            )
        found.append(given | {"true_margin": float(given["true_margin"]) / 100})
    return found
