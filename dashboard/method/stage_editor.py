"""The stages of a sale as a table that is edited in place: their order is their number."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis.journal.settings.sale_stages import SaleStage
from analysis.language import is_unknown
from dashboard.view import View

COLUMNS = ("ru", "en", "norm_days", "also")
APART = "; "  # between further names of a stage


def draw(view: View, stages: tuple[SaleStage, ...], key: str) -> pd.DataFrame:
    words, column = view.words, st.column_config
    config: dict[str, Any] = {
        name: column.TextColumn(words(f"sale_stage.{name}"), max_chars=400)
        for name in ("ru", "en", "also")
    }
    config["norm_days"] = column.NumberColumn(
        words("sale_stage.norm_days"), min_value=0, format="%.12g"
    )
    rows = [(s.ru, s.en, s.norm_days, APART.join(s.also)) for s in stages]
    edited: pd.DataFrame = st.data_editor(
        pd.DataFrame(rows, columns=list(COLUMNS)).astype(
            dict.fromkeys(("ru", "en", "also"), "object") | {"norm_days": "float64"}
        ),
        column_config=config,
        column_order=COLUMNS,
        num_rows="dynamic",
        hide_index=True,
        key=key,
        placeholder=words("table.not_given"),
    )
    return edited


def raw(edited: pd.DataFrame) -> list[dict[str, Any]]:
    """The table as settings.toml would hold it; what is wrong in it the settings say."""
    found: list[dict[str, Any]] = []
    for row in edited.to_dict("records"):
        given = {
            str(name): value
            for name, value in row.items()
            if not is_unknown(value) and str(value).strip()
        }
        if not given:
            continue  # a row added and left empty
        also = [name.strip() for name in str(given.pop("also", "")).split(";") if name.strip()]
        found.append({"number": len(found) + 1, **given} | ({"also": also} if also else {}))
    return found
