"""Refused rows to take away, mend and bring back: each finds home by its key, only the mended ones are added."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from analysis.actions import rows_to_mend
from analysis.language import Words
from dashboard import page
from dashboard.view import View

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(view: View, key: str) -> None:
    words, root = view.words, Path(view.data.build.root)
    if view.data.build.is_demo or not _any(view.data.table("imports")):
        return
    page.quiet(words("import.refused.how"), f"quiet-mend-{key}")
    name = f"dealfit-{words('import.refused.file')}-{dt.date.today().isoformat()}"
    say = partial(_why, words)
    with st.container(horizontal=True, key=f"downloads-mend-{key}"):
        st.download_button(
            words("import.refused.mend"),
            lambda: rows_to_mend.to_csv(root, None, words.lang, say),
            f"{name}.csv",
            "text/csv",
            key=f"mend-csv-{key}",
            on_click="ignore",
        )
        st.download_button(
            words("import.refused.mend.xlsx"),
            lambda: rows_to_mend.to_xlsx(root, None, words.lang, say),
            f"{name}.xlsx",
            WORKBOOK,
            key=f"mend-xlsx-{key}",
            on_click="ignore",
            type="tertiary",
        )


def _any(imports: pd.DataFrame) -> bool:
    """Whether a row is refused that a person can mend in its file."""
    return bool(
        (imports["rows_rejected"] > imports["rows_set_aside"] + imports["rows_not_data"]).any()
    )


def _why(words: Words, column: str, reason: str) -> str:
    said = words.code("reason", reason)
    return f"{words.title(column)}: {said}" if column else said
